import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MapDefinition, type MapValue, ServiceMap, type Variant } from "../src/map/map";
import { type Stage, countListeners, stage } from "./board_stage";
import { realWords } from "./board_words";

const template = {
  steps: [{ id: "wait", name: "Wait" }, { id: "board", name: "Board" }, { id: "ride", name: "Ride" }],
  cards: [
    { id: "c1", step: "wait", lane: "customer" as const, text: "Waits", minutes: 12, wait: true },
    { id: "f1", step: "wait", lane: "frontstage" as const, text: "Display", fail: true, owner: "IT" },
    { id: "b1", step: "ride", lane: "backstage" as const, text: "Dispatch" },
  ],
  emotion: { wait: -2, board: 0 },
  points: [{ step: "wait", kind: "pain" as const, text: "No end" }],
};
const blueprint: MapDefinition = { view: "blueprint", mode: "edit", variants: ["as_is", "to_be"], template };
const journey: MapDefinition = { ...blueprint, view: "journey" };
const rating: MapDefinition = { ...journey, mode: "rate", variants: ["as_is"] };
const words = realWords("map", "en");
let page: Stage<MapValue>;
const open = (d: MapDefinition, value: MapValue = {}) => (page = stage(ServiceMap, d, words, value));
const last = (variant: Variant = "as_is") => page.values[page.values.length - 1]!.maps![variant]!;
const card = (id: string) => page.find(`[data-node="${id}"] [role="button"]`);
const slider = (step: string) => page.find(`[role="slider"][aria-label*="${step}"]`);
const said = () => page.all("[role=status]").map((e) => e.textContent).join(" ");

