import { describe, expect, it } from "vitest";
import { keyboard, readNumber, stepFrom } from "../src/form/numeric";

const percent = { low: 0, high: 100, step: 1 };
const open = { low: -1e12, high: 1e12, step: 0.5 };

describe("readNumber", () => {
  it.each([
    ["12", 12],
    [" 12 ", 12],
    ["１２", 12],
    ["+7", 7],
    ["3.", 3],
  ])("reads %s", (text, value) => expect(readNumber(text, percent)).toEqual({ value }));

  it.each([
    ["1,234.5", 1234.5],
    ["12,345,678", 12345678],
    ["−2.5", -2.5],
    [".5", 0.5],
    ["3。5", 3.5],
  ])("reads %s where there are no limits", (text, value) => expect(readNumber(text, open)).toEqual({ value }));

  it("takes an empty field for no answer", () => {
    expect(readNumber("  ", percent)).toEqual({ value: undefined });
  });

  it.each([
    ["abc", "no_number"],
    ["1e5", "no_number"],
    ["1,2", "no_number"],
    ["--1", "no_number"],
    ["101", "range"],
    ["-1", "range"],
    ["1.5", "step"],
  ])("says what is wrong with %s", (text, problem) => expect(readNumber(text, percent)).toEqual({ problem }));

  it("names only the limit there is", () => {
    expect(readNumber("-1", { ...percent, high: 1e12 })).toEqual({ problem: "too_low" });
    expect(readNumber("101", { ...percent, low: -1e12 })).toEqual({ problem: "too_high" });
  });

  it("counts steps from the lower end, and is not fooled by binary fractions", () => {
    expect(readNumber("0.3", { low: 0, high: 1, step: 0.1 })).toEqual({ value: 0.3 });
    expect(readNumber("3", { low: 1, high: 9, step: 2 })).toEqual({ value: 3 });
    expect(readNumber("4", { low: 1, high: 9, step: 2 })).toEqual({ problem: "step" });
  });
});

describe("stepFrom", () => {
  it("starts at the lower end and stays inside", () => {
    expect(stepFrom(undefined, 1, percent)).toBe(0);
    expect(stepFrom(99.5, 1, percent)).toBe(100);
    expect(stepFrom(0, -1, percent)).toBe(0);
  });
  it("keeps decimals clean", () => {
    expect(stepFrom(0.1, 0.2, { low: 0, high: 1, step: 0.1 })).toBe(0.3);
  });
});

describe("keyboard", () => {
  it("offers digits, a decimal point, or everything where a minus may be needed", () => {
    expect(keyboard(percent)).toBe("numeric");
    expect(keyboard({ low: 0, high: 1, step: 0.1 })).toBe("decimal");
    expect(keyboard({ low: -3, high: 3, step: 1 })).toBe("text");
  });
});
