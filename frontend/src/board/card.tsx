import { ArrowDown, ArrowUp, GripVertical, type IconNode, Pencil, Trash2 } from "lucide";
import { useState } from "preact/hooks";
import type { Say } from "../fill";
import { Icon } from "../icons";
import type { BoardDefinition } from "./board";
import { OWN_LENGTH, OwnField } from "./own";
import { Valence, valenceOf } from "./valence";

export interface CardDoes {
  onSelect(card: string): void;
  onKey(card: string, event: KeyboardEvent): void;
  onRename(card: string, text: string): void;
  onDelete(card: string): void;
  /** Change its place in an order by one. */
  onShift(card: string, by: -1 | 1): void;
}

/** What every card and zone of one board is given. */
export interface Shared {
  definition: BoardDefinition;
  own: Record<string, string>;
  does: CardDoes;
  say: Say;
  disabled: boolean;
  chosen: string | null;
  /** The drag group: cards stay on their own board. */
  group: string;
  /** Id of the sentence that explains the keys. */
  keys: string;
  narrow: boolean;
}

interface Props extends Shared {
  id: string;
  /** Where it lies, said to a screen reader after its words. */
  where: string;
  /** Its place in an order, from 1. */
  number?: number;
}

/** One card: a button to choose it, which is also what the arrow keys move. */
export function Card({ id, where, number, own, definition, does, say, disabled, chosen, keys }: Props) {
  const [editing, edit] = useState(false);
  const mine = own[id];
  const fixed = definition.card.find((c) => c.id === id);
  const label = mine ?? fixed?.label ?? "";
  const valence = valenceOf(fixed?.hint);
  const classes = ["cx-board-card", chosen === id && "is-chosen", mine !== undefined && "is-own"];

  if (editing) {
    return (
      <li class="cx-board-card is-own" data-card={id} data-still="">
        <OwnField
          start={label}
          max={OWN_LENGTH}
          label={say("own_text")}
          action={say("save")}
          onCancel={() => edit(false)}
          onDone={(text) => {
            edit(false);
            does.onRename(id, text);
          }}
        />
      </li>
    );
  }
  const face = (
    <>
      {!disabled && (
        <span class="cx-board-grip">
          <Icon of={GripVertical} size={16} />
        </span>
      )}
      {number !== undefined && (
        <span class="cx-board-number" aria-hidden="true">
          {number}
        </span>
      )}
      <span class="cx-board-words">
        {label}
        {fixed?.hint && valence === null && <span class="cx-hint">{fixed.hint}</span>}
      </span>
      {fixed?.hint && valence !== null && <Valence level={valence} name={fixed.hint} />}
      <span class="cx-hidden">{where}</span>
    </>
  );
  return (
    <li class={classes.filter(Boolean).join(" ")} data-card={id}>
      {disabled ? (
        <div class="cx-board-face">{face}</div>
      ) : (
        <div
          class="cx-board-face"
          role="button"
          tabIndex={0}
          aria-pressed={chosen === id}
          aria-describedby={keys}
          onKeyDown={(event) => does.onKey(id, event)}
          onClick={(event) => {
            event.stopPropagation();
            does.onSelect(id);
          }}
        >
          {face}
        </div>
      )}
      {!disabled && number !== undefined && chosen === id && (
        <span class="cx-board-tools">
          <Tool icon={ArrowUp} name={say("earlier", { card: label })} onUse={() => does.onShift(id, -1)} />
          <Tool icon={ArrowDown} name={say("later", { card: label })} onUse={() => does.onShift(id, 1)} />
        </span>
      )}
      {mine !== undefined && !disabled && (
        <span class="cx-board-tools">
          <Tool icon={Pencil} name={say("edit_card", { card: label })} onUse={() => edit(true)} />
          <Tool icon={Trash2} name={say("delete_card", { card: label })} onUse={() => does.onDelete(id)} />
        </span>
      )}
    </li>
  );
}

function Tool({ icon, name, onUse }: { icon: IconNode; name: string; onUse(): void }) {
  return (
    <button
      type="button"
      class="cx-button cx-button--quiet cx-button--icon"
      aria-label={name}
      onClick={(event) => {
        event.stopPropagation();
        onUse();
      }}
    >
      <Icon of={icon} size={18} />
    </button>
  );
}
