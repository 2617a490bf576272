import type { Answer, FormValue, Question } from "./form";
import { spent } from "./marks";

/** Say whether a question can be answered now: a vote has nothing to choose from at first. */
export function isAskable(question: Question): boolean {
  return question.kind !== "vote" || Boolean(question.choice?.length);
}

/** Say whether nothing is left to answer in a question; half a pair is not an answer. */
export function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (answer === undefined || answer === "") return false;
  if (Array.isArray(answer)) return answer.length > 0;
  if (typeof answer !== "object") return true;
  if (question.kind === "kano") return "functional" in answer && "dysfunctional" in answer;
  if (question.kind === "pair") return "expectation" in answer && "perception" in answer;
  return question.kind !== "points" || spent(answer) === question.total;
}

/** The next question without an answer after `here`, going round to the beginning once. */
export function nextOpen(questions: Question[], value: FormValue, here: string): Question | undefined {
  const start = questions.findIndex((question) => question.id === here) + 1;
  return [...questions.slice(start), ...questions.slice(0, start)].find(
    (question) => isAskable(question) && !isAnswered(question, value[question.id]),
  );
}
