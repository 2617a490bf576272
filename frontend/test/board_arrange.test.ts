import { describe, expect, it } from "vitest";
import { TRAY, addOwn, arrange, keyTarget, put, removeOwn, renameOwn } from "../src/board/arrange";
import type { BoardDefinition } from "../src/board/board";

const sorting: BoardDefinition = {
  own_cards: 2,
  zone: [{ id: "a", label: "A" }, { id: "b", label: "B" }],
  card: ["x", "y", "z"].map((id) => ({ id, label: id })),
};
const ranking: BoardDefinition = { ...sorting, ordered: true };
const sequence: BoardDefinition = { ...ranking, own_cards: 0, zone: [{ id: "a", label: "A" }] };
const lies = (definition: BoardDefinition, value = {}) => Object.fromEntries(arrange(definition, value));

describe("arrange", () => {
  it("leaves everything in the tray at first", () => {
    expect(lies(sorting)).toEqual({ [TRAY]: ["x", "y", "z"], a: [], b: [] });
  });
  it("starts a list to be ordered with all cards in it", () => {
    expect(lies(sequence)).toEqual({ a: ["x", "y", "z"] });
  });
  it("appends to an ordered list what an older answer does not know", () => {
    expect(lies(sequence, { zones: { a: ["z"] } })).toEqual({ a: ["z", "x", "y"] });
  });
  it("ignores unknown cards and a second place of the same card", () => {
    const value = { zones: { a: ["x", "ghost"], b: ["x", "y"], gone: ["z"] } };
    expect(lies(sorting, value)).toEqual({ [TRAY]: ["z"], a: ["x"], b: ["y"] });
  });
});

describe("put", () => {
  it("moves a card and leaves the old value as it was", () => {
    const before = { zones: { a: ["x"], b: ["y"] }, own: {} };
    const copy = structuredClone(before);
    const after = put(sorting, before, "x", { zone: "b", index: 0 });
    expect(after).toEqual({ zones: { a: [], b: ["x", "y"] }, own: {} });
    expect(before).toEqual(copy);
  });
  it("takes a card out of every zone when it goes to the tray", () => {
    const after = put(sorting, { zones: { a: ["x"], b: [] } }, "x", { zone: TRAY, index: 0 });
    expect(after.zones).toEqual({ a: [], b: [] });
  });
  it("gives the same value back when nothing moves or nobody is meant", () => {
    const value = { zones: { a: ["x", "y"], b: [] } };
    expect(put(ranking, value, "x", { zone: "a", index: 0 })).toBe(value);
    expect(put(ranking, value, "ghost", { zone: "a", index: 0 })).toBe(value);
    expect(put(ranking, value, "x", { zone: "ghost", index: 0 })).toBe(value);
  });
  it("keeps an index within the zone", () => {
    expect(put(sequence, {}, "x", { zone: "a", index: 99 }).zones).toEqual({ a: ["y", "z", "x"] });
    expect(put(sequence, {}, "z", { zone: "a", index: -5 }).zones).toEqual({ a: ["z", "x", "y"] });
  });
});

describe("keyTarget", () => {
  const value = { zones: { a: ["x", "y"], b: [] } };
  const key = (definition: BoardDefinition, card: string, name: string) =>
    keyTarget(definition, arrange(definition, value), card, name);
  it("goes sideways through tray and zones, and stops at the ends", () => {
    expect(key(sorting, "z", "ArrowRight")).toEqual({ zone: "a", index: 2 });
    expect(key(sorting, "x", "ArrowRight")).toEqual({ zone: "b", index: 0 });
    expect(key(sorting, "x", "ArrowLeft")).toEqual({ zone: TRAY, index: 1 });
    expect(key(sorting, "z", "ArrowLeft")).toBeNull();
  });
  it("goes up and down only where there is an order", () => {
    expect(key(ranking, "x", "ArrowDown")).toEqual({ zone: "a", index: 1 });
    expect(key(ranking, "x", "ArrowUp")).toBeNull();
    expect(key(sorting, "x", "ArrowDown")).toBeNull();
    expect(key(ranking, "z", "ArrowDown")).toBeNull();
  });
  it("takes both axes, Home and End in a single ordered list", () => {
    expect(key(sequence, "y", "ArrowLeft")).toEqual({ zone: "a", index: 0 });
    expect(key(sequence, "y", "ArrowDown")).toEqual({ zone: "a", index: 2 });
    expect(key(sequence, "z", "Home")).toEqual({ zone: "a", index: 0 });
    expect(key(sequence, "z", "End")).toBeNull();
  });
});

describe("own cards", () => {
  it("gets the smallest free id, can be reworded, and goes without a trace", () => {
    const one = addOwn({}, "mine");
    expect(one.own).toEqual({ "own-1": "mine" });
    const two = addOwn(one, "more");
    expect(Object.keys(two.own!)).toEqual(["own-1", "own-2"]);
    const placed = put(sorting, two, "own-1", { zone: "a", index: 0 });
    expect(renameOwn(placed, "own-1", "better").own).toEqual({ "own-1": "better", "own-2": "more" });
    expect(renameOwn(placed, "own-1", "mine")).toBe(placed);
    expect(removeOwn(placed, "own-1")).toEqual({ zones: { a: [], b: [] }, own: { "own-2": "more" } });
    expect(addOwn(removeOwn(placed, "own-1"), "again").own).toEqual({ "own-2": "more", "own-1": "again" });
  });
});
