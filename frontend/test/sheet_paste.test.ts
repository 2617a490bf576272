import { describe, expect, it } from "vitest";
import { keyOf, read } from "../src/sheet/cells";
import { linesOf } from "../src/sheet/lines";
import { parseBlock, place } from "../src/sheet/paste";
import { definition } from "./sheet_sample";

describe("parseBlock", () => {
  it("splits cells and rows, whatever the system ends its lines with", () => {
    expect(parseBlock("1\ta\r\n2\tb\r\n")).toEqual([["1", "a"], ["2", "b"]]);
    expect(parseBlock("1\r2")).toEqual([["1"], ["2"]]);
  });
  it("keeps what stands in quotes together", () => {
    expect(parseBlock('"two\nlines"\t"say ""hi"""')).toEqual([["two\nlines", 'say "hi"']]);
  });
  it("keeps a quote inside a word", () => expect(parseBlock('5" pipe\tx')).toEqual([['5" pipe', "x"]]));
  it("leaves a single cell to the field", () => {
    expect(parseBlock("just words\n")).toBeNull();
    expect(parseBlock("")).toBeNull();
  });
});

describe("place", () => {
  const lay = (text: string, row: number, column: number) =>
    place(definition, linesOf(definition, {}), { row, column }, parseBlock(text)!);

  it("writes numbers, choices by their words, and texts", () => {
    const { changes, drafts, lost } = lay("40\tHIGHER\tok\n7\tdown\t", 0, 1);
    expect(changes.map((change) => [change.row, change.column, change.cell])).toEqual([
      ["wait", "people", 40],
      ["wait", "way", "up"],
      ["wait", "note", "ok"],
      ["other", "people", 7],
      ["other", "way", "down"],
      ["other", "note", null],
    ]);
    expect([drafts.size, lost]).toEqual([0, 0]);
  });

  it("passes over fixed cells of given rows and fills them in own rows", () => {
    const { changes, lines } = lay("mine\t1\nmine\t2", 1, 0);
    expect(changes.map((change) => change.row + change.column)).toEqual(["otherpeople", "own-1measure", "own-1people"]);
    expect(lines).toHaveLength(3);
  });

  it("keeps what does not fit in sight, with the reason", () => {
    const { changes, drafts } = lay("140\tsideways\tfar too many letters", 0, 1);
    expect(changes.every((change) => change.cell === null)).toBe(true);
    expect(drafts.get(keyOf("wait", "people"))).toMatchObject({ text: "140", problem: "range" });
    expect(drafts.get(keyOf("wait", "way"))).toMatchObject({ problem: "no_choice" });
    expect(drafts.get(keyOf("wait", "note"))).toMatchObject({ problem: "too_long" });
  });

  it("adds no more rows than allowed and counts what had no room", () => {
    const { lines, lost } = lay("1\n2\n3\n4\n5\n\n", 0, 1);
    expect(lines).toHaveLength(4);
    expect(lost).toBe(1);
    expect(lay("a\tb\tc", 0, 3).lost).toBe(2);
  });
});

describe("read", () => {
  const [, people] = definition.column;
  it("keeps a number as it is being typed, and holds what it stands for", () => {
    expect(read(people!, "3.")).toEqual({ cell: 3, draft: { text: "3.", stands: 3 } });
    expect(read(people!, "3")).toEqual({ cell: 3 });
    expect(read(people!, "")).toEqual({ cell: null });
  });
});
