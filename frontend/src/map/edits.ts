/** Every change of a service map, as a function from a map to a new map. */
import type { Card, MapData, Point, Step } from "./data";
import type { Lane } from "./map";

/** The smallest free id of the form `step-3`. */
export function freeId(kind: "step" | "card", map: MapData): string {
  const taken = new Set([...map.steps, ...map.cards].map((part) => part.id));
  let n = 1;
  while (taken.has(`${kind}-${n}`)) n += 1;
  return `${kind}-${n}`;
}

/** Add a step after another, or at the end. */
export function addStep(map: MapData, name: string, after?: string): [MapData, string] {
  const id = freeId("step", map);
  const at = after === undefined ? map.steps.length : map.steps.findIndex((s) => s.id === after) + 1;
  const stage = map.steps[at - 1]?.stage ?? "";
  return [{ ...map, steps: inserted(map.steps, { id, name, stage }, at) }, id];
}

export function changeStep(map: MapData, id: string, change: Partial<Omit<Step, "id">>): MapData {
  return { ...map, steps: map.steps.map((s) => (s.id === id ? { ...s, ...change } : s)) };
}

/** Move a step to an index counted without itself; it joins the stage it lands in. */
export function moveStep(map: MapData, id: string, index: number): MapData {
  const from = map.steps.findIndex((s) => s.id === id);
  const step = map.steps[from];
  const at = Math.max(0, Math.min(index, map.steps.length - 1));
  if (!step || at === from) return map;
  return { ...map, steps: inserted(map.steps.filter((s) => s.id !== id), step, at) };
}

/** Delete a step with everything that hangs on it. */
export function deleteStep(map: MapData, id: string): MapData {
  const gone = new Set(map.cards.filter((c) => c.step === id).map((c) => c.id));
  const { [id]: _emotion, ...emotion } = map.emotion;
  return {
    ...map,
    steps: map.steps.filter((s) => s.id !== id),
    cards: map.cards.filter((c) => c.step !== id),
    links: map.links.filter((l) => !gone.has(l.from) && !gone.has(l.to)),
    points: map.points.filter((p) => p.step !== id),
    emotion,
  };
}

export function addCard(
  map: MapData,
  step: string,
  lane: Lane,
  evidence: Card["evidence"],
): [MapData, string] {
  const id = freeId("card", map);
  const card: Card = {
    ...{ id, step, lane, text: "", owner: "", minutes: null },
    ...{ fail: false, wait: false, touchpoint: null, evidence },
  };
  return [{ ...map, cards: [...map.cards, card] }, id];
}

export function changeCard(map: MapData, id: string, change: Partial<Omit<Card, "id">>): MapData {
  return { ...map, cards: map.cards.map((c) => (c.id === id ? { ...c, ...change } : c)) };
}

/** Move a card to a cell, at an index counted without itself. */
export function moveCard(map: MapData, id: string, step: string, lane: Lane, index: number): MapData {
  const card = map.cards.find((c) => c.id === id);
  if (!card) return map;
  const others = map.cards.filter((c) => c.id !== id);
  const cell = others.filter((c) => c.step === step && c.lane === lane);
  const before = cell[Math.max(0, index)];
  const at = before ? others.indexOf(before) : others.length;
  const stays = card.step === step && card.lane === lane;
  const cards = inserted(others, stays ? card : { ...card, step, lane }, at);
  const same = stays && order(map.cards, step, lane) === order(cards, step, lane);
  return same ? map : { ...map, cards };
}

function order(cards: readonly Card[], step: string, lane: Lane): string {
  return cards.filter((c) => c.step === step && c.lane === lane).map((c) => c.id).join(" ");
}

export function deleteCard(map: MapData, id: string): MapData {
  return {
    ...map,
    cards: map.cards.filter((c) => c.id !== id),
    links: map.links.filter((l) => l.from !== id && l.to !== id),
  };
}

/** Draw a link, or take it away if it is there; a card does not lead to itself. */
export function toggleLink(map: MapData, from: string, to: string): MapData {
  if (from === to) return map;
  const rest = map.links.filter((l) => l.from !== from || l.to !== to);
  return { ...map, links: rest.length < map.links.length ? rest : [...rest, { from, to }] };
}

/** Set how a step feels; null takes the rating away. */
export function setEmotion(map: MapData, step: string, level: number | null): MapData {
  if ((map.emotion[step] ?? null) === level) return map;
  const { [step]: _old, ...rest } = map.emotion;
  return { ...map, emotion: level === null ? rest : { ...rest, [step]: level } };
}

export function addPoint(map: MapData, step: string, kind: Point["kind"]): [MapData, number] {
  const point: Point = { step, kind, text: "", strength: 2 };
  return [{ ...map, points: [...map.points, point] }, map.points.length];
}

export function changePoint(map: MapData, index: number, change: Partial<Omit<Point, "step">>): MapData {
  return { ...map, points: map.points.map((p, i) => (i === index ? { ...p, ...change } : p)) };
}

export function deletePoint(map: MapData, index: number): MapData {
  return { ...map, points: map.points.filter((_, i) => i !== index) };
}

function inserted<T>(list: readonly T[], item: T, at: number): T[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}
