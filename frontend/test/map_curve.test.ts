import { describe, expect, it } from "vitest";
import { type Spot, band, path, slopes } from "../src/map/curve";

const spots = (xs: number[], ys: number[]): Spot[] => xs.map((x, i) => ({ x, y: ys[i]! }));
const place = (s: Spot) => [s.x, s.y] as const;

/** The curve's height at x, from the path that is drawn. */
function heights(d: string, per = 20): number[] {
  const numbers = d.match(/-?\d+(?:\.\d+)?/g)!.map(Number);
  let y0 = numbers[1]!;
  const out: number[] = [];
  for (let i = 2; i < numbers.length; i += 6) {
    const [, y1, , y2, , y3] = numbers.slice(i, i + 6) as [number, number, number, number, number, number];
    for (let k = 0; k <= per; k += 1) {
      const [t, u] = [k / per, 1 - k / per];
      out.push(u ** 3 * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t ** 3 * y3);
    }
    y0 = y3;
  }
  return out;
}

describe("the slopes of the emotion curve", () => {
  it.each([
    // computed with scipy.interpolate.PchipInterpolator
    [[0, 1, 2, 4, 5, 7], [1, 0, -3, -1, 2, 1.5], [0, -1.5, 0, 1.588235294117647, 0, -0.75]],
    [[0, 1, 2], [0, 3, -3], [7.5, 0, -10.5]],
  ])("are those of PCHIP for %j, %j", (xs, ys, expected) => {
    const found = slopes(spots(xs, ys));
    found.forEach((slope, i) => expect(slope).toBeCloseTo(expected[i]!, 12));
  });
  it("are level for one point, straight for two", () => {
    expect(slopes(spots([3], [2]))).toEqual([0]);
    expect(slopes(spots([0, 2], [1, -3]))).toEqual([-2, -2]);
    expect(slopes([])).toEqual([]);
  });
});

describe("the drawn curve", () => {
  const ys = [1, 0, -3, -1, 2, 1, -2, -2, 3];
  const d = path(spots(ys.map((_, i) => i), ys), place);
  it("passes through every rated step", () => {
    const at = heights(d, 1);
    expect(at.filter((_, i) => i % 2 === 0)).toEqual(ys.slice(0, -1));
    expect(at[at.length - 1]).toBe(3);
  });
  it("never leaves the space between two neighbours", () => {
    const per = 20;
    const all = heights(d, per);
    ys.slice(1).forEach((y, i) => {
      const piece = all.slice(i * (per + 1), (i + 1) * (per + 1));
      expect(Math.max(...piece)).toBeLessThanOrEqual(Math.max(y, ys[i]!) + 0.005);
      expect(Math.min(...piece)).toBeGreaterThanOrEqual(Math.min(y, ys[i]!) - 0.005);
    });
  });
  it("is nothing without points and a point with one", () => {
    expect(path([], place)).toBe("");
    expect(path(spots([1], [2]), place)).toBe("M1,2");
  });
});

describe("the room's band", () => {
  it("runs along the upper curve and back along the lower one", () => {
    const high = spots([0, 1, 2], [2, 3, 1]);
    const low = spots([0, 1, 2], [0, 1, -1]);
    const d = band(high, low, place);
    expect(d.startsWith("M0,2")).toBe(true);
    expect(d).toContain("L2,-1");
    expect(d.endsWith("0,0Z")).toBe(true);
    // the way back is the lower curve itself: the same control points in the other order
    const there = path(low, place).match(/-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?/g)!;
    const back = d.slice(d.indexOf("L")).match(/-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?/g)!;
    expect(back).toEqual(there.reverse());
  });
  it("needs two steps", () => {
    expect(band(spots([0], [1]), spots([0], [0]), place)).toBe("");
  });
});
