import { Asterisk } from "lucide";
import type { ComponentChildren, ComponentType } from "preact";
import { Component } from "preact";
import type { Say } from "../fill";
import { Icon } from "../icons";
import { isAnswered } from "./answered";
import { MultipleQuestion, SingleQuestion } from "./choice";
import type { Answer, Question } from "./form";
import { KanoQuestion } from "./kano";
import { NumberQuestion } from "./number";
import { PairQuestion } from "./pair";
import { PointsQuestion } from "./points";
import { RatingQuestion } from "./rating";
import { TextQuestion } from "./text";
import { VoteQuestion } from "./vote";

/** What every kind of question is drawn from. */
export interface KindProps<Q extends Question, A extends Answer> {
  question: Q;
  answer: A | undefined;
  /** Number, prompt and hint, for the question's own legend or label. */
  head: ComponentChildren;
  narrow: boolean;
  disabled: boolean;
  say: Say;
  /** Report an answer; `undefined` takes it back. */
  give(answer: A | undefined): void;
}

// Which answer belongs to which kind is declared in form.tsx and checked in Python.
const kinds: Record<Question["kind"], ComponentType<KindProps<any, any>>> = {
  rating: RatingQuestion,
  single: SingleQuestion,
  multiple: MultipleQuestion,
  number: NumberQuestion,
  text: TextQuestion,
  kano: KanoQuestion,
  pair: PairQuestion,
  points: PointsQuestion,
  vote: VoteQuestion,
};

interface QuestionProps {
  question: Question;
  answer: Answer | undefined;
  number: number | undefined;
  /** True for the question touched last or jumped to. */
  here: boolean;
  narrow: boolean;
  disabled: boolean;
  say: Say;
  onAnswer(id: string, answer: Answer | undefined): void;
}

/**
 * One question with its prompt.
 *
 * A survey of 22 pairs holds 308 buttons; an answer redraws its own question and no other.
 */
export class QuestionView extends Component<QuestionProps> {
  override shouldComponentUpdate(next: QuestionProps) {
    return (Object.keys(next) as (keyof QuestionProps)[]).some((key) => next[key] !== this.props[key]);
  }

  give = (answer: Answer | undefined) => this.props.onAnswer(this.props.question.id, answer);

  override render({ question, answer, number, here, narrow, disabled, say }: QuestionProps) {
    const Kind = kinds[question.kind];
    const done = isAnswered(question, answer);
    const head = (
      <>
        {number !== undefined && <span class="cx-form-number">{number}</span>}
        <span class="cx-form-prompt">
          {question.prompt}
          {question.required && !done && (
            <span class="cx-form-required"><Icon of={Asterisk} size={14} name={say("required")} /></span>
          )}
          {question.hint && <span class="cx-form-hint">{question.hint}</span>}
        </span>
      </>
    );
    const style = ["cx-form-question", done && "cx-form-question--done", here && "cx-form-question--here"];
    return (
      <div class={style.filter(Boolean).join(" ")} data-question={question.id} data-kind={question.kind}>
        <Kind question={question} answer={answer} head={head} narrow={narrow} disabled={disabled} say={say} give={this.give} />
      </div>
    );
  }
}
