// A form as the page receives it (definition) and as it is saved (value).
export interface Choice { id: string; label: string }
interface Asked { id: string; prompt: string; hint?: string; section?: string; required?: boolean }
export interface Rating extends Asked { kind: "rating"; low: number; high: number; low_label: string; high_label: string }
export interface Single extends Asked { kind: "single"; choice: Choice[] }
export interface Multiple extends Asked { kind: "multiple"; choice: Choice[] }
export interface NumberAsked extends Asked { kind: "number"; low: number; high: number; step: number; unit?: string }
export interface OpenText extends Asked { kind: "text"; max_length: number; rows: number }
export interface Kano extends Asked { kind: "kano"; functional: string; dysfunctional: string; importance?: boolean }
export interface Pair extends Asked { kind: "pair"; low: number; high: number; dimension: string }
export interface Points extends Asked { kind: "points"; items: Choice[]; total: number }
/** `choice` is there only once the trainer has revealed what the room wrote. */
export interface Vote extends Asked { kind: "vote"; pick: number; choice?: Choice[] }
export type Question = Rating | Single | Multiple | NumberAsked | OpenText | Kano | Pair | Points | Vote;
export interface Section { id: string; label: string; hint?: string }
export interface FormDefinition { id: string; title?: string; picture?: "five_gaps" | null; section?: Section[]; question: Question[] }
export type Marks = Partial<Record<string, number>>; // halves of a pair, points of items
export type Answer = number | string | string[] | Marks;
/** Unanswered questions are absent; a half-given answer is legal. */
export type FormValue = Partial<Record<string, Answer>>;

import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ComponentProps } from "../component";
import { words } from "../fill";
import { isAnswered, isAskable, nextOpen } from "./answered";
import { GapsPicture } from "./gaps";
import { enterPart, enterQuestion } from "./jump";
import { BESIDE, NARROW } from "./layout";
import { Progress } from "./progress";
import { QuestionView } from "./question";
import { groups } from "./sections";
import { useInstance } from "../moving/instance";
import { useWidth } from "../moving/layout";

const LONG = 5; // from here on a form tells how far one has come

/** Where a jump leads: to a question, or to the head of the open part. */
type Goal = { question: string } | { focus: boolean };

export function Form({ definition, value, labels, disabled, onChange }: ComponentProps<FormDefinition, FormValue>) {
  const say = useMemo(() => words(labels), [labels]);
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root) || window.innerWidth; // a guess for the first drawing, and while hidden
  const narrow = width < NARROW;
  const unique = useInstance("form");

  // The newest answer, so that two gestures between two redraws do not undo each other.
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const answer = useCallback((id: string, given: Answer | undefined) => {
    const { [id]: _, ...rest } = latest.current.value;
    const next = given === undefined ? rest : { ...rest, [id]: given };
    latest.current.value = next;
    latest.current.onChange(next);
    setHere(id);
  }, []);

  const parts = useMemo(() => groups(definition), [definition]);
  const picture = definition.picture === "five_gaps";
  const questions = definition.question;
  const stepped = picture || (narrow && parts.length > 1 && questions.length > LONG);
  const [step, setStep] = useState(picture ? -1 : 0);
  const [here, setHere] = useState("");
  const [goal, setGoal] = useState<Goal | null>(null);

  // A jump ends after the redraw, when the part it leads to is on the page.
  useLayoutEffect(() => {
    if (!goal || !root.current) return;
    if ("question" in goal) enterQuestion(root.current, goal.question);
    else enterPart(root.current, goal.focus, narrow);
  }, [goal]);

  const goTo = (part: number, focus: boolean) => {
    setStep(part);
    setGoal({ focus });
  };
  const jump = () => {
    const next = nextOpen(parts.flatMap((part) => part.questions), value, here);
    if (!next) return;
    setStep(parts.findIndex((part) => part.questions.includes(next)));
    setHere(next.id);
    setGoal({ question: next.id });
  };

  const shown = stepped ? parts.slice(Math.max(step, 0), step + 1) : parts; // none before the first ring
  const askable = questions.filter(isAskable);
  const isDone = (question: Question) => isAnswered(question, value[question.id]);
  const numbers = new Map(parts.flatMap((part) => part.questions).map((question, i) => [question.id, i + 1]));
  const style = narrow ? "cx-form cx-form--narrow" : "cx-form";
  return (
    <div class={picture && width >= BESIDE ? `${style} cx-form--beside` : style} ref={root} data-exercise={definition.id} data-lm-suppress-shortcuts="">
      {picture && (
        <GapsPicture parts={parts} value={value} say={say} width={width} open={step} panel={unique} onOpen={(part) => goTo(part, false)} />
      )}
      <div class="cx-form-parts" id={unique}>
        {picture && step < 0 && <p class="cx-hint">{say("gaps.start")}</p>}
        {shown.map((part) => (
          <section key={part.id} class="cx-form-part" aria-labelledby={part.label ? `${unique}-${part.id}` : undefined}>
            {part.label && (
              <header class="cx-form-parthead">
                {stepped && !picture && <p class="cx-hint">{say("step", { n: step + 1, all: parts.length })}</p>}
                <h4 id={`${unique}-${part.id}`} tabIndex={-1} data-head>{part.label}</h4>
                {part.hint && <p class="cx-hint">{part.hint}</p>}
              </header>
            )}
            {part.questions.map((question) => (
              <QuestionView
                key={question.id}
                question={question}
                answer={value[question.id]}
                number={questions.length > LONG && !picture ? numbers.get(question.id) : undefined}
                here={here === question.id}
                narrow={narrow}
                disabled={disabled}
                say={say}
                onAnswer={answer}
              />
            ))}
          </section>
        ))}
      </div>
      {(stepped || askable.length > LONG) && (
        <Progress
          done={askable.filter(isDone).length}
          total={askable.length}
          step={stepped ? step : undefined}
          steps={parts.length}
          ready={step < parts.length - 1 && step >= 0 && shown.every((part) => part.questions.filter(isAskable).every(isDone))}
          locked={disabled}
          say={say}
          onStep={(part) => goTo(part, true)}
          onJump={jump}
        />
      )}
    </div>
  );
}
