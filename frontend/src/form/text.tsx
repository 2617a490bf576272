import { useRef } from "preact/hooks";
import type { OpenText } from "./form";
import type { KindProps } from "./question";
import { useTyping } from "./typing";
import { useInstance } from "../moving/instance";

const NEAR = 0.8; // of the limit: from here on the count is shown

/** Words of one's own, in a field that grows with them. */
export function TextQuestion({ question, answer = "", head, disabled, say, give }: KindProps<OpenText, string>) {
  const id = useInstance("form");
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(field, answer, (text) => text !== answer && give(text === "" ? undefined : text));
  const left = question.max_length - answer.length;
  const near = answer.length >= question.max_length * NEAR;
  return (
    <div class="cx-form-text">
      <label class="cx-form-head" for={id}>{head}</label>
      <textarea
        id={id}
        ref={field}
        class="cx-input"
        rows={question.rows}
        style={{ minHeight: `${question.rows * 1.5 + 1.2}em` }}
        maxLength={question.max_length}
        disabled={disabled}
        data-open={answer ? undefined : ""}
        aria-describedby={near ? `${id}-left` : undefined}
        {...typing}
      />
      <p id={`${id}-left`} class="cx-form-say" role="status">{near && say("text.left", { n: Math.max(left, 0) })}</p>
    </div>
  );
}
