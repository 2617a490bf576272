import { CircleCheck, CircleDashed } from "lucide";
import { Icon } from "../icons";
import { Choices } from "./choice";
import type { Kano, Marks } from "./form";
import { withMark } from "./marks";
import type { KindProps } from "./question";
import { Scale } from "./scale";

const OPTIONS = [1, 2, 3, 4, 5];

/** With it and without it: two questions about one feature, and how much it matters. */
export function KanoQuestion({ question, answer = {}, head, narrow, disabled, say, give }: KindProps<Kano, Marks>) {
  const options = OPTIONS.map((n) => ({ id: String(n), label: say(`kano.option.${n}`) }));
  const half = (part: "functional" | "dysfunctional", icon: typeof CircleCheck) => (
    <Choices
      kind="radio"
      legend={
        <>
          <span class="cx-form-half"><Icon of={icon} size={16} /> {say(`kano.${part}`)}</span>
          <span class="cx-form-wording">{question[part]}</span>
        </>
      }
      choices={options}
      picked={answer[part] === undefined ? [] : [String(answer[part])]}
      list
      disabled={disabled}
      onPick={(id) => give(withMark(answer, part, id === undefined ? undefined : Number(id)))}
    />
  );
  return (
    <fieldset class="cx-form-kano">
      <legend><span class="cx-form-head">{head}</span></legend>
      <div class="cx-form-halves">
        {half("functional", CircleCheck)}
        {half("dysfunctional", CircleDashed)}
      </div>
      {question.importance && (
        <Scale
          legend={<span class="cx-form-wording">{say("kano.importance")}</span>}
          low={1}
          high={9}
          ends={[say("kano.importance_low"), say("kano.importance_high")]}
          value={answer["importance"]}
          narrow={narrow}
          disabled={disabled}
          onPick={(n) => give(withMark(answer, "importance", n))}
        />
      )}
    </fieldset>
  );
}
