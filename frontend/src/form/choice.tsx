import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "../icons";
import type { Choice, Multiple, Single } from "./form";
import type { KindProps } from "./question";
import { useInstance } from "../moving/instance";
import { again } from "./again";

interface ChoicesProps {
  kind: "radio" | "checkbox";
  legend: ComponentChildren;
  choices: Choice[];
  picked: string[];
  disabled: boolean;
  /** Keep them under each other, even short ones. */
  list?: boolean;
  children?: ComponentChildren;
  /** Report the choice pressed; `undefined` when a radio button is taken back. */
  onPick(id: string | undefined): void;
}

/** A list of choices; a row of them where all are short, columns where they are many. */
export function Choices({ kind, legend, choices, picked, list, disabled, children, onPick }: ChoicesProps) {
  const name = useInstance("form");
  const longest = Math.max(...choices.map((choice) => lengthOf(choice.label)));
  const shape = list ? "list" : longest <= 16 ? "row" : longest <= 48 && choices.length > 3 ? "columns" : "list";
  return (
    <fieldset
      role={kind === "radio" ? "radiogroup" : undefined}
      class="cx-form-choices"
      disabled={disabled}
      data-open={picked.length ? undefined : ""}
    >
      <legend>{legend}</legend>
      <div class={`cx-form-options cx-form-options--${shape}`}>
        {choices.map((choice) => (
          <label key={choice.id} class="cx-form-option">
            <input
              type={kind}
              name={name}
              value={choice.id}
              checked={picked.includes(choice.id)}
              onChange={() => onPick(choice.id)}
              {...(kind === "radio" && again(picked.includes(choice.id), () => onPick(undefined)))}
            />
            <span class="cx-form-face">
              <span class={`cx-form-mark cx-form-mark--${kind}`} />
              <span class="cx-form-label">{choice.label}</span>
              {kind === "radio" && picked.includes(choice.id) && <span class="cx-form-off"><Icon of={X} size={16} /></span>}
            </span>
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}

/** Width in Latin letters: a Chinese character takes about two. */
function lengthOf(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
}

const MANY = 5; // from here on a phone shows its own list, at the thumb, instead of ours

/** One of several choices. */
export function SingleQuestion(props: KindProps<Single, string>) {
  const { question, answer, head, narrow, disabled, give } = props;
  if (narrow && question.choice.length >= MANY) return <Select {...props} />;
  return (
    <Choices
      kind="radio"
      legend={<span class="cx-form-head">{head}</span>}
      choices={question.choice}
      picked={answer === undefined ? [] : [answer]}
      disabled={disabled}
      onPick={give}
    />
  );
}

function Select({ question, answer = "", head, disabled, say, give }: KindProps<Single, string>) {
  const id = useInstance("form");
  return (
    <div class="cx-form-select">
      <label class="cx-form-head" for={id}>{head}</label>
      <select
        id={id}
        class="cx-input"
        value={answer}
        disabled={disabled}
        data-open={answer ? undefined : ""}
        onChange={(event) => give(event.currentTarget.value || undefined)}
      >
        <option value="">{say("choose")}</option>
        {question.choice.map((choice) => <option key={choice.id} value={choice.id}>{choice.label}</option>)}
      </select>
    </div>
  );
}

/** Any number of several choices, kept in the order of the choices. */
export function MultipleQuestion({ question, answer = [], head, disabled, give }: KindProps<Multiple, string[]>) {
  const toggle = (id: string | undefined) => {
    const picked = question.choice
      .map((choice) => choice.id)
      .filter((other) => (other === id) !== answer.includes(other));
    give(picked.length ? picked : undefined);
  };
  return (
    <Choices
      kind="checkbox"
      legend={<span class="cx-form-head">{head}</span>}
      choices={question.choice}
      picked={answer}
      disabled={disabled}
      onPick={toggle}
    />
  );
}
