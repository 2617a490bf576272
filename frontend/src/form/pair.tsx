import type { Marks, Pair } from "./form";
import { withMark } from "./marks";
import type { KindProps } from "./question";
import { Scale } from "./scale";

/** What is expected above what is received, on one scale, the distance drawn between them. */
export function PairQuestion({ question, answer = {}, head, narrow, disabled, say, give }: KindProps<Pair, Marks>) {
  const { low, high } = question;
  const row = (part: "expectation" | "perception") => (
    <Scale
      legend={<span class="cx-form-which">{say(`pair.${part}`)}</span>}
      low={low}
      high={high}
      ends={[say("pair.low"), say("pair.high")]}
      value={answer[part]}
      narrow={narrow}
      oneRow
      disabled={disabled}
      onPick={(value) => give(withMark(answer, part, value))}
    />
  );
  return (
    <fieldset class="cx-form-pair">
      <legend><span class="cx-form-head">{head}</span></legend>
      {row("expectation")}
      <Distance points={high - low + 1} from={at(answer["expectation"])} to={at(answer["perception"])} />
      {row("perception")}
    </fieldset>
  );

  function at(mark: number | undefined) {
    return mark === undefined ? undefined : mark - low + 0.5;
  }
}

/** A line from one mark down to the other; the number itself is worked out in Python. */
function Distance({ points, from, to }: { points: number; from: number | undefined; to: number | undefined }) {
  const stubs = [from !== undefined && `M${from} 0V5`, to !== undefined && `M${to} 10V5`].filter(Boolean);
  return (
    <svg class="cx-form-distance" viewBox={`0 0 ${points} 10`} preserveAspectRatio="none" aria-hidden="true">
      {stubs.length > 0 && <path class="cx-form-stub" d={stubs.join("")} />}
      {from !== undefined && to !== undefined && from !== to && <path class="cx-form-span" d={`M${from} 5H${to}`} />}
    </svg>
  );
}
