import { describe, expect, it } from "vitest";
import { isAnswered, isAskable, nextOpen } from "../src/form/answered";
import type { Question } from "../src/form/form";
import { spent, withMark } from "../src/form/marks";
import { groups } from "../src/form/sections";

const asked = { prompt: "?" };
const kano: Question = { ...asked, id: "k", kind: "kano", functional: "", dysfunctional: "", importance: true };
const pair: Question = { ...asked, id: "p", kind: "pair", low: 1, high: 7, dimension: "empathy", section: "b" };
const points: Question = { ...asked, id: "w", kind: "points", items: [], total: 100, section: "a" };
const text: Question = { ...asked, id: "t", kind: "text", max_length: 10, rows: 1, section: "a" };
const vote: Question = { ...asked, id: "v", kind: "vote", pick: 2 };
const rating: Question = { ...asked, id: "r", kind: "rating", low: 0, high: 10, low_label: "", high_label: "" };

describe("isAnswered", () => {
  it.each<[string, Question, Parameters<typeof isAnswered>[1], boolean]>([
    ["nothing", rating, undefined, false],
    ["a zero", rating, 0, true],
    ["empty text", text, "", false],
    ["no vote", vote, [], false],
    ["one vote of two", vote, ["s1"], true],
    ["half a Kano pair", kano, { functional: 1, importance: 9 }, false],
    ["a Kano pair", kano, { functional: 1, dysfunctional: 5 }, true],
    ["half a pair", pair, { expectation: 7 }, false],
    ["a pair", pair, { expectation: 7, perception: 1 }, true],
    ["99 points", points, { a: 99 }, false],
    ["all points", points, { a: 60, b: 40 }, true],
  ])("%s", (_, question, answer, answered) => expect(isAnswered(question, answer)).toBe(answered));
});

describe("nextOpen", () => {
  const all = [rating, text, pair];
  it("looks on from where the reader is, then from the start", () => {
    expect(nextOpen(all, {}, "r")?.id).toBe("t");
    expect(nextOpen(all, { p: { expectation: 1, perception: 1 }, t: "x" }, "t")?.id).toBe("r");
  });
  it("comes back to a question left half done", () => {
    expect(nextOpen([pair], { p: { expectation: 1 } }, "p")?.id).toBe("p");
  });
  it("passes a vote that has nothing to choose from yet", () => {
    expect(isAskable(vote)).toBe(false);
    expect(nextOpen([vote], {}, "")).toBeUndefined();
    expect(nextOpen([{ ...vote, choice: [{ id: "s1", label: "x" }] }], {}, "")?.id).toBe("v");
  });
});

describe("groups", () => {
  it("puts questions into their sections, those without one first, and drops empty sections", () => {
    const section = ["a", "b", "c"].map((id) => ({ id, label: id }));
    const parts = groups({ id: "f", section, question: [pair, text, rating, points] });
    expect(parts.map((part) => [part.id, part.questions.map((question) => question.id)])).toEqual([
      ["", ["r"]],
      ["a", ["t", "w"]],
      ["b", ["p"]],
    ]);
  });
});

describe("marks", () => {
  it("are set and taken back in a new object", () => {
    const before = Object.freeze({ a: 1 });
    expect(withMark(before, "b", 2)).toEqual({ a: 1, b: 2 });
    expect(withMark(before, "a", undefined)).toBeUndefined();
    expect(before).toEqual({ a: 1 });
  });
  it("add up", () => expect(spent({ a: 10, b: undefined, c: 5 })).toBe(15));
});
