import { describe, expect, it } from "vitest";
import { abandon, advance, alike, back, begin, forth } from "../src/moving/history";

describe("a trail", () => {
  it("goes back and forth", () => {
    const two = advance(advance(begin("a"), "b"), "c");
    expect(back(two).present).toBe("b");
    expect(back(back(two)).present).toBe("a");
    expect(back(back(back(two))).present).toBe("a");
    expect(forth(back(two)).present).toBe("c");
    expect(forth(two)).toBe(two);
  });
  it("forgets what was undone once something else is done", () => {
    const other = advance(back(advance(begin("a"), "b")), "c");
    expect(forth(other).present).toBe("c");
    expect(back(other).present).toBe("a");
  });
  it("takes back together what one gesture did", () => {
    const typed = advance(advance(advance(begin(""), "h", "name"), "ha", "name"), "hat", "name");
    expect(back(typed).present).toBe("");
    expect(back(advance(typed, "hat!", "other")).present).toBe("hat");
  });
  it("keeps no trace of what changed nothing", () => {
    const start = begin({ n: 1 });
    expect(advance(start, { n: 1 })).toBe(start);
    const typed = advance(advance(start, { n: 2 }, "k"), { n: 1 }, "k");
    expect(typed.past).toEqual([]);
    expect(typed.present).toEqual({ n: 1 });
  });
  it("gives up one gesture, unless something else came after it", () => {
    const typed = advance(advance(advance(begin("a"), "b"), "c", "panel"), "d", "panel");
    expect(abandon(typed, "panel")).toEqual({ past: ["a"], present: "b", future: [] });
    expect(abandon(typed, "other")).toBeNull();
    expect(abandon(advance(typed, "e"), "panel")).toBeNull();
    expect(abandon(begin("a"), "panel")).toBeNull();
  });
  it("does not grow without end", () => {
    let trail = begin(0);
    for (let i = 1; i < 500; i += 1) trail = advance(trail, i);
    expect(trail.past.length).toBe(100);
    expect(trail.present).toBe(499);
  });
});

describe("alike", () => {
  it("compares by content, whatever the order of keys", () => {
    expect(alike({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] })).toBe(true);
  });
  it.each([
    [{ a: 1 }, { a: 1, b: undefined }],
    [[1, 2], [2, 1]],
    [[], {}],
    [null, {}],
    [1, "1"],
  ])("tells %j from %j", (one, other) => {
    expect(alike(one, other)).toBe(false);
  });
});
