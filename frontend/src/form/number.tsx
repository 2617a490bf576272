import { Minus, Plus } from "lucide";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../icons";
import type { NumberAsked } from "./form";
import { keyboard, readNumber, stepFrom } from "./numeric";
import type { KindProps } from "./question";
import { useTyping } from "./typing";
import { useInstance } from "../moving/instance";

const FEW = 100; // more steps than this are typed, not stepped

/** A number with its unit; what does not fit stays in the field, says why, and is not saved. */
export function NumberQuestion({ question, answer, head, disabled, say, give }: KindProps<NumberAsked, number>) {
  const id = useInstance("form");
  const { low, high, step } = question;
  const field = useRef<HTMLInputElement>(null);
  // What is typed and the answer it stands for: another answer arriving makes it obsolete.
  const [draft, setDraft] = useState<{ text: string; stands: number | undefined } | null>(null);
  const text = draft && draft.stands === answer ? draft.text : answer === undefined ? "" : String(answer);
  const { problem } = readNumber(text, question);
  const take = (typed: string) => {
    const { value } = readNumber(typed, question);
    setDraft({ text: typed, stands: value });
    if (value !== answer) give(value);
  };
  const typing = useTyping(field, text, take);
  const stepper = (by: number, icon: typeof Plus, key: string) => (
    <button
      type="button"
      class="cx-button cx-button--icon"
      aria-label={say(key, { step: step })}
      aria-controls={id}
      disabled={disabled || answer === (by < 0 ? low : high)}
      onClick={() => take(String(stepFrom(answer, by, question)))}
    >
      <Icon of={icon} />
    </button>
  );
  const steps = (high - low) / step <= FEW;
  return (
    <div class="cx-form-numeric">
      <label class="cx-form-head" for={id}>{head}</label>
      <div class="cx-form-entry">
        {steps && stepper(-step, Minus, "number.less")}
        <input
          id={id}
          ref={field}
          class="cx-input cx-form-digits"
          type="text"
          inputMode={keyboard(question)}
          autocomplete="off"
          disabled={disabled}
          data-open={answer === undefined ? "" : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-say`}
          onBlur={() => !problem && setDraft(null)}
          {...typing}
        />
        {steps && stepper(step, Plus, "number.more")}
        {question.unit && <span class="cx-form-unit">{question.unit}</span>}
      </div>
      <p id={`${id}-say`} class={problem ? "cx-form-say cx-form-say--warn" : "cx-form-say"} role="status">
        {problem && say(`number.${problem}`, { low, high, step })}
      </p>
    </div>
  );
}
