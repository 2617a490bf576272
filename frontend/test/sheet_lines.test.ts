import { describe, expect, it } from "vitest";
import { added, changed, isEmpty, linesOf, removed, restored, spans, toValue } from "../src/sheet/lines";
import { definition } from "./sheet_sample";

const touched = changed(linesOf(definition, {}), [{ row: "wait", column: "people", cell: 40 }]);

describe("linesOf", () => {
  it("shows given rows with their cells before anything is answered", () => {
    expect(linesOf(definition, {}).map(({ id, own, cells }) => [id, own, cells["people"]])).toEqual([
      ["wait", false, 35],
      ["other", false, undefined],
    ]);
  });
  it("lets an answer change what is open, and never what is fixed", () => {
    const value = { rows: [{ id: "wait", cells: { people: 1, measure: "hacked" } }] };
    expect(linesOf(definition, value)[0]!.cells).toMatchObject({ people: 1, measure: "Long wait" });
  });
  it("begins a sheet without rows with one to write in", () => {
    expect(linesOf({ ...definition, row: [] }, {})).toEqual([{ id: "own-1", own: true, cells: {} }]);
    expect(linesOf({ ...definition, row: [], free_rows: 0 }, {})).toEqual([]);
  });
});

describe("toValue", () => {
  it("saves every row with what is open in it", () => {
    expect(toValue(definition, touched)).toEqual({
      rows: [
        { id: "wait", cells: { people: 40 } },
        { id: "other", cells: {} },
      ],
    });
  });
  it("tells an emptied cell from one never touched", () => {
    const emptied = changed(touched, [
      { row: "wait", column: "people", cell: null },
      { row: "other", column: "people", cell: null },
    ]);
    const value = toValue(definition, emptied);
    expect(value.rows!.map((row) => row.cells)).toEqual([{ people: null }, {}]);
    expect(linesOf(definition, value)[0]!.cells["people"]).toBeNull();
  });
  it("comes back as it went", () => {
    const own = changed(added(touched), [{ row: "own-1", column: "measure", cell: "Noise" }]);
    expect(linesOf(definition, toValue(definition, own))).toEqual(own);
  });
});

describe("own rows", () => {
  it("never take the name of a row removed before the last one", () => {
    const three = added(added(added([])));
    expect(added(removed(three, "own-2")).map((line) => line.id)).toEqual(["own-1", "own-3", "own-4"]);
  });
  it("come back to their place", () => {
    const three = added(added(added([])));
    expect(restored(removed(three, "own-2"), three[1]!, 1)).toEqual(three);
  });
  it("are empty until something stands in them", () => {
    expect(isEmpty({ id: "a", own: true, cells: { x: null } })).toBe(true);
    expect(isEmpty({ id: "a", own: true, cells: { x: 0 } })).toBe(false);
  });
});

describe("spans", () => {
  const of = (...kinds: ("fixed" | "text" | "number" | "choice")[]) =>
    spans(kinds.map((kind) => ({ ...definition.column[0]!, kind })));
  it("puts two numbers, or a text and its number, on one line of a card", () => {
    expect(of("text", "number")).toEqual([4, 2]);
    expect(of("number", "number", "choice", "text")).toEqual([3, 3, 6, 6]);
    expect(of("text", "number", "number", "fixed")).toEqual([4, 2, 3, 6]);
  });
});
