import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Board, type BoardDefinition, type BoardValue } from "../src/board/board";
import { valenceOf } from "../src/board/valence";
import { type Stage, countListeners, stage } from "./board_stage";
import { realWords } from "./board_words";

const definition: BoardDefinition = {
  own_cards: 1,
  zone: [{ id: "a", label: "Physical" }, { id: "b", label: "Human" }],
  card: [{ id: "x", label: "Shelter" }, { id: "y", label: "Driver" }],
};
const sequence: BoardDefinition = {
  ordered: true,
  zone: [{ id: "day", label: "The day" }],
  card: [
    { id: "queue", label: "Queue", hint: "feels \u22122" },
    { id: "sea", label: "Sea", hint: "feels +3" },
    { id: "photo", label: "Photo", hint: "feels +2" },
  ],
};
const words = realWords("board", "en");
let page: Stage<BoardValue>;
const open = (d: BoardDefinition, value: BoardValue = {}) => (page = stage(Board, d, words, value));
const card = (id: string) => page.find(`[data-card="${id}"] [role="button"]`);
const placeOf = (id: string) => page.find(`[data-card="${id}"]`).parentElement!.dataset["place"];
const last = () => page.values[page.values.length - 1]!;
const said = () => page.find("[role=status]").textContent;

beforeEach(() => void vi.spyOn(console, "error"));
afterEach(() => {
  page.leave();
  expect(console.error, "a text is missing").not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe("a board by keyboard", () => {
  it("moves a card to the next zone, keeps the focus on it and says so", () => {
    open(definition);
    page.press(card("x"), "ArrowRight");
    expect(last().zones).toEqual({ a: ["x"], b: [] });
    expect(placeOf("x")).toBe("a");
    expect(document.activeElement).toBe(card("x"));
    expect(said()).toContain("Shelter");
    expect(said()).toContain("Physical");
    page.press(document.activeElement as HTMLElement, "ArrowRight");
    expect(last().zones).toEqual({ a: [], b: ["x"] });
    expect(document.activeElement).toBe(card("x"));
  });
  it("puts a list in order", () => {
    open(sequence);
    page.press(card("queue"), "End");
    expect(last().zones).toEqual({ day: ["sea", "photo", "queue"] });
    page.press(card("queue"), "ArrowUp");
    expect(last().zones).toEqual({ day: ["sea", "queue", "photo"] });
    expect(said()).toContain("2");
  });
  it("undoes and redoes with Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y", () => {
    open(definition, { zones: { a: [], b: ["y"] }, own: {} });
    page.press(card("x"), "ArrowRight");
    page.press(card("x"), "z", { ctrlKey: true });
    expect(last()).toEqual({ zones: { a: [], b: ["y"] }, own: {} });
    page.press(card("x"), "y", { ctrlKey: true });
    expect(last().zones).toEqual({ a: ["x"], b: ["y"] });
    page.press(card("x"), "z", { metaKey: true });
    page.press(card("x"), "Z", { metaKey: true, shiftKey: true });
    expect(last().zones).toEqual({ a: ["x"], b: ["y"] });
  });
  it("keeps the focus on the card while it undoes, however often", () => {
    open(definition);
    page.press(card("x"), "ArrowRight");
    page.press(card("x"), "ArrowRight");
    for (const zones of [{ a: ["x"], b: [] }, undefined]) {
      page.press(document.activeElement as HTMLElement, "z", { ctrlKey: true });
      expect(last().zones).toEqual(zones);
      expect(document.activeElement).toBe(card("x"));
    }
  });
  it("leaves alone the keys of the browser", () => {
    open(definition);
    page.press(card("x"), "ArrowRight", { altKey: true });
    page.press(card("x"), "q");
    expect(page.values).toEqual([]);
  });
});

describe("a board by tapping", () => {
  it("chooses a card and puts it into the zone that is tapped", () => {
    open(definition);
    page.click(card("y"));
    expect(card("y").getAttribute("aria-pressed")).toBe("true");
    page.click(page.button("Put it into \u201cHuman"));
    expect(last().zones).toEqual({ a: [], b: ["y"] });
    page.click(card("x"));
    page.click(page.find('.cx-board-zone[aria-label="Physical"]'));
    expect(last().zones).toEqual({ a: ["x"], b: ["y"] });
  });
  it("gives the chosen card the place of the next one tapped in an ordered list", () => {
    open(sequence);
    page.click(card("photo"));
    page.click(card("queue"));
    expect(last().zones).toEqual({ day: ["photo", "queue", "sea"] });
    page.click(card("queue"));
    page.click(page.button("Move \u201cQueue\u201d later"));
    expect(last().zones).toEqual({ day: ["photo", "sea", "queue"] });
  });
});

describe("own cards", () => {
  it("are written, reworded, deleted, and brought back by undo", () => {
    open(definition);
    const field = page.find(".cx-board-add input");
    page.type(field, "  My card ");
    page.click(page.button("Add"));
    expect(last().own).toEqual({ "own-1": "My card" });
    expect(page.all(".cx-board-add")).toHaveLength(0);
    page.click(page.button("Edit"));
    page.type(page.find(".cx-board-own input"), "Better words");
    page.click(page.button("Save"));
    expect(last().own).toEqual({ "own-1": "Better words" });
    page.click(page.button("Delete"));
    expect(last().own).toEqual({});
    page.click(page.button("Undo"));
    expect(last().own).toEqual({ "own-1": "Better words" });
  });
  it("needs words", () => {
    open(definition);
    page.type(page.find(".cx-board-add input"), "   ");
    page.click(page.button("Add"));
    expect(page.values).toEqual([]);
  });
});

describe("a board and its surroundings", () => {
  it("reports new objects and changes none it was given", () => {
    const value: BoardValue = Object.freeze({ zones: Object.freeze({ a: Object.freeze(["x"]) as string[], b: [] }) });
    open(definition, value);
    page.press(card("x"), "ArrowRight");
    expect(last()).not.toBe(value);
    expect(value.zones).toEqual({ a: ["x"], b: [] });
  });
  it("shows what another device did, and does not offer to undo it", () => {
    open(definition);
    page.press(card("x"), "ArrowRight");
    page.receive({ zones: { a: [], b: ["x", "y"] }, own: {} });
    expect(placeOf("y")).toBe("b");
    expect(page.button("Undo").getAttribute("aria-disabled")).toBe("true");
  });
  it("only shows when it is locked", () => {
    open(definition, { zones: { a: ["x"], b: [] } });
    page.lock();
    expect(page.all("[role=button], button, input")).toHaveLength(0);
    expect(placeOf("x")).toBe("a");
  });
  it("has no id in common with another board on the page", () => {
    open(definition);
    const other = stage(Board, definition, words, {});
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    other.leave();
  });
  it("leaves no listener on the page behind", () => {
    const listeners = countListeners();
    open(definition);
    page.press(card("x"), "ArrowRight");
    page.leave();
    expect(listeners.alive()).toBe(0);
    listeners.stop();
  });
});

describe("valence", () => {
  it.each([
    ["feels \u22122", -2],
    ["feels -1", -1],
    ["+3", 3],
    ["0", 0],
    ["no number", null],
    ["room 12", null],
    [undefined, null],
  ])("reads %j as %j", (hint, level) => {
    expect(valenceOf(hint)).toBe(level);
  });
});
