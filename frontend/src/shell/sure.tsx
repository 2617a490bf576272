import type { IconNode } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icons";
import { useWords } from "../words";

interface SureProps {
  words: string;
  question: string;
  icon?: IconNode;
  danger?: boolean;
  disabled?: boolean;
  onYes(): void;
}

/** A button that asks before it acts, in its own place: no dialog covers the projector. */
export function Sure({ words, question, icon, danger, disabled, onYes }: SureProps) {
  const say = useWords("shell");
  const [asking, ask] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (asking) no.current?.focus();
    else if (was.current) button.current?.focus();
    was.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button
        type="button"
        ref={button}
        class={`cx-button ${danger ? "cx-button--danger" : ""}`}
        disabled={disabled}
        onClick={() => ask(true)}
      >
        {icon ? <Icon of={icon} /> : null}
        {words}
      </button>
    );
  }
  return (
    <span
      class="cx-sure"
      role="group"
      aria-label={question}
      onKeyDown={(event) => event.key === "Escape" && ask(false)}
    >
      <span>{question}</span>
      <button
        type="button"
        class={`cx-button ${danger ? "cx-button--danger" : "cx-button--main"}`}
        onClick={() => {
          ask(false);
          onYes();
        }}
      >
        {say("yes")}
      </button>
      <button type="button" ref={no} class="cx-button" onClick={() => ask(false)}>
        {say("no")}
      </button>
    </span>
  );
}
