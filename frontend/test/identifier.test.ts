import { describe, expect, it } from "vitest";
import { identifier } from "../src/class/identifier";

describe("identifier", () => {
  it("is a version 4 UUID where the browser has no randomUUID", () => {
    const plain = { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) } as unknown as Crypto;
    expect(identifier(plain)).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  });
  it("differs every time", () => {
    const made = new Set(Array.from({ length: 200 }, () => identifier()));
    expect(made.size).toBe(200);
  });
});
