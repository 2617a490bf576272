/**
 * The emotion curve: a monotone cubic through the rated steps.
 *
 * Piecewise cubic Hermite interpolation with the slopes of Fritsch & Butland (1984), the method
 * known as PCHIP: the curve never rises above the better or falls below the worse of two
 * neighbours, so it invents no peak that nobody rated.
 */

export interface Spot {
  x: number;
  y: number;
}

/** Return the slope at every spot; spots are sorted by x, no two at the same x. */
export function slopes(spots: readonly Spot[]): number[] {
  const legs = legsOf(spots);
  const [first, second] = legs;
  if (!first) return spots.map(() => 0);
  if (!second) return [first.rise, first.rise];
  const inner = legs.slice(1).map((next, i) => between(legs[i]!, next));
  return [end(first, second), ...inner, end(legs[legs.length - 1]!, legs[legs.length - 2]!)];
}

interface Leg {
  run: number;
  /** Slope of the straight line. */
  rise: number;
}

function legsOf(spots: readonly Spot[]): Leg[] {
  return spots.slice(1).map((to, i) => {
    const from = spots[i]!;
    return { run: to.x - from.x, rise: (to.y - from.y) / (to.x - from.x) };
  });
}

/** Weighted harmonic mean of two neighbouring slopes; flat where the data turn. */
function between(a: Leg, b: Leg): number {
  if (a.rise * b.rise <= 0) return 0;
  const [w1, w2] = [2 * b.run + a.run, b.run + 2 * a.run];
  return (w1 + w2) / (w1 / a.rise + w2 / b.rise);
}

/** Three-point slope at an end, held back so that the curve keeps the data's direction. */
function end(at: Leg, beside: Leg): number {
  const slope = ((2 * at.run + beside.run) * at.rise - at.run * beside.rise) / (at.run + beside.run);
  if (slope * at.rise <= 0) return 0;
  const turns = at.rise * beside.rise < 0;
  return turns && Math.abs(slope) > 3 * Math.abs(at.rise) ? 3 * at.rise : slope;
}

/** Where a point lands on the picture. */
export type Place = (spot: Spot) => readonly [number, number];

/** Return the SVG path through the spots; `place` may turn the axes, as the phone's view does. */
export function path(spots: readonly Spot[], place: Place, join: "M" | "L" = "M"): string {
  const m = slopes(spots);
  return spots
    .map((s, i) => {
      const from = spots[i - 1];
      if (!from) return `${join}${pair(place(s))}`;
      const third = (s.x - from.x) / 3;
      const c1 = place({ x: from.x + third, y: from.y + m[i - 1]! * third });
      const c2 = place({ x: s.x - third, y: s.y - m[i]! * third });
      return `C${pair(c1)} ${pair(c2)} ${pair(place(s))}`;
    })
    .join("");
}

/** Return the closed path between an upper and a lower curve over the same steps. */
export function band(high: readonly Spot[], low: readonly Spot[], place: Place): string {
  if (high.length < 2) return "";
  // the way back runs through the mirrored spots: PCHIP is symmetric, so it is the same curve
  const mirrored = [...low].reverse().map((s) => ({ x: -s.x, y: s.y }));
  const back: Place = (s) => place({ x: -s.x, y: s.y });
  return `${path(high, place)}${path(mirrored, back, "L")}Z`;
}

function pair([x, y]: readonly [number, number]): string {
  return `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`;
}