beforeEach(() => void vi.spyOn(console, "error"));
afterEach(() => {
  page.leave();
  expect(console.error, "a text is missing").not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe("a blueprint", () => {
  it("has five lanes and three lines, each named", () => {
    open(blueprint);
    expect(page.all(".cx-map-lane > .cx-map-lane-head").map((e) => e.textContent)).toEqual(
      ["Physical evidence", "Customer actions", "Frontstage", "Backstage", "Support"],
    );
    expect(page.all(".cx-map-line").map((e) => e.textContent)).toEqual(
      ["Line of interaction", "Line of visibility", "Line of internal interaction"],
    );
  });
  it("moves a card by arrow keys, keeps the focus and says where it went", () => {
    open(blueprint);
    page.press(card("f1"), "ArrowRight");
    expect(last().cards!.find((c) => c.id === "f1")).toMatchObject({ step: "board", lane: "frontstage" });
    expect(document.activeElement).toBe(card("f1"));
    expect(said()).toContain("Board");
    page.press(card("f1"), "ArrowDown");
    expect(last().cards!.find((c) => c.id === "f1")).toMatchObject({ step: "board", lane: "backstage" });
  });
  it("moves a step by arrow keys", () => {
    open(blueprint);
    page.press(page.find('[data-step="wait"] [role="button"]'), "ArrowRight");
    expect(last().steps!.map((s) => s.id)).toEqual(["board", "wait", "ride"]);
    expect(document.activeElement).toBe(page.find('[data-step="wait"] [role="button"]'));
  });
  it("edits a card in a panel; what was typed is one step of undo", () => {
    open(blueprint);
    page.click(card("c1"));
    const [text] = page.all("dialog textarea");
    page.type(text!, "Waits in the rain");
    page.type(text!, "Waits in the rain for long");
    page.click(page.button("Fail point"));
    page.click(page.button("Assumed"));
    page.click(page.button("Done"));
    expect(page.all("dialog")).toHaveLength(0);
    expect(last().cards!.find((c) => c.id === "c1")).toMatchObject({ text: "Waits in the rain for long", fail: true, evidence: "assumed" });
    page.click(page.button("Undo"));
    expect(page.values[page.values.length - 1]).toEqual({});
    page.click(page.button("Redo"));
    expect(last().cards!.find((c) => c.id === "c1")).toMatchObject({ text: "Waits in the rain for long" });
  });
  it("adds a card, and forgets it when nothing was written", () => {
    open(blueprint);
    page.click(page.button("Add a card to Support at \u201cRide"));
    expect(last().cards).toHaveLength(4);
    page.click(page.button("Done"));
    expect(page.values[page.values.length - 1]).toEqual({});
    expect(page.button("Undo").getAttribute("aria-disabled")).toBe("true");
    page.click(page.button("Add a card to Support at \u201cRide"));
    page.type(page.find("dialog textarea"), "Depot");
    page.click(page.button("Close"));
    expect(last().cards![3]).toMatchObject({ step: "ride", lane: "support", text: "Depot", evidence: "assumed" });
  });
  it("links two cards in link mode, and unlinks them the same way", () => {
    open(blueprint);
    page.click(page.button("Link cards"));
    page.click(card("b1"));
    page.click(card("f1"));
    expect(last().links).toEqual([{ from: "b1", to: "f1" }]);
    page.press(card("b1"), "Enter");
    page.press(card("f1"), "Enter");
    expect(last().links).toEqual([]);
    page.press(card("f1"), "Escape");
    expect(page.button("Link cards").getAttribute("aria-pressed")).toBe("false");
  });
  it("adds and deletes steps, and begins from nothing", () => {
    open({ ...blueprint, template: {} });
    page.click(page.button("Add the first step"));
    page.type(page.find("dialog input"), "Arrive");
    page.click(page.button("Add one after"));
    expect(last().steps!.map((s) => s.name)).toEqual(["Arrive", "Step 2"]);
    page.click(page.button("Delete step"));
    expect(last().steps!.map((s) => s.name)).toEqual(["Arrive"]);
  });
  it("is the same map as the journey", () => {
    open(blueprint);
    page.click(page.button("Journey"));
    page.press(slider("Ride"), "ArrowUp");
    page.click(page.button("Blueprint"));
    page.press(card("b1"), "ArrowLeft");
    expect(last()).toMatchObject({ emotion: { wait: -2, board: 0, ride: 1 } });
    expect(last().cards!.find((c) => c.id === "b1")!.step).toBe("board");
  });
});

describe("as-is and to-be", () => {
  it("starts the to-be map as a copy, and then keeps them apart", () => {
    open(journey);
    page.press(slider("Wait"), "ArrowDown");
    page.click(page.button("To-be"));
    expect(last("to_be").emotion).toEqual({ wait: -3, board: 0 });
    page.press(slider("Wait"), "End");
    expect(last("to_be").emotion).toEqual({ wait: 3, board: 0 });
    expect(last("as_is").emotion).toEqual({ wait: -3, board: 0 });
    expect(page.find(".cx-curve-before").getAttribute("d")).not.toBe("");
  });
  it("shows the map in which something was undone", () => {
    open(journey);
    page.press(slider("Wait"), "ArrowDown");
    page.click(page.button("To-be"));
    page.click(page.button("Undo"));
    expect(page.button("As-is").getAttribute("aria-pressed")).toBe("true");
    expect(slider("Wait").getAttribute("aria-valuenow")).toBe("-2");
  });
  it("marks what is added to the to-be map as proposed", () => {
    open(blueprint);
    page.click(page.button("To-be"));
    page.click(page.button("Add a card to Support at \u201cRide"));
    expect(last("to_be").cards![3]!.evidence).toBe("proposed");
  });
});

describe("rating", () => {
  it("starts from nothing and sets a level a step by keys", () => {
    open(rating);
    expect(slider("Wait").getAttribute("aria-valuetext")).toBe("not rated yet");
    page.press(slider("Wait"), "ArrowDown");
    page.press(slider("Wait"), "ArrowDown");
    expect(last().emotion).toEqual({ wait: -2 });
    expect(slider("Wait").getAttribute("aria-valuetext")).toBe("\u22122");
    page.press(slider("Wait"), "Delete");
    expect(last().emotion).toEqual({});
  });
  it("marks a point with words and strength", () => {
    open(rating);
    page.click(page.button("Mark a Joy point at \u201cRide"));
    page.type(page.find("dialog textarea"), "A seat");
    page.click(page.button("Strong"));
    page.click(page.button("Done"));
    expect(last().points).toEqual([{ step: "ride", kind: "joy", text: "A seat", strength: 3 }]);
    page.click(page.find("[data-point]"));
    page.click(page.button("Delete"));
    expect(last().points).toEqual([]);
  });
  it("keeps steps and cards as they are", () => {
    open(rating);
    expect(page.all('[data-node] [role="button"], [data-step] [role="button"], .cx-map-add, .cx-map-switch')).toHaveLength(0);
  });
});

describe("a map and its surroundings", () => {
  it("reports new objects and changes none it was given", () => {
    const deep = (v: unknown): unknown => {
      if (typeof v === "object" && v) Object.values(Object.freeze(v)).forEach(deep);
      return v;
    };
    const value = deep(structuredClone({ maps: { as_is: template } })) as MapValue;
    open(blueprint, value);
    page.press(card("c1"), "ArrowRight");
    expect(last()).not.toBe(value.maps!.as_is);
    expect(value.maps!.as_is!.cards![0]!.step).toBe("wait");
  });
  it("shows the room's band and n, and takes no gesture, when it is a result", () => {
    const room = { steps: { wait: { low: -3, median: -2, high: -1, n: 40 }, board: { low: 0, median: 1, high: 1, n: 38 } } };
    open({ ...rating, room }, { maps: { as_is: template } });
    page.lock();
    expect(page.all("button, [role=slider], [role=button]")).toHaveLength(0);
    expect(page.find(".cx-curve-band").getAttribute("d")).toMatch(/^M.*Z$/);
    expect(page.find(".cx-map-legend").textContent).toContain("38\u201340");
    expect(page.root.textContent).toContain("No end");
  });
  it("shows what another device did", () => {
    open(journey);
    page.press(slider("Wait"), "ArrowDown");
    page.receive({ maps: { as_is: { ...template, emotion: { wait: 3 } } } });
    expect(slider("Wait").getAttribute("aria-valuenow")).toBe("3");
    expect(page.button("Undo").getAttribute("aria-disabled")).toBe("true");
  });
  it("has no id in common with another map on the page", () => {
    open(journey);
    const other = stage(ServiceMap, journey, words, {});
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    other.leave();
  });
  it("leaves no listener on the page behind", () => {
    const listeners = countListeners();
    open(blueprint);
    page.click(card("c1"));
    page.click(page.button("Close"));
    page.leave();
    expect(listeners.alive()).toBe(0);
    listeners.stop();
  });
});
