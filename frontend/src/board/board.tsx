/** Cards into zones: what comes in, what goes out. */
export interface BoardDefinition {
  ordered?: boolean;
  /** How many cards of one's own may be added. */
  own_cards?: number;
  zone: readonly Part[];
  card: readonly Part[];
}
export interface BoardValue {
  /** Zone id → card ids from top to bottom; a card that lies in no zone is absent. */
  zones?: Record<string, string[]>;
  /** Own cards: `own-1` → its words. */
  own?: Record<string, string>;
}
export interface Part {
  id: string;
  label: string;
  hint?: string;
}

import { useRef, useState } from "preact/hooks";
import type { ComponentProps } from "../component";
import { words } from "../fill";
import { useHistory } from "../moving/history";
import { useInstance } from "../moving/instance";
import { useWidth } from "../moving/layout";
import { useRefocus } from "../moving/refocus";
import { UndoButtons, undoKey } from "../moving/undo";
import { type Target, TRAY, addOwn, arrange, isSequence, keyTarget, places, put, removeOwn, renameOwn, whereIs } from "./arrange";
import type { CardDoes } from "./card";
import { Dock } from "./dock";
import { OwnForm } from "./own";
import { Sequence } from "./sequence";
import { Zone } from "./zone";

const NARROW = 620;

export function Board(props: ComponentProps<BoardDefinition, BoardValue>) {
  const { definition, disabled } = props;
  const say = words(props.labels);
  const root = useRef<HTMLDivElement>(null);
  const instance = useInstance("board");
  const width = useWidth(root);
  const narrow = width > 0 && width < NARROW;
  const history = useHistory(props.value ?? {}, props.onChange);
  const [selected, select] = useState<string | null>(null);
  const [message, announce] = useState("");
  const refocus = useRefocus(root);
  const focusCard = (card: string) => refocus(`[data-card="${card}"] [role="button"]`);

  const value = history.value;
  const lies = arrange(definition, value);
  const sequence = isSequence(definition);
  const own = value.own ?? {};
  const chosen = !disabled && selected !== null && whereIs(lies, selected) ? selected : null;

  const labelOf = (card: string) => own[card] ?? definition.card.find((c) => c.id === card)?.label ?? "";
  const zoneName = (zone: string) => definition.zone.find((z) => z.id === zone)?.label ?? say("tray");

  function move(card: string, target: Target) {
    const next = put(definition, value, card, target);
    if (next === value) return;
    history.commit(next);
    const there = whereIs(arrange(definition, next), card)!;
    announce(
      say(definition.ordered && there.zone !== TRAY ? "moved_order" : "moved", {
        card: labelOf(card),
        zone: zoneName(there.zone),
        position: there.index + 1,
      }),
    );
  }

  function drop(card: string, target: Target) {
    focusCard(card);
    move(card, target);
  }

  function place(card: string, zone: string) {
    move(card, { zone, index: lies.get(zone)?.length ?? 0 });
    select(null);
  }

  /** From the dock: the next card of the tray is chosen at once, so that a thumb can stay put. */
  function placeAndGoOn(card: string, zone: string) {
    const tray = lies.get(TRAY) ?? [];
    const at = tray.indexOf(card);
    place(card, zone);
    if (at >= 0 && zone !== TRAY) select(tray[at + 1] ?? tray[at - 1] ?? null);
  }

  function onKey(card: string, event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") select(null);
    else if (event.key === "Enter" || event.key === " ") select(chosen === card ? null : card);
    else if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      const target = keyTarget(definition, lies, card, event.key);
      if (target) {
        focusCard(card);
        move(card, target);
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const does: CardDoes = {
    onSelect: (card) => {
      const there = sequence && chosen && chosen !== card ? whereIs(lies, card) : null;
      if (there && chosen) {
        move(chosen, there);
        select(null);
      } else select(chosen === card ? null : card);
    },
    onShift: (card, by) => {
      const here = whereIs(lies, card);
      if (here) move(card, { zone: here.zone, index: here.index + by });
    },
    onKey,
    onRename: (card, text) => {
      focusCard(card);
      history.commit(renameOwn(value, card, text));
    },
    onDelete: (card) => {
      history.commit(removeOwn(value, card));
      announce(say("deleted", { card: labelOf(card) }));
    },
  };

  const left = (definition.own_cards ?? 0) - Object.keys(own).length;
  const form = !disabled && (definition.own_cards ?? 0) > 0 && (
    <OwnForm say={say} left={left} onAdd={(text) => history.commit(addOwn(value, text))} />
  );
  const shared = { narrow, definition, own, does, say, disabled, chosen, group: instance, keys: `${instance}-keys` };
  const placed = definition.zone.reduce((n, z) => n + (lies.get(z.id)?.length ?? 0), 0);
  const total = definition.card.length + Object.keys(own).length;

  return (
    <div
      ref={root}
      class={`cx-board${narrow ? " cx-board--narrow" : ""}${chosen ? " cx-board--choosing" : ""}`}
      data-lm-suppress-shortcuts=""
      tabIndex={-1}
      onKeyDown={(event) => {
        const card = (event.target as HTMLElement).closest<HTMLElement>("[data-card]")?.dataset["card"];
        if (!disabled) undoKey(event, history, () => card && focusCard(card));
      }}
    >
      <div class="cx-board-bar">
        <span class="cx-hint">{sequence ? say("sequence_hint") : say("progress", { placed, total })}</span>
        {!disabled && <UndoButtons history={history} say={say} />}
      </div>
      {sequence ? (
        <Sequence {...shared} cards={lies.get(definition.zone[0]!.id) ?? []} onDrop={drop}>
          {form}
        </Sequence>
      ) : (
        <>
          <Zone {...shared} id={TRAY} cards={lies.get(TRAY) ?? []} onPlace={place} onDrop={drop}>
            {!narrow && form}
          </Zone>
          <div class="cx-board-zones">
            {definition.zone.map((zone) => (
              <Zone key={zone.id} {...shared} id={zone.id} cards={lies.get(zone.id) ?? []} onPlace={place} onDrop={drop} />
            ))}
          </div>
          {narrow && form}
        </>
      )}
      {narrow && chosen && !sequence && (
        <Dock
          card={labelOf(chosen)}
          zones={places(definition).filter((z) => z !== whereIs(lies, chosen)?.zone)}
          nameOf={zoneName}
          say={say}
          onPlace={(zone) => placeAndGoOn(chosen, zone)}
          onCancel={() => select(null)}
        />
      )}
      <p class="cx-hidden" id={`${instance}-keys`}>
        {say(sequence ? "keys_sequence" : definition.ordered ? "keys_ordered" : "keys")}
      </p>
      <p class="cx-hidden" role="status" aria-live="polite">
        {message}
      </p>
    </div>
  );
}

export default Board;
