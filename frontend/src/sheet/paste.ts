import { type Draft, keyOf, read } from "./cells";
import { added, type Change, isEditable, type Line } from "./lines";
import type { SheetDefinition } from "./sheet";

/**
 * Split what a spreadsheet puts on the clipboard: tabs between cells, a line a row, quotes around
 * a cell that holds either. One cell alone is no block: it is pasted as text always is.
 */
export function parseBlock(text: string): string[][] | null {
  const rows: string[][] = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < source.length; i += 1) {
    const letter = source[i]!;
    const row = rows[rows.length - 1]!;
    const last = row.length - 1;
    if (quoted) {
      if (letter === '"' && source[i + 1] === '"') {
        row[last] += '"';
        i += 1;
      } else if (letter === '"') quoted = false;
      else row[last] += letter;
    } else if (letter === '"' && row[last] === "") quoted = true;
    else if (letter === "\t") row.push("");
    else if (letter === "\n") rows.push([""]);
    else row[last] += letter;
  }
  return rows.length > 1 || rows[0]!.length > 1 ? rows : null;
}

export interface Placed {
  lines: Line[];
  changes: Change[];
  drafts: Map<string, Draft>;
  /** Cells for which there was no room. */
  lost: number;
}

/** Lay a block over the table from one cell on, adding rows of one's own as far as allowed. */
export function place(
  { column, free_rows }: SheetDefinition,
  start: Line[],
  at: { row: number; column: number },
  block: string[][],
): Placed {
  let lines = start;
  let free = free_rows - lines.filter((line) => line.own).length;
  const changes: Change[] = [];
  const drafts = new Map<string, Draft>();
  let lost = 0;
  block.forEach((texts, i) => {
    if (at.row + i === lines.length && free > 0 && texts.some(Boolean)) {
      lines = added(lines);
      free -= 1;
    }
    const line = lines[at.row + i];
    texts.forEach((text, j) => {
      const into = column[at.column + j];
      if (!line || !into) lost += text === "" ? 0 : 1;
      else if (isEditable(into, line)) {
        const { cell, draft } = read(into, text.replace(/\s+/g, " ").trim());
        changes.push({ row: line.id, column: into.id, cell });
        if (draft?.problem) drafts.set(keyOf(line.id, into.id), draft);
      }
    });
  });
  return { lines, changes, drafts, lost };
}
