import type { Rating } from "./form";
import type { KindProps } from "./question";
import { Scale } from "./scale";

/** One number on a scale with words at both ends. */
export function RatingQuestion({ question, answer, head, narrow, disabled, give }: KindProps<Rating, number>) {
  return (
    <Scale
      legend={<span class="cx-form-head">{head}</span>}
      low={question.low}
      high={question.high}
      ends={[question.low_label, question.high_label]}
      value={answer}
      narrow={narrow}
      disabled={disabled}
      onPick={give}
    />
  );
}
