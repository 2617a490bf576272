import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { UprightCurve } from "../map/upright_curve";
import { type Drop, DropList } from "../moving/drop_list";
import type { Box } from "../moving/layout";
import type { Target } from "./arrange";
import { Card, type Shared } from "./card";
import { valenceOf } from "./valence";

interface Props extends Shared {
  cards: readonly string[];
  onDrop(card: string, target: Target): void;
  children?: ComponentChildren;
}

/** One list to put in order; where every card carries a feeling, their curve runs beside it. */
export function Sequence({ cards, onDrop, children, ...shared }: Props) {
  const { definition, say, disabled, group } = shared;
  const box = useRef<HTMLDivElement>(null);
  const zone = definition.zone[0]!;
  const hintOf = (card: string) => definition.card.find((c) => c.id === card)?.hint;
  const levels = cards.map((card) => ({ id: card, level: valenceOf(hintOf(card)) }));
  const curve = levels.some((l) => l.level !== null);

  return (
    <section class="cx-board-sequence" aria-label={zone.label}>
      <header class="cx-board-head">
        <h4>{zone.label}</h4>
        {zone.hint && <p class="cx-hint">{zone.hint}</p>}
      </header>
      <div class={`cx-board-run${curve ? " has-curve" : ""}`} ref={box}>
        <DropList
          class="cx-board-list"
          place={zone.id}
          group={group}
          active={!disabled}
          label={zone.label}
          onDrop={(drop: Drop) => onDrop(drop.card, { zone: drop.place, index: drop.index })}
        >
          {cards.map((card, i) => (
            <Card
              key={card}
              {...shared}
              id={card}
              number={i + 1}
              where={say("where_order", { zone: zone.label, position: i + 1, count: cards.length })}
            />
          ))}
        </DropList>
        {curve && <UprightCurve root={box} attribute="card" spots={levels} across={(card) => beside(card, shared.narrow)} grid />}
      </div>
      {children}
    </section>
  );
}

/** The strip for the curve lies to the right of each card. */
function beside(card: Box, narrow: boolean): { left: number; width: number } {
  return { left: card.left + card.width + 8, width: narrow ? 88 : 152 };
}
