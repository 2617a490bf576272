import { describe, expect, it } from "vitest";
import { backoff } from "../src/class/backoff";

describe("backoff", () => {
  it("doubles up to a ceiling", () => {
    const waits = [0, 1, 2, 3, 20].map((n) => backoff(n, 500, 15_000, 1));
    expect(waits).toEqual([500, 1000, 2000, 4000, 15_000]);
  });
  it("leaves half of it to chance", () => {
    expect(backoff(2, 500, 15_000, 0)).toBe(1000);
    expect(backoff(2, 500, 15_000, 0.5)).toBe(1500);
  });
});
