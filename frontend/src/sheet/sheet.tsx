// A sheet as the page receives it (definition) and as it is saved (value).
export interface Choice { id: string; label: string }
export interface Column {
  id: string;
  label: string;
  kind: "fixed" | "text" | "number" | "choice";
  low: number;
  high: number;
  step: number;
  unit?: string;
  choice: Choice[];
  max_length: number;
}
export interface GivenRow { id: string; cells: Partial<Record<string, string | number>> }
export interface SheetDefinition { id: string; title?: string; column: Column[]; row: GivenRow[]; free_rows: number }
/** `null` is a given cell emptied by hand; a cell never written in is absent. */
export type Cell = string | number | null;
export interface Row { id: string; cells: Partial<Record<string, Cell>> }
export interface SheetValue { rows?: Row[] }

import { Plus, Undo2 } from "lucide";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ComponentProps } from "../component";
import { words } from "../fill";
import { Icon } from "../icons";
import { useInstance } from "../moving/instance";
import { useWidth } from "../moving/layout";
import { headOf, SheetLine } from "./line";
import { isEmpty, type Line } from "./lines";
import { type Field, fieldAfter, firstField, goTo, stepOf } from "./move";
import { parseBlock } from "./paste";
import { useSheet } from "./state";

const LEAST = { fixed: 110, text: 150, number: 90, choice: 140 }; // pixels a column needs
const GUTTER = 80; // row number and bin

/** A small editable table; on a phone every row is a card. */
export function Sheet({ definition, value, labels, disabled, onChange }: ComponentProps<SheetDefinition, SheetValue>) {
  const say = useMemo(() => words(labels), [labels]);
  const unique = useInstance("sheet");
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root) || window.innerWidth; // a guess for the first drawing, and while hidden
  const columns = definition.column;
  const cards = width < columns.reduce((sum, { kind }) => sum + LEAST[kind], GUTTER);
  const { lines, drafts, actions } = useSheet(definition, value, onChange);
  const [note, setNote] = useState<string[]>([]);
  const [gone, setGone] = useState<{ line: Line; at: number } | null>(null);
  const [goal, setGoal] = useState<{ row: string } | null>(null);

  useLayoutEffect(() => {
    const field = goal && root.current && firstField(root.current, goal.row);
    if (field) goTo(field);
  }, [goal]);

  const tell = (...said: string[]) => {
    setNote(said);
    setGone(null);
  };
  const add = () => {
    const row = actions.add();
    tell();
    if (row) setGoal({ row });
  };
  const remove = (line: Line, name: string) => {
    const at = lines.indexOf(line);
    const neighbour = lines[at + 1] ?? lines[at - 1];
    actions.remove(line.id);
    tell(say("removed", { row: name }));
    setGone(isEmpty(line) ? null : { line, at });
    if (neighbour) setGoal({ row: neighbour.id });
  };
  const restore = () => {
    if (!gone) return;
    actions.restore(gone.line, gone.at);
    tell();
    setGoal({ row: gone.line.id });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const field = cellOf(event);
    const step = field && stepOf(event, field, cards);
    if (!field || !step || !root.current) return;
    event.preventDefault();
    const next = fieldAfter(root.current, field, step);
    if (next) goTo(next);
    else if (event.key === "Enter" && !event.shiftKey) add();
  };
  const onPaste = (event: ClipboardEvent) => {
    const field = cellOf(event);
    const block = field && parseBlock(event.clipboardData?.getData("text/plain") ?? "");
    if (!field || !block) return;
    event.preventDefault();
    const column = columns.findIndex(({ id }) => id === field.dataset["column"]);
    const { cells, wrong, lost } = actions.paste({ row: Number(field.dataset["row"]), column }, block);
    const said = [say(wrong ? "pasted_problems" : "pasted", { n: cells, wrong })];
    tell(...said, ...(lost ? [say("pasted_lost", { n: lost })] : []));
  };
  const onFocusOut = (event: FocusEvent) => {
    const field = cellOf(event);
    if (field) actions.leave(field.dataset["line"]!, field.dataset["column"]!);
  };

  const free = definition.free_rows - lines.filter((line) => line.own).length;
  return (
    <div class={cards ? "cx-sheet cx-sheet--cards" : "cx-sheet"} ref={root} data-exercise={definition.id} data-lm-suppress-shortcuts="">
      <div class="cx-sheet-scroll">
        <table role="table" class="cx-sheet-table" aria-label={definition.title} onKeyDown={onKeyDown} onPaste={onPaste} onFocusOut={onFocusOut}>
          <thead role="rowgroup" class={cards ? "cx-hidden" : undefined}>
            <tr role="row">
              <th role="columnheader" scope="col"><span class="cx-hidden">{say("row_head")}</span></th>
              {columns.map((column) => (
                <th key={column.id} role="columnheader" scope="col" id={`${unique}-head-${column.id}`} class={`cx-sheet-head cx-sheet-head--${column.kind}`}>
                  {headOf(column, say)}
                </th>
              ))}
              {definition.free_rows > 0 && <th role="columnheader" scope="col"><span class="cx-hidden">{say("actions")}</span></th>}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {lines.map((line, row) => (
              <SheetLine
                key={line.id}
                line={line}
                row={row}
                columns={columns}
                drafts={drafts}
                cards={cards}
                bin={definition.free_rows > 0}
                unique={unique}
                disabled={disabled}
                say={say}
                actions={actions}
                onRemove={remove}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div class="cx-sheet-note" role="status">
        {note.map((said) => <p key={said}>{said}</p>)}
        {gone && !disabled && (
          <button type="button" class="cx-button" onClick={restore}><Icon of={Undo2} /> {say("undo")}</button>
        )}
      </div>
      {definition.free_rows > 0 && !disabled && (
        <div class="cx-sheet-foot cx-noprint">
          <button type="button" class="cx-button" disabled={free === 0} onClick={add}><Icon of={Plus} /> {say("add")}</button>
          <span class="cx-hint">{say("free", { n: free })}</span>
        </div>
      )}
      {!cards && !disabled && <p class="cx-hint cx-noprint">{say("keys")}</p>}
    </div>
  );
}

/** The field an event comes from, if it is a cell's. */
function cellOf(event: Event): Field | null {
  const target = event.target as HTMLElement;
  return target.matches("[data-cell]") ? (target as Field) : null;
}
