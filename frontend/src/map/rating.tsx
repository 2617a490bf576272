import { useRef } from "preact/hooks";
import { afterKey } from "./emotion_pad";
import { LEVELS, levelName, levelVariable } from "./levels";
import type { Scene } from "./scene";

/** Seven levels in a row, one of them chosen: how a step feels, for a thumb. */
export function Rating({ step, scene }: { step: string; scene: Scene }) {
  const { map, say, does, rateable } = scene;
  const group = useRef<HTMLDivElement>(null);
  const level = map.emotion[step] ?? null;
  const nearest = level === null ? null : Math.round(level);
  const name = map.steps.find((s) => s.id === step)?.name ?? "";

  if (!rateable) {
    const said = level === null ? say("not_rated") : levelName(level);
    return (
      <div class="cx-map-rating" data-rated={step} role="img" aria-label={say("emotion_said", { step: name, level: said })}>
        {LEVELS.map((l) => (
          <span key={l} class={`cx-map-level${l === nearest ? " is-on" : ""}`} style={`--level: var(${levelVariable(l)})`} data-level={l}>
            {levelName(l)}
          </span>
        ))}
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // in a row of radio buttons up means back, as left does
    const key = { ArrowUp: "ArrowLeft", ArrowDown: "ArrowRight" }[event.key] ?? event.key;
    const next = afterKey(key, level);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    does.setEmotion(step, next, `emotion:${step}`);
    group.current?.querySelector<HTMLElement>(`[data-level="${next ?? 0}"]`)?.focus();
  };
  return (
    <div ref={group} class="cx-map-rating" data-rated={step} role="radiogroup" aria-label={say("emotion_of", { step: name })} onKeyDown={onKeyDown}>
      {LEVELS.map((l) => (
        <button
          key={l}
          type="button"
          role="radio"
          aria-checked={l === nearest}
          tabIndex={l === (nearest ?? 0) ? 0 : -1}
          class={`cx-map-level${l === nearest ? " is-on" : ""}`}
          style={`--level: var(${levelVariable(l)})`}
          data-level={l}
          onClick={() => does.setEmotion(step, l)}
        >
          {levelName(l)}
        </button>
      ))}
    </div>
  );
}
