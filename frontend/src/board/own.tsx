/** Cards that a trainee writes. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Say } from "../fill";

/** The longest text that Python accepts on an own card. */
export const OWN_LENGTH = 120;

interface FieldProps {
  start: string;
  max: number;
  label: string;
  placeholder?: string;
  action: string;
  onDone(text: string): void;
  onCancel?(): void;
}

/** One line and its button; Enter is the button, Escape gives up. */
export function OwnField({ start, max, label, placeholder, action, onDone, onCancel }: FieldProps) {
  const [text, setText] = useState(start);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (onCancel) field.current?.focus();
  }, []);
  const ready = text.trim() !== "";
  const done = () => {
    if (!ready) return;
    setText("");
    onDone(text.trim());
  };
  return (
    <form
      class="cx-board-own"
      onClick={(event) => event.stopPropagation()}
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <input
        ref={field}
        class="cx-input"
        type="text"
        maxLength={max}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape" && onCancel) onCancel();
        }}
      />
      <button type="submit" class="cx-button" aria-disabled={!ready}>
        {action}
      </button>
    </form>
  );
}

export function OwnForm({ say, left, onAdd }: { say: Say; left: number; onAdd(text: string): void }) {
  if (left <= 0) return <p class="cx-hint cx-board-full">{say("own_full")}</p>;
  return (
    <div class="cx-board-add">
      <OwnField
        start=""
        max={OWN_LENGTH}
        label={say("own_text")}
        placeholder={say("own_placeholder", { n: left })}
        action={say("own_add")}
        onDone={onAdd}
      />
    </div>
  );
}
