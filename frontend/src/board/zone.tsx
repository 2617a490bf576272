import type { ComponentChildren } from "preact";
import { type Drop, DropList } from "../moving/drop_list";
import { type Target, TRAY } from "./arrange";
import { Card, type Shared } from "./card";

interface Props extends Shared {
  id: string;
  cards: readonly string[];
  onPlace(card: string, zone: string): void;
  onDrop(card: string, target: Target): void;
  children?: ComponentChildren;
}

/** A zone, or the tray: a list to drop on, and while a card is chosen a button to put it here. */
export function Zone({ id, cards, onPlace, onDrop, children, ...shared }: Props) {
  const { definition, say, disabled, chosen, group } = shared;
  const zone = definition.zone.find((z) => z.id === id);
  const tray = id === TRAY;
  const name = zone?.label ?? say("tray");
  const ordered = Boolean(definition.ordered) && !tray;
  const canPlace = chosen !== null && !cards.includes(chosen);
  if (tray && disabled && cards.length === 0) return null;

  return (
    <section
      class={`${tray ? "cx-board-tray" : "cx-board-zone"}${canPlace ? " is-open" : ""}`}
      aria-label={name}
      // a convenience for fingers and mice: the button below does the same for everybody
      onClick={() => canPlace && onPlace(chosen, id)}
    >
      <header class="cx-board-head">
        <h4>{name}</h4>
        <span class="cx-board-count" aria-hidden="true">
          {cards.length}
        </span>
        {zone?.hint && <p class="cx-hint">{zone.hint}</p>}
      </header>
      <DropList
        class="cx-board-list"
        place={id}
        group={group}
        active={!disabled}
        label={name}
        onDrop={(drop: Drop) => onDrop(drop.card, { zone: drop.place, index: drop.index })}
      >
        {cards.map((card, i) => (
          <Card
            key={card}
            {...shared}
            id={card}
            where={ordered ? say("where_order", { zone: name, position: i + 1, count: cards.length }) : say("where", { zone: name })}
            number={ordered ? i + 1 : undefined}
          />
        ))}
      </DropList>
      {cards.length === 0 && !disabled && (
        <p class="cx-hint cx-board-empty">{say(tray ? "tray_empty" : shared.narrow ? "zone_empty_tap" : "zone_empty")}</p>
      )}
      {canPlace && (
        <button
          type="button"
          class="cx-button cx-board-here"
          onClick={(event) => {
            event.stopPropagation();
            onPlace(chosen, id);
          }}
        >
          {tray ? say("put_back") : say("put_into", { zone: name })}
        </button>
      )}
      {children}
    </section>
  );
}
