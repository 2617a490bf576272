import { describe, expect, it, vi } from "vitest";
import { fill, words } from "../src/fill";

describe("fill", () => {
  it("puts values into the places of a text", () => {
    expect(fill("{n} of {all}", { n: 3, all: 12 })).toBe("3 of 12");
  });
  it("leaves a place it has no value for", () => {
    expect(fill("{n} of {all}", { n: 0 })).toBe("0 of {all}");
  });
});

describe("words", () => {
  it("follows dotted keys", () => {
    expect(words({ kano: { option: { "1": "like" } } })("kano.option.1")).toBe("like");
  });
  it("shows and reports a key that is missing", () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(words({ kano: {} })("kano.better")).toBe("kano.better");
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });
});
