/** The emotion curve as a picture: levels, the room's band, the curve before, the curve now. */
import { type Place, type Spot, band, path } from "./curve";
import { HIGH, LEVELS } from "./levels";
import type { Scene } from "./scene";

/** Units a column in the drawing, which is stretched to the columns' real width. */
const UNIT = 100;

/** The height of a level's middle, with `row` pixels a level. */
export function levelY(level: number, row: number): number {
  return (HIGH - level + 0.5) * row;
}

interface Props {
  scene: Scene;
  levelOf(step: string): number | null;
  /** Pixels a level. */
  row: number;
}

export function CurvePicture({ scene: { map, before, room }, levelOf, row }: Props) {
  const y = (level: number) => levelY(level, row);
  const place: Place = (s) => [(s.x + 0.5) * UNIT, y(s.y)];
  const spots = (of: (step: string) => number | null | undefined): Spot[] =>
    map.steps.flatMap(({ id }, x) => {
      const level = of(id);
      return level === null || level === undefined ? [] : [{ x, y: level }];
    });
  const own = spots(levelOf);
  const curve = path(own, place);
  const [first, last] = [own[0], own[own.length - 1]];
  const [width, height, zero] = [map.steps.length * UNIT, LEVELS.length * row, y(0)];
  const area =
    first && last && own.length > 1
      ? `${curve}L${(last.x + 0.5) * UNIT},${zero}L${(first.x + 0.5) * UNIT},${zero}Z`
      : "";
  const high = spots((s) => room?.steps[s]?.high);
  const low = spots((s) => room?.steps[s]?.low);

  return (
    <svg class="cx-curve" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {LEVELS.map((level) => (
        <line
          key={level}
          class={level === 0 ? "cx-curve-zero" : "cx-curve-level"}
          x1="0"
          x2={width}
          y1={y(level)}
          y2={y(level)}
        />
      ))}
      {/* the same area twice, cut at zero by the edges of the two inner drawings: no ids to collide */}
      <svg x="0" y="0" width={width} height={zero} viewBox={`0 0 ${width} ${zero}`} preserveAspectRatio="none">
        <path class="cx-curve-good" d={area} />
      </svg>
      <svg x="0" y={zero} width={width} height={height - zero} viewBox={`0 ${zero} ${width} ${height - zero}`} preserveAspectRatio="none">
        <path class="cx-curve-bad" d={area} />
      </svg>
      <path class="cx-curve-band" d={band(high, low, place)} />
      <path class="cx-curve-median" d={path(spots((s) => room?.steps[s]?.median), place)} />
      <path class="cx-curve-before" d={path(spots((s) => before?.emotion[s]), place)} />
      <path class="cx-curve-own" d={curve} />
    </svg>
  );
}
