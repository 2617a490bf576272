import type { FormDefinition, Question, Section } from "./form";

/** A headed group of questions; the first may have no heading. */
export interface Part extends Section {
  questions: Question[];
}

/** Sort the questions into their sections: those without one first, empty sections left out. */
export function groups({ section = [], question }: FormDefinition): Part[] {
  const heads: Section[] = [{ id: "", label: "" }, ...section];
  return heads
    .map((head) => ({ ...head, questions: question.filter((q) => (q.section ?? "") === head.id) }))
    .filter((part) => part.questions.length > 0);
}
