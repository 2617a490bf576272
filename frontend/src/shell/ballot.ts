// What a vote is for arrives with the class's state, once the trainer has revealed it.
import type { Definition } from "../wire";

export type Choices = Record<string, { id: string; label: string }[]>;

interface Asking extends Definition {
  question?: { id: string; kind: string }[];
}

/** The definition with the choices of its votes put in; the same object where there are none. */
export function withChoices(definition: Definition, choices: Choices | undefined): Definition {
  const { question } = definition as Asking;
  if (!choices || !question) return definition;
  const filled = question.map((q) => (q.kind === "vote" ? { ...q, choice: choices[q.id] } : q));
  return { ...definition, question: filled } as Definition;
}
