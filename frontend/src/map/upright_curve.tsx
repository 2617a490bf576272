/**
 * The emotion curve turned upright: time runs down the page, feeling from left to right.
 *
 * It goes through rows whose heights nobody knows beforehand, so it asks the layout where they are.
 */
import type { RefObject } from "preact";
import { type Box, useBoxes } from "../moving/layout";
import { type Place, type Spot, band, path } from "./curve";
import { LEVELS, levelName, levelVariable } from "./levels";

export interface UprightSpot {
  id: string;
  level: number | null;
  /** The middle half of the room and its median, where the room's result is shown. */
  room?: { low: number; median: number; high: number };
}

interface Props {
  root: RefObject<HTMLElement | null>;
  /** The rows are the parts of `root` with `data-<attribute>` equal to a spot's id. */
  attribute: string;
  spots: readonly UprightSpot[];
  /** Where the seven levels lie beside, or within, a row. */
  across(row: Box): { left: number; width: number };
  /** Draw the levels' lines and a dot a step, where nothing else shows them. */
  grid?: boolean;
}

export function UprightCurve({ root, attribute, spots, across, grid }: Props) {
  const boxes = useBoxes(root, attribute);
  const rows = spots.flatMap((spot) => {
    const box = boxes.get(spot.id);
    return box ? [{ ...spot, y: box.top + box.height / 2, box }] : [];
  });
  const first = rows[0];
  const last = rows[rows.length - 1];
  if (!first || !last || first.box.height === 0) return null;

  const strip = across(first.box);
  const x = (level: number) => strip.left + ((level + 3.5) / 7) * strip.width;
  // x of the curve is time, which here runs down
  const place: Place = (s) => [x(s.y), s.x];
  const of = (pick: (row: (typeof rows)[number]) => number | null | undefined): Spot[] =>
    rows.flatMap((row) => {
      const level = pick(row);
      return level === null || level === undefined ? [] : [{ x: row.y, y: level }];
    });
  const own = of((r) => r.level);
  const [top, bottom] = [first.box.top, last.box.top + last.box.height];

  return (
    <svg class="cx-curve cx-curve--upright" aria-hidden="true">
      {grid &&
        LEVELS.map((level) => (
          <g key={level}>
            <line class={level === 0 ? "cx-curve-zero" : "cx-curve-level"} x1={x(level)} x2={x(level)} y1={top} y2={bottom} />
            {level % 3 === 0 && (
              <text class="cx-curve-tick" x={x(level)} y={top - 8} text-anchor="middle">
                {levelName(level)}
              </text>
            )}
          </g>
        ))}
      <path class="cx-curve-band" d={band(of((r) => r.room?.high), of((r) => r.room?.low), place)} />
      <path class="cx-curve-median" d={path(of((r) => r.room?.median), place)} />
      <path class="cx-curve-own" d={path(own, place)} />
      {grid &&
        own.map((s) => (
          <circle key={s.x} class="cx-curve-dot" cx={x(s.y)} cy={s.x} r="7" style={`fill: var(${levelVariable(s.y)})`} />
        ))}
    </svg>
  );
}
