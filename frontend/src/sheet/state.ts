import { useMemo, useRef, useState } from "preact/hooks";
import { type Draft, type Drafts, keyOf, read } from "./cells";
import { added, type Change, changed, isEmpty, type Line, linesOf, removed, restored, toValue } from "./lines";
import { place } from "./paste";
import type { SheetDefinition, SheetValue } from "./sheet";

/** What can be done to a sheet. The functions stay the same from redraw to redraw. */
export interface Actions {
  type(row: string, column: string, text: string): void;
  /** The reader goes elsewhere: a number half typed is shown as it was understood. */
  leave(row: string, column: string): void;
  paste(at: { row: number; column: number }, block: string[][]): { cells: number; wrong: number; lost: number };
  /** Add a row at the end and return its id; null where no more are allowed or the last is empty. */
  add(): string | null;
  remove(id: string): void;
  restore(line: Line, at: number): void;
}

/** The lines of a sheet, what is typed but cannot be saved, and what can be done to them. */
export function useSheet(definition: SheetDefinition, value: SheetValue, onChange: (value: SheetValue) => void) {
  const lines = useMemo(() => linesOf(definition, value), [definition, value]);
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const now = useRef({ definition, lines, drafts, onChange });
  now.current = { definition, lines, drafts, onChange };

  const actions = useMemo((): Actions => {
    const commit = (next: Line[]) => {
      now.current.lines = next;
      now.current.onChange(toValue(now.current.definition, next));
    };
    const keep = (drop: string[], add: Iterable<[string, Draft]> = []) => {
      const next = new Map(now.current.drafts);
      for (const key of drop) next.delete(key);
      for (const [key, draft] of add) next.set(key, draft);
      now.current.drafts = next;
      setDrafts(next);
    };
    const keys = (changes: Change[]) => changes.map(({ row, column }) => keyOf(row, column));
    return {
      type(row, column, text) {
        const into = now.current.definition.column.find(({ id }) => id === column)!;
        const { cell, draft } = read(into, text);
        keep([keyOf(row, column)], draft ? [[keyOf(row, column), draft]] : []);
        const before = now.current.lines.find((line) => line.id === row)?.cells[column] ?? null;
        if (cell !== before) commit(changed(now.current.lines, [{ row, column, cell }]));
      },
      leave(row, column) {
        const draft = now.current.drafts.get(keyOf(row, column));
        if (draft && !draft.problem) keep([keyOf(row, column)]);
      },
      paste(at, block) {
        const placed = place(now.current.definition, now.current.lines, at, block);
        keep(keys(placed.changes), placed.drafts);
        commit(changed(placed.lines, placed.changes));
        return { cells: placed.changes.length, wrong: placed.drafts.size, lost: placed.lost };
      },
      add() {
        const { definition: { free_rows }, lines: before } = now.current;
        const own = before.filter((line) => line.own);
        const last = own[own.length - 1];
        if (own.length >= free_rows || (last && isEmpty(last))) return last?.id ?? null;
        const next = added(before);
        commit(next);
        return next[next.length - 1]!.id;
      },
      remove(id) {
        commit(removed(now.current.lines, id));
      },
      restore(line, at) {
        commit(restored(now.current.lines, line, at));
      },
    };
  }, []);
  return { lines, drafts, actions };
}
