import type { Cell, Column, SheetDefinition, SheetValue } from "./sheet";

/** A row as it stands in the table: given by the course, or the reader's own. */
export interface Line {
  id: string;
  own: boolean;
  cells: Partial<Record<string, Cell>>;
}

export interface Change {
  row: string;
  column: string;
  cell: Cell;
}

/** Say whether the reader may write here; in rows of their own everything is theirs. */
export function isEditable(column: Column, line: Line): boolean {
  return column.kind !== "fixed" || line.own;
}

/** Given rows with what was made of them, then own rows; a sheet without any starts with one. */
export function linesOf(definition: SheetDefinition, value: SheetValue): Line[] {
  const saved = new Map((value.rows ?? []).map((row) => [row.id, row]));
  const given = definition.row.map(({ id, cells }) => {
    const line: Line = { id, own: false, cells: { ...cells } };
    for (const column of definition.column) {
      const cell = saved.get(id)?.cells[column.id];
      if (cell !== undefined && isEditable(column, line)) line.cells[column.id] = cell;
    }
    return line;
  });
  const ids = new Set(given.map((line) => line.id));
  const own = [...saved.values()].filter((row) => !ids.has(row.id)).map((row) => ({ ...row, own: true }));
  const lines: Line[] = [...given, ...own];
  return lines.length === 0 && definition.free_rows > 0 ? added(lines) : lines;
}

/** What is saved: every row with its editable cells, so that an answer can be read by itself. */
export function toValue({ column, row }: SheetDefinition, lines: Line[]): SheetValue {
  const given = new Map(row.map((start) => [start.id, start.cells]));
  const rows = lines.map((line) => {
    const cells = column
      .filter((c) => isEditable(c, line))
      .map((c) => [c.id, line.cells[c.id]] as const)
      // An emptied cell is told apart from an untouched one only where there was something before.
      .filter(([id, cell]) => cell !== undefined && (cell !== null || given.get(line.id)?.[id] !== undefined));
    return { id: line.id, cells: Object.fromEntries(cells) };
  });
  return { rows };
}

export function changed(lines: Line[], changes: Change[]): Line[] {
  return lines.map((line) => {
    const mine = changes.filter((change) => change.row === line.id);
    if (mine.length === 0) return line;
    return { ...line, cells: { ...line.cells, ...Object.fromEntries(mine.map((m) => [m.column, m.cell])) } };
  });
}

/** One more row of one's own; its number is never that of a row removed before it. */
export function added(lines: Line[]): Line[] {
  const numbers = lines.map((line) => Number(/^own-(\d+)$/.exec(line.id)?.[1] ?? 0));
  return [...lines, { id: `own-${Math.max(0, ...numbers) + 1}`, own: true, cells: {} }];
}

export function removed(lines: Line[], id: string): Line[] {
  return lines.filter((line) => line.id !== id);
}

export function restored(lines: Line[], line: Line, at: number): Line[] {
  return [...lines.slice(0, at), line, ...lines.slice(at)];
}

/** Say whether nothing has been written into a row. */
export function isEmpty(line: Line): boolean {
  return Object.values(line.cells).every((cell) => cell === null || cell === undefined);
}

/**
 * How many sixths of a card's width each column takes: two numbers share a line, and so do a
 * text and the number after it.
 */
export function spans(columns: Column[]): number[] {
  const sixths: number[] = [];
  columns.forEach(({ kind }, i) => {
    const before = columns[i - 1]?.kind;
    const shared = sixths[i - 1];
    if (kind === "number" && before === "text" && shared === 4) sixths.push(2);
    else if (kind === "number") sixths.push(3);
    else sixths.push(kind === "text" && columns[i + 1]?.kind === "number" ? 4 : 6);
  });
  return sixths;
}
