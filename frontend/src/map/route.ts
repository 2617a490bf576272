/** The way of a link from one card to another: right angles with rounded corners. */
import type { Box } from "../moving/layout";

type Corner = readonly [x: number, y: number];

const ROUND = 6;
export const ARROW = 7;

export interface Way {
  d: string;
  /** The arrow's head as an SVG polygon's points. */
  head: string;
}

/**
 * Lead from card to card; `shift` (in pixels) keeps links apart that share a gutter.
 *
 * In one column a link runs from edge to edge, or beside the column when another card stands
 * between. Else it leaves at the side and changes height in the gutter at its start or at its
 * end, whichever way runs behind fewer of the `others`.
 */
export function route(from: Box, to: Box, others: readonly Box[] = [], shift = 0): Way {
  const [fx, tx] = [from.left + from.width / 2, to.left + to.width / 2];
  // twice the shift in height: what arrives is told apart from what leaves
  const [fy, ty] = [from.top + from.height / 2 + 2 * shift, to.top + to.height / 2 + 2 * shift];
  const column = Math.abs(fx - tx) < Math.min(from.width, to.width) / 2;
  if (column) {
    const x = Math.min(fx, tx) + shift;
    if (behind(others, [x, fy], [x, ty]) === 0) {
      const down = ty >= fy;
      const start: Corner = [x, down ? from.top + from.height : from.top];
      return way([start, [x, down ? to.top : to.top + to.height]], down ? "down" : "up");
    }
    const side = Math.max(from.left + from.width, to.left + to.width) + GUTTER / 2 + shift;
    return way([[from.left + from.width, fy], [side, fy], [side, ty], [to.left + to.width, ty]], "left");
  }
  const right = tx > fx;
  const start: Corner = [right ? from.left + from.width : from.left, fy];
  const stop: Corner = [right ? to.left : to.left + to.width, ty];
  const into = right ? "right" : "left";
  if (Math.abs(fy - ty) < 1) return way([start, stop], into);
  const outward = right ? 1 : -1;
  const ways = [start[0] + (outward * GUTTER) / 2 + shift, stop[0] - (outward * GUTTER) / 2 + shift].map((x) => ({
    corners: [start, [x, fy], [x, ty], stop] as const,
    hidden: behind(others, start, [x, fy]) + behind(others, [x, ty], stop),
  }));
  const [early, late] = [ways[0]!, ways[1]!];
  return way(late.hidden < early.hidden ? late.corners : early.corners, into);
}

/** Count the boxes that a straight line, along an axis, runs behind. */
function behind(boxes: readonly Box[], [x1, y1]: Corner, [x2, y2]: Corner): number {
  const [left, right, top, bottom] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)];
  return boxes.filter(
    (b) => b.left <= right && b.left + b.width >= left && b.top <= bottom && b.top + b.height >= top,
  ).length;
}

/** The room between the cards of neighbouring columns, as the style sheet has it. */
const GUTTER = 24;

type Direction = "up" | "down" | "left" | "right";

function way(corners: readonly Corner[], into: Direction): Way {
  const tip = corners[corners.length - 1]!;
  const turns = corners.slice(1, -1).map((corner, i) => turn(corners[i]!, corner, corners[i + 2]!));
  const d = `M${at(corners[0]!)}${turns.join("")}L${at(tip)}`;
  const [x, y] = tip;
  const half = ARROW / 2 + 0.5;
  const along = into === "down" || into === "right" ? -ARROW : ARROW;
  const wings: Corner[] =
    into === "down" || into === "up"
      ? [[x - half, y + along], [x + half, y + along]]
      : [[x + along, y - half], [x + along, y + half]];
  return { d, head: [tip, ...wings].map(at).join(" ") };
}

function turn(before: Corner, corner: Corner, after: Corner): string {
  return `L${at(toward(corner, before))}Q${at(corner)} ${at(toward(corner, after))}`;
}

/** A point on the way from a corner, at most half of it, ROUND pixels off. */
function toward(corner: Corner, other: Corner): Corner {
  const [dx, dy] = [other[0] - corner[0], other[1] - corner[1]];
  const length = Math.abs(dx) + Math.abs(dy);
  const part = length === 0 ? 0 : Math.min(ROUND, length / 2) / length;
  return [corner[0] + dx * part, corner[1] + dy * part];
}

function at([x, y]: Corner): string {
  return `${Number(x.toFixed(1))},${Number(y.toFixed(1))}`;
}
