import type { RefObject } from "preact";
import { useBoxes } from "../moving/layout";
import { route } from "./route";
import type { Scene } from "./scene";

/** The links of a map, drawn behind its cards and drawn again whenever the layout changes. */
export function LinkLines({ sheet, scene }: { sheet: RefObject<HTMLElement | null>; scene: Scene }) {
  const boxes = useBoxes(sheet, "node");
  const { links } = scene.map;
  const busy = scene.linking || scene.open;
  return (
    <svg class="cx-map-links" aria-hidden="true">
      {links.map(({ from, to }, i) => {
        const [start, stop] = [boxes.get(from), boxes.get(to)];
        if (!start || !stop || start.width === 0 || stop.width === 0) return null;
        const others = [...boxes].flatMap(([id, box]) => (id === from || id === to ? [] : [box]));
        const { d, head } = route(start, stop, others, SHIFTS[i % SHIFTS.length]);
        return (
          <g key={`${from} ${to}`} class={busy === from || busy === to ? "is-active" : undefined}>
            <path d={d} />
            <polygon points={head} />
          </g>
        );
      })}
    </svg>
  );
}

/** Links that share a gutter run beside each other. */
const SHIFTS = [0, 4, -4] as const;
