import { Square } from "lucide";
import { useId, useState } from "preact/hooks";
import { Icon } from "../icons";
import { useWords } from "../words";
import type { Wish } from "./console";

const MINUTES = [1, 3, 5, 10];

/** Start a countdown for the room, with a word of what it is for. */
export function TimerTools({ wish, running }: { wish: Wish; running: boolean }) {
  const say = useWords("console");
  const [label, setLabel] = useState("");
  const field = useId();
  const start = (minutes: number) =>
    void wish("timer", { seconds: minutes * 60, label: label.trim() });
  return (
    <div class="cx-stack">
      <div class="cx-row">
        {MINUTES.map((n) => (
          <button key={n} type="button" class="cx-button" onClick={() => start(n)}>
            {say("timer.minutes", { n })}
          </button>
        ))}
        {running ? (
          <button type="button" class="cx-button" onClick={() => void wish("timer", { seconds: 0 })}>
            <Icon of={Square} size={16} />
            {say("timer.stop")}
          </button>
        ) : null}
      </div>
      <label for={field} class="cx-hint">
        {say("timer.label")}
      </label>
      <input
        id={field}
        class="cx-input"
        maxLength={60}
        value={label}
        onInput={(event) => setLabel(event.currentTarget.value)}
      />
    </div>
  );
}
