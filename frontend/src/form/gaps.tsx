import { useMemo } from "preact/hooks";
import type { Say } from "../fill";
import type { FormValue, Rating } from "./form";
import { BESIDE, layout, type Ring } from "./layout";
import type { Part } from "./sections";
import { useInstance } from "../moving/instance";

const WIDEST = 640;
const ASIDE = 372;
const ARC = 2 * Math.PI * 20;

interface GapsProps {
  /** One part of the form a gap, in the order of the gaps. */
  parts: Part[];
  value: FormValue;
  say: Say;
  /** What the form has, in pixels. */
  width: number;
  /** The part that is open, or -1. */
  open: number;
  /** The id of the element in which a part opens. */
  panel: string;
  onOpen(part: number): void;
}

/** The gaps model as a drawing: five rings to press, each opens the questions about its gap. */
export function GapsPicture({ parts, value, say, width, open, panel, onOpen }: GapsProps) {
  const arrow = useInstance("form");
  const room = width < BESIDE ? Math.min(width, WIDEST) : ASIDE;
  const drawing = useMemo(() => layout(room), [room]);
  return (
    <div class="cx-form-gaps" role="group" aria-label={say("gaps.title")} style={place({ width: drawing.width, height: drawing.height })}>
      <svg viewBox={`0 0 ${drawing.width} ${drawing.height}`} width={drawing.width} height={drawing.height} aria-hidden="true">
        <defs>
          <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0L8 4L0 8Z" />
          </marker>
        </defs>
        <line class="cx-form-divide" x1="0" x2={drawing.width} y1={drawing.line} y2={drawing.line} />
        {drawing.flows.map((d) => <path key={d} class="cx-form-flow" d={d} marker-end={`url(#${arrow})`} />)}
        {drawing.gaps.map((d, i) => (
          <path key={d} class={i === open ? "cx-form-gapline cx-form-gapline--open" : "cx-form-gapline"} d={d} />
        ))}
      </svg>
      <span class="cx-form-side" style={place({ bottom: drawing.height - drawing.line + 4 })}>{say("gaps.customer")}</span>
      <span class="cx-form-side" style={place({ top: drawing.line + 4 })}>{say("gaps.company")}</span>
      {drawing.boxes.map(({ key, x, y, w, h }) => (
        <span key={key} class={`cx-form-box cx-form-box--${key}`} style={place({ left: x, top: y, width: w, height: h })}>
          {say(`gaps.${key}`)}
        </span>
      ))}
      {drawing.rings.map((ring) => {
        const part = parts[ring.n - 1];
        return part && (
          <RingButton
            key={ring.n}
            ring={ring}
            part={part}
            value={value}
            say={say}
            open={open === ring.n - 1}
            panel={panel}
            onOpen={() => onOpen(ring.n - 1)}
          />
        );
      })}
    </div>
  );
}

interface RingProps extends Pick<GapsProps, "value" | "say" | "panel"> {
  ring: Ring;
  part: Part;
  open: boolean;
  onOpen(): void;
}

/** A gap's number in a ring; once it is rated, the ring fills and carries the score. */
function RingButton({ ring, part, value, say, open, panel, onOpen }: RingProps) {
  const rating = part.questions.find((question): question is Rating => question.kind === "rating");
  const score = rating && (value[rating.id] as number | undefined);
  const share = rating && score !== undefined ? (score - rating.low) / (rating.high - rating.low) : 0;
  return (
    <button
      type="button"
      class={score === undefined ? "cx-form-ring" : "cx-form-ring cx-form-ring--scored"}
      style={place({ left: ring.x, top: ring.y })}
      aria-expanded={open}
      aria-controls={panel}
      aria-label={rating && score !== undefined ? say("gaps.scored", { ring: part.label, score, high: rating.high }) : part.label}
      onClick={onOpen}
    >
      <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
        <circle class="cx-form-rim" cx="24" cy="24" r="20" />
        {share > 0 && (
          <circle class="cx-form-arc" cx="24" cy="24" r="20" stroke-dasharray={`${share * ARC} ${ARC}`} transform="rotate(-90 24 24)" />
        )}
      </svg>
      <span class="cx-form-gap">{ring.n}</span>
      {score !== undefined && <span class="cx-form-score">{score}</span>}
    </button>
  );
}

/** Pixels as CSS wants them. */
function place(box: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(box).map(([side, pixels]) => [side, `${pixels}px`]));
}
