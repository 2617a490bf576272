/**
 * The emotion curve over a row of steps: a column a step, a level every 44 pixels.
 *
 * A point is a slider: drag it, use the arrow keys, or tap the level in its column.
 */
import { useRef, useState } from "preact/hooks";
import { CurvePicture, levelY } from "./curve_picture";
import { HIGH, LEVELS, LOW, clampLevel, levelName, levelVariable } from "./levels";
import { PointMark } from "./marks";
import type { Scene } from "./scene";

export const ROW = 44;

export function EmotionPad({ scene }: { scene: Scene }) {
  const { map } = scene;
  const [draft, setDraft] = useState<{ step: string; level: number } | null>(null);
  const levelOf = (step: string): number | null =>
    draft?.step === step ? draft.level : (map.emotion[step] ?? null);
  return (
    <div class="cx-map-pad" style={`height: ${ROW * LEVELS.length}px`}>
      <CurvePicture scene={scene} levelOf={levelOf} row={ROW} />
      {map.steps.map(({ id }) => (
        <PadColumn key={id} id={id} scene={scene} level={levelOf(id)} onDraft={setDraft} />
      ))}
    </div>
  );
}

interface ColumnProps {
  id: string;
  scene: Scene;
  level: number | null;
  onDraft(draft: { step: string; level: number } | null): void;
}

function PadColumn({ id, scene, level, onDraft }: ColumnProps) {
  const { map, say, does, rateable } = scene;
  const column = useRef<HTMLDivElement>(null);
  const dragging = useRef<number | null>(null);
  const name = map.steps.find((s) => s.id === id)?.name ?? "";
  const points = map.points.filter((p) => p.step === id);
  const said = level === null ? say("not_rated") : levelName(level);

  const levelAt = (clientY: number): number => {
    const { top } = column.current!.getBoundingClientRect();
    return clampLevel(HIGH + 0.5 - (clientY - top) / ROW);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = afterKey(event.key, level);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    does.setEmotion(id, next, `emotion:${id}`);
  };
  const drop = (keep: boolean) => {
    if (keep && dragging.current !== null) does.setEmotion(id, dragging.current);
    dragging.current = null;
    onDraft(null);
  };
  const slider = {
    role: "slider" as const,
    tabIndex: 0,
    "aria-label": say("emotion_of", { step: name }),
    "aria-orientation": "vertical" as const,
    "aria-valuemin": LOW,
    "aria-valuemax": HIGH,
    "aria-valuenow": level ?? 0,
    "aria-valuetext": said,
    onKeyDown,
    onPointerDown: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      dragging.current = level ?? 0;
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragging.current === null) return;
      dragging.current = levelAt(event.clientY);
      onDraft({ step: id, level: dragging.current });
    },
    onPointerUp: () => drop(true),
    onPointerCancel: () => drop(false),
  };
  return (
    <div
      ref={column}
      class={`cx-map-pad-column${rateable ? " is-rateable" : ""}`}
      onClick={(event) => rateable && does.setEmotion(id, levelAt(event.clientY))}
    >
      <div
        class={`cx-map-dot${level === null ? " is-empty" : ""}`}
        style={`top: ${levelY(level ?? 0, ROW)}px; --level: var(${levelVariable(level ?? 0)})`}
        {...(rateable ? slider : {})}
      >
        {!rateable && <span class="cx-hidden">{say("emotion_said", { step: name, level: said })}</span>}
        <i />
        {level !== null && <b aria-hidden="true">{levelName(level)}</b>}
      </div>
      {points.length > 0 && (
        <span class="cx-map-beside" style={`top: ${levelY(level ?? 0, ROW)}px`}>
          {points.map((p, i) => (
            <PointMark key={i} kind={p.kind} strength={p.strength} />
          ))}
        </span>
      )}
    </div>
  );
}

/** The level after a key of a slider: null clears it, undefined is no key of ours. */
export function afterKey(key: string, level: number | null): number | null | undefined {
  const now = level ?? 0;
  if (key === "ArrowUp" || key === "ArrowRight") return clampLevel(Math.floor(now) + 1);
  if (key === "ArrowDown" || key === "ArrowLeft") return clampLevel(Math.ceil(now) - 1);
  if (key === "Home") return LOW;
  if (key === "End") return HIGH;
  if (key === "Delete" || key === "Backspace") return null;
  return undefined;
}
