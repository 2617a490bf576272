import { Component } from "preact";
import { useRef } from "preact/hooks";
import type { Say } from "../fill";
import { keyboard } from "../form/numeric";
import { useTyping } from "../form/typing";
import type { Draft } from "./cells";
import type { Actions } from "./state";
import type { Column } from "./sheet";

interface CellProps {
  /** The row's id and its place in the table. */
  line: string;
  row: number;
  column: Column;
  text: string;
  problem: Draft["problem"];
  /** Ids of the row's and the column's head: together the name of the cell. */
  heads: string;
  id: string;
  disabled: boolean;
  say: Say;
  actions: Actions;
}

/** One cell to write in. Redrawn only when something about it has changed. */
export class SheetCell extends Component<CellProps> {
  override shouldComponentUpdate(next: CellProps) {
    return (Object.keys(next) as (keyof CellProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render(props: CellProps) {
    const { column, problem, text, id, say } = props;
    return (
      <>
        {column.kind === "choice" ? <Choosing {...props} /> : <Typing {...props} />}
        {problem && (
          <span class="cx-sheet-problem" id={`${id}-problem`}>
            {say(`cell.${problem}`, { low: column.low, high: column.high, step: column.step, most: column.max_length, text })}
          </span>
        )}
      </>
    );
  }
}

function shared({ line, row, column, heads, id, problem, disabled }: CellProps) {
  return {
    id,
    "data-cell": "",
    "data-line": line,
    "data-row": row,
    "data-column": column.id,
    "aria-labelledby": heads,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": problem ? `${id}-problem` : undefined,
    disabled,
  };
}

function Choosing(props: CellProps) {
  const { line, column, text, problem, say, actions } = props;
  return (
    <select
      {...shared(props)}
      class="cx-input"
      value={problem ? "" : text}
      onChange={(event) => actions.type(line, column.id, event.currentTarget.value)}
    >
      <option value="">{say("choose")}</option>
      {column.choice.map((choice) => <option key={choice.id} value={choice.id}>{choice.label}</option>)}
    </select>
  );
}

function Typing(props: CellProps) {
  const { line, column, text, actions } = props;
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const typing = useTyping(field, text, (typed) => typed !== text && actions.type(line, column.id, typed));
  const all = { ...shared(props), ref: field, enterkeyhint: "next" as const, autocomplete: "off", ...typing };
  if (column.kind === "number") {
    return <input {...all} class="cx-input cx-sheet-digits" type="text" inputMode={keyboard(column)} />;
  }
  return <textarea {...all} class="cx-input" rows={1} maxLength={column.max_length} />;
}
