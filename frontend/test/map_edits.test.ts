import { describe, expect, it } from "vitest";
import { type MapData, cardsIn, mapOf, read, withMap } from "../src/map/data";
import * as edits from "../src/map/edits";
import { stagesOf } from "../src/map/grid";
import { cardTarget } from "../src/map/keys";
import type { MapDefinition, WireMap } from "../src/map/map";

const wire: WireMap = {
  steps: [{ id: "wait", name: "Wait", stage: "Stop" }, { id: "ride", name: "Ride" }],
  cards: [
    { id: "c1", step: "wait", lane: "customer", text: "Waits" },
    { id: "c2", step: "wait", lane: "customer", text: "Reads the sign" },
    { id: "f1", step: "wait", lane: "frontstage", text: "Display", minutes: 1, fail: true },
    { id: "b1", step: "ride", lane: "backstage", text: "Dispatch" },
  ],
  links: [{ from: "f1", to: "c1" }, { from: "b1", to: "f1" }],
  emotion: { wait: -2, ride: 1 },
  points: [{ step: "wait", kind: "pain" }, { step: "ride", kind: "joy", text: "Seat", strength: 3 }],
};

/** A map that throws when somebody writes into it. */
function frozen(): MapData {
  const deep = (value: unknown): unknown => {
    if (typeof value === "object" && value) Object.values(Object.freeze(value)).forEach(deep);
    return value;
  };
  return deep(read(structuredClone(wire) as WireMap)) as MapData;
}

describe("reading", () => {
  it("fills in what stands at its default", () => {
    const map = frozen();
    expect(map.cards[0]).toMatchObject({ owner: "", minutes: null, fail: false, touchpoint: null, evidence: "observed" });
    expect(map.points[0]).toEqual({ step: "wait", kind: "pain", text: "", strength: 2 });
    expect(read(undefined)).toEqual({ version: 1, steps: [], cards: [], links: [], emotion: {}, points: [] });
  });
});

describe("the map of a variant", () => {
  const definition: MapDefinition = { view: "journey", mode: "edit", variants: ["as_is", "to_be"], template: wire };
  it("is the answer, else a copy of as-is, else the template", () => {
    const mine = { ...frozen(), emotion: { wait: 3 } };
    expect(mapOf(definition, {}, "to_be").emotion).toEqual({ wait: -2, ride: 1 });
    expect(mapOf(definition, withMap({}, "as_is", mine), "to_be").emotion).toEqual({ wait: 3 });
    expect(mapOf(definition, withMap({}, "to_be", mine), "as_is").emotion).toEqual({ wait: -2, ride: 1 });
  });
  it("brings no feelings of an example to somebody who rates", () => {
    const rating: MapDefinition = { ...definition, mode: "rate" };
    expect(mapOf(rating, {}, "as_is")).toMatchObject({ emotion: {}, points: [] });
    expect(mapOf(rating, {}, "as_is").cards).toHaveLength(4);
    expect(mapOf(rating, withMap({}, "as_is", frozen()), "as_is").emotion).toEqual({ wait: -2, ride: 1 });
  });
});

describe("steps", () => {
  it("are added after another, in its stage, under a free id", () => {
    const [map, id] = edits.addStep(frozen(), "Board", "wait");
    expect(map.steps.map((s) => s.id)).toEqual(["wait", id, "ride"]);
    expect(map.steps[1]).toEqual({ id: "step-1", name: "Board", stage: "Stop" });
    expect(edits.addStep(map, "Next")[1]).toBe("step-2");
  });
  it("move, and stay within the map", () => {
    const map = frozen();
    expect(edits.moveStep(map, "wait", 1).steps.map((s) => s.id)).toEqual(["ride", "wait"]);
    expect(edits.moveStep(map, "wait", -1)).toBe(map);
    expect(edits.moveStep(map, "ghost", 1)).toBe(map);
  });
  it("take everything along that hangs on them", () => {
    const map = edits.deleteStep(frozen(), "wait");
    expect(map.steps.map((s) => s.id)).toEqual(["ride"]);
    expect(map.cards.map((c) => c.id)).toEqual(["b1"]);
    expect(map.links).toEqual([]);
    expect(map.emotion).toEqual({ ride: 1 });
    expect(map.points).toHaveLength(1);
  });
});

