/** Where the cards lie, and where they go: pure functions over a board's value. */
import type { BoardDefinition, BoardValue } from "./board";

/** The tray is the place of everything that lies in no zone; no zone can have this id. */
export const TRAY = "";

export type Arrangement = ReadonlyMap<string, readonly string[]>;

export interface Target {
  zone: string;
  index: number;
}

/** A board with one ordered zone is a list to put in order: everything lies in it from the start. */
export function isSequence(definition: BoardDefinition): boolean {
  return Boolean(definition.ordered) && definition.zone.length === 1;
}

export function places(definition: BoardDefinition): string[] {
  const zones = definition.zone.map((z) => z.id);
  return isSequence(definition) ? zones : [TRAY, ...zones];
}

export function arrange(definition: BoardDefinition, value: BoardValue): Arrangement {
  const own = Object.keys(value.own ?? {});
  const all = [...definition.card.map((c) => c.id), ...own];
  const lies = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const zone of definition.zone) {
    const cards = (value.zones?.[zone.id] ?? []).filter((c) => all.includes(c) && !seen.has(c));
    for (const card of cards) seen.add(card);
    lies.set(zone.id, cards);
  }
  const rest = all.filter((c) => !seen.has(c));
  if (isSequence(definition)) lies.get(definition.zone[0]!.id)?.push(...rest);
  else lies.set(TRAY, rest);
  return lies;
}

export function whereIs(lies: Arrangement, card: string): Target | null {
  for (const [zone, cards] of lies) {
    const index = cards.indexOf(card);
    if (index >= 0) return { zone, index };
  }
  return null;
}

/** Put a card at an index of a zone (counted without the card itself); the same value if it is there. */
export function put(
  definition: BoardDefinition,
  value: BoardValue,
  card: string,
  target: Target,
): BoardValue {
  const lies = arrange(definition, value);
  const from = whereIs(lies, card);
  if (!from || !lies.has(target.zone)) return value;
  const without = (lies.get(target.zone) ?? []).filter((c) => c !== card);
  const index = Math.max(0, Math.min(target.index, without.length));
  if (from.zone === target.zone && from.index === index) return value;
  const zones: Record<string, string[]> = {};
  for (const { id } of definition.zone) {
    const cards = (lies.get(id) ?? []).filter((c) => c !== card);
    if (id === target.zone) cards.splice(index, 0, card);
    zones[id] = cards;
  }
  return { zones, own: { ...value.own } };
}

/** Return where an arrow key takes a card, or null where it leads nowhere. */
export function keyTarget(
  definition: BoardDefinition,
  lies: Arrangement,
  card: string,
  key: string,
): Target | null {
  const from = whereIs(lies, card);
  if (!from) return null;
  const order = places(definition);
  const last = (lies.get(from.zone)?.length ?? 1) - 1;
  const within = (index: number): Target | null =>
    index < 0 || index > last || index === from.index ? null : { zone: from.zone, index };
  const along = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
  const across = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
  if (isSequence(definition)) {
    if (key === "Home") return within(0);
    if (key === "End") return within(last);
    return along + across ? within(from.index + along + across) : null;
  }
  if (across) {
    const zone = order[order.indexOf(from.zone) + across];
    return zone === undefined ? null : { zone, index: lies.get(zone)?.length ?? 0 };
  }
  return along && definition.ordered && from.zone !== TRAY ? within(from.index + along) : null;
}

export function addOwn(value: BoardValue, text: string): BoardValue {
  const own = value.own ?? {};
  let n = 1;
  while (`own-${n}` in own) n += 1;
  return { zones: { ...value.zones }, own: { ...own, [`own-${n}`]: text } };
}

export function renameOwn(value: BoardValue, card: string, text: string): BoardValue {
  if (!value.own || value.own[card] === text) return value;
  return { zones: { ...value.zones }, own: { ...value.own, [card]: text } };
}

export function removeOwn(value: BoardValue, card: string): BoardValue {
  const { [card]: _gone, ...own } = value.own ?? {};
  const zones = Object.entries(value.zones ?? {}).map(
    ([zone, cards]) => [zone, cards.filter((c) => c !== card)] as const,
  );
  return { zones: Object.fromEntries(zones), own };
}
