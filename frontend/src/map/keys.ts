import { type Card, type MapData, cardsIn } from "./data";
import { rowsOf } from "./lanes";
import type { Lane, View } from "./map";

export interface CellTarget {
  step: string;
  lane: Lane;
  index: number;
}

/**
 * Where an arrow key takes a card: sideways to the next step, up and down within its cell and
 * then to the next lane of the view. Null at the edge, undefined for any other key.
 */
export function cardTarget(map: MapData, view: View, card: Card, key: string): CellTarget | null | undefined {
  const along = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const across = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (along) {
    const step = map.steps[map.steps.findIndex((s) => s.id === card.step) + along];
    return step ? { step: step.id, lane: card.lane, index: cardsIn(map, step.id, card.lane).length } : null;
  }
  if (!across) return undefined;
  const cell = cardsIn(map, card.step, card.lane);
  const index = cell.findIndex((c) => c.id === card.id) + across;
  if (index >= 0 && index < cell.length) return { step: card.step, lane: card.lane, index };
  const lanes = rowsOf(view).map((row) => row.lane);
  const lane = lanes[lanes.indexOf(card.lane) + across];
  if (!lane) return null;
  return { step: card.step, lane, index: across > 0 ? 0 : cardsIn(map, card.step, lane).length };
}
