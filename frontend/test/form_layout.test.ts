import { describe, expect, it } from "vitest";
import { type Box, layout } from "../src/form/layout";

const widths = [300, 342, 400, 559, 560, 640];

function named(width: number): Record<string, Box> {
  return Object.fromEntries(layout(width).boxes.map((box) => [box.key, box]));
}

describe.each(widths)("the gaps model in %i pixels", (width) => {
  const { boxes, rings, line, height } = layout(width);

  it("stays inside its frame", () => {
    for (const { key, x, y, w, h } of boxes) {
      expect(x, key).toBeGreaterThanOrEqual(0);
      expect(x + w, key).toBeLessThanOrEqual(width);
      expect(y + h, key).toBeLessThanOrEqual(height);
    }
    for (const { n, x } of rings) expect(x - 24, `ring ${n}`).toBeGreaterThanOrEqual(0);
  });

  it("keeps boxes off each other and rings off boxes", () => {
    boxes.forEach((one, i) => {
      for (const other of boxes.slice(i + 1)) expect(overlap(one, other), `${one.key} ${other.key}`).toBe(false);
      for (const { n, x, y } of rings) {
        expect(overlap(one, { key: "", x: x - 22, y: y - 22, w: 44, h: 44 }), `${one.key} ring ${n}`).toBe(false);
      }
    });
  });

  it("puts the customer above the line and the company below", () => {
    const box = named(width);
    expect(box["perceived"]!.y + box["perceived"]!.h).toBeLessThan(line);
    expect(box["delivery"]!.y).toBeGreaterThan(line);
  });

  it("has every gap at the place it always has", () => {
    const [one, two, three, four, five] = rings as [Ring, Ring, Ring, Ring, Ring];
    expect([five.y, three.y, two.y]).toEqual([five.y, three.y, two.y].sort((a, b) => a - b));
    expect(new Set([five.x, three.x, two.x]).size).toBe(1);
    expect(one.x).toBeLessThan(five.x);
    expect(four.x).toBeGreaterThan(five.x);
    expect(five.y).toBeLessThan(line);
    expect(Math.min(one.y, two.y, three.y, four.y)).toBeGreaterThan(line);
  });
});

type Ring = ReturnType<typeof layout>["rings"][number];

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