describe("cards", () => {
  it("are added to a cell and changed", () => {
    const [map, id] = edits.addCard(frozen(), "ride", "support", "assumed");
    expect(cardsIn(map, "ride", "support")).toMatchObject([{ id, text: "", evidence: "assumed" }]);
    expect(edits.changeCard(map, id, { text: "Fleet" }).cards.find((c) => c.id === id)?.text).toBe("Fleet");
  });
  it("move within a cell and between cells", () => {
    const map = frozen();
    expect(cardsIn(edits.moveCard(map, "c1", "wait", "customer", 1), "wait", "customer").map((c) => c.id)).toEqual(["c2", "c1"]);
    const moved = edits.moveCard(map, "b1", "wait", "customer", 1);
    expect(cardsIn(moved, "wait", "customer").map((c) => c.id)).toEqual(["c1", "b1", "c2"]);
    expect(edits.moveCard(map, "c1", "wait", "customer", 0)).toBe(map);
    expect(edits.moveCard(map, "b1", "ride", "backstage", 7)).toBe(map);
  });
  it("take their links along", () => {
    expect(edits.deleteCard(frozen(), "f1").links).toEqual([]);
  });
});

describe("links", () => {
  it("come and go, and never lead back to their own card", () => {
    const map = frozen();
    const more = edits.toggleLink(map, "c1", "b1");
    expect(more.links).toHaveLength(3);
    expect(edits.toggleLink(more, "c1", "b1").links).toEqual(map.links);
    expect(edits.toggleLink(map, "c1", "c1")).toBe(map);
  });
});

describe("feelings", () => {
  it("are set and taken away", () => {
    const map = frozen();
    expect(edits.setEmotion(map, "wait", 2).emotion).toEqual({ wait: 2, ride: 1 });
    expect(edits.setEmotion(map, "wait", null).emotion).toEqual({ ride: 1 });
    expect(edits.setEmotion(map, "wait", -2)).toBe(map);
  });
  it("have points that are added, changed and deleted by their index", () => {
    const [map, index] = edits.addPoint(frozen(), "ride", "itch");
    expect(index).toBe(2);
    const changed = edits.changePoint(map, index, { text: "Quiet", strength: 1 });
    expect(changed.points[2]).toEqual({ step: "ride", kind: "itch", text: "Quiet", strength: 1 });
    expect(edits.deletePoint(changed, 0).points.map((p) => p.kind)).toEqual(["joy", "itch"]);
  });
});

describe("arrow keys", () => {
  const map = frozen();
  const to = (id: string, key: string) => cardTarget(map, "blueprint", map.cards.find((c) => c.id === id)!, key);
  it("lead to the next step, through the cell, then to the next lane", () => {
    expect(to("c1", "ArrowRight")).toEqual({ step: "ride", lane: "customer", index: 0 });
    expect(to("c1", "ArrowDown")).toEqual({ step: "wait", lane: "customer", index: 1 });
    expect(to("c2", "ArrowDown")).toEqual({ step: "wait", lane: "frontstage", index: 0 });
    expect(to("f1", "ArrowUp")).toEqual({ step: "wait", lane: "customer", index: 2 });
  });
  it("lead nowhere at the edge and leave other keys alone", () => {
    expect(to("c1", "ArrowLeft")).toBeNull();
    expect(to("b1", "ArrowRight")).toBeNull();
    expect(to("c1", "a")).toBeUndefined();
  });
});

describe("stages", () => {
  it("hold neighbouring steps together", () => {
    const steps = ["a", "a", "b", "a"].map((stage, i) => ({ id: `${i}`, name: "", stage }));
    expect(stagesOf(steps)).toEqual([
      { name: "a", from: 0, count: 2 },
      { name: "b", from: 2, count: 1 },
      { name: "a", from: 3, count: 1 },
    ]);
    expect(stagesOf(steps.map((s) => ({ ...s, stage: "" })))).toEqual([]);
  });
});
