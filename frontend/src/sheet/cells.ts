import { type Problem, readNumber } from "../form/numeric";
import type { Cell, Column } from "./sheet";

/** What was typed or pasted where the cell cannot hold it as it is. */
export interface Draft {
  text: string;
  /** Why it cannot be saved; a draft without one is a number still being typed (`3.`). */
  problem?: Problem | "too_long" | "no_choice";
  /** What the cell holds meanwhile: another value arriving makes the draft obsolete. */
  stands: Cell;
}
export type Drafts = ReadonlyMap<string, Draft>;

export function keyOf(row: string, column: string): string {
  return `${row} ${column}`;
}

/** A cell as text. */
export function shown(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? "" : String(cell);
}

/** Read what was typed or pasted into a cell: its value, and a draft where the two differ. */
export function read(column: Column, text: string): { cell: Cell; draft?: Draft } {
  const wrong = (problem: Draft["problem"]) => ({ cell: null, draft: { text, problem, stands: null } });
  if (text === "") return { cell: null };
  if (column.kind === "number") {
    const { value, problem } = readNumber(text, column);
    if (problem) return wrong(problem);
    const cell = value ?? null;
    return shown(cell) === text ? { cell } : { cell, draft: { text, stands: cell } };
  }
  if (column.kind === "choice") {
    const wanted = text.trim().toLowerCase();
    const choice = column.choice.find(({ id, label }) => id === text || label.trim().toLowerCase() === wanted);
    return choice ? { cell: choice.id } : wrong("no_choice");
  }
  return text.length > column.max_length ? wrong("too_long") : { cell: text };
}
