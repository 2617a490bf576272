import { Trash2 } from "lucide";
import type { Say } from "../fill";
import { Icon } from "../icons";
import { SheetCell } from "./cell";
import { type Drafts, keyOf, shown } from "./cells";
import { isEditable, type Line, spans } from "./lines";
import type { Actions } from "./state";
import type { Column } from "./sheet";

interface LineProps {
  line: Line;
  row: number;
  columns: Column[];
  drafts: Drafts;
  cards: boolean;
  /** Whether the table has a column for what can be done with a row. */
  bin: boolean;
  unique: string;
  disabled: boolean;
  say: Say;
  actions: Actions;
  onRemove(line: Line, name: string): void;
}

/** A row of the table; on a phone a card with its name on top. */
export function SheetLine({ line, row, columns, drafts, cards, bin, unique, disabled, say, actions, onRemove }: LineProps) {
  const first = columns.find((column) => !isEditable(column, line));
  const number = say("row", { n: row + 1 });
  const name = first ? shown(line.cells[first.id]) : number;
  const head = `${unique}-${line.id}`;
  const onCard = columns.filter((column) => column !== first); // the first fixed cell is its name
  const sixths = cards ? spans(onCard) : [];
  return (
    <tr role="row" class="cx-sheet-line">
      <th role="rowheader" scope="row" id={head} class={first ? "cx-sheet-name" : "cx-sheet-name cx-sheet-name--number"}>
        {cards ? name : <><span aria-hidden="true">{row + 1}</span><span class="cx-hidden">{name}</span></>}
      </th>
      {(cards ? onCard : columns).map((column, i) => {
        const style = cards ? { gridColumn: `span ${sixths[i]}` } : undefined;
        if (!isEditable(column, line)) {
          return (
            <td role="cell" key={column.id} class="cx-sheet-cell cx-sheet-cell--fixed" style={style}>
              {cards && <span class="cx-sheet-label">{column.label}</span>}
              {shown(line.cells[column.id])}
            </td>
          );
        }
        const id = `${head}-${column.id}`;
        const cell = line.cells[column.id] ?? null;
        const draft = drafts.get(keyOf(line.id, column.id));
        const valid = draft?.stands === cell ? draft : undefined;
        return (
          <td role="cell" key={column.id} class={`cx-sheet-cell cx-sheet-cell--${column.kind === "fixed" ? "text" : column.kind}`} style={style}>
            {cards && <label class="cx-sheet-label" for={id}>{headOf(column, say)}</label>}
            <SheetCell
              id={id}
              line={line.id}
              row={row}
              column={column}
              text={valid ? valid.text : shown(cell)}
              problem={valid?.problem}
              heads={`${head} ${unique}-head-${column.id}`}
              disabled={disabled}
              say={say}
              actions={actions}
            />
          </td>
        );
      })}
      {bin && (
        <td role="cell" class="cx-sheet-bin">
          {line.own && !disabled && (
            <button type="button" class="cx-button cx-button--icon cx-button--quiet" aria-label={say("remove", { row: number })} onClick={() => onRemove(line, number)}>
              <Icon of={Trash2} />
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

/** A column's head with its unit, where that is not the same word. */
export function headOf({ label, unit }: Column, say: Say): string {
  return unit && unit.toLowerCase() !== label.toLowerCase() ? say("column", { label, unit }) : label;
}
