import { describe, expect, it } from "vitest";
import { route } from "../src/map/route";

const box = (left: number, top: number) => ({ left, top, width: 100, height: 40 });
const ends = (d: string) => {
  const points = [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((m) => [Number(m[1]), Number(m[2])]);
  return [points[0], points[points.length - 1]];
};

describe("the way of a link", () => {
  it("goes straight from edge to edge in one column", () => {
    expect(ends(route(box(0, 0), box(0, 100)).d)).toEqual([[50, 40], [50, 100]]);
    expect(ends(route(box(0, 100), box(0, 0)).d)).toEqual([[50, 100], [50, 40]]);
  });
  it("goes round a card that stands between", () => {
    const [start, stop] = ends(route(box(0, 0), box(0, 200), [box(0, 100)]).d);
    expect(start).toEqual([100, 20]);
    expect(stop).toEqual([100, 220]);
    expect(route(box(0, 0), box(0, 200), [box(0, 100)]).d).toContain("112,");
  });
  it("leaves and arrives at the sides between columns", () => {
    expect(ends(route(box(0, 0), box(200, 100)).d)).toEqual([[100, 20], [200, 120]]);
    expect(ends(route(box(200, 0), box(0, 100)).d)).toEqual([[200, 20], [100, 120]]);
    expect(route(box(0, 0), box(200, 0)).d).toBe("M100,20L200,20");
  });
  it("changes height where it runs behind fewer cards", () => {
    const inTheRowOfTheEnd = box(124, 100);
    expect(route(box(0, 0), box(248, 100)).d).toContain("112,");
    expect(route(box(0, 0), box(248, 100), [inTheRowOfTheEnd]).d).toContain("236,");
  });
  it("puts the arrow's tip on the card it leads to", () => {
    expect(route(box(0, 0), box(200, 100)).head.split(" ")[0]).toBe("200,120");
  });
  it("keeps links apart that share a gutter", () => {
    expect(route(box(0, 0), box(200, 100), [], 5).d).not.toBe(route(box(0, 0), box(200, 100)).d);
  });
});
