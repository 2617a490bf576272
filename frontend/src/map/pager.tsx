/** The narrow layout of a map that is edited: one step at a time, and a rail to go along. */
import { ChevronLeft, ChevronRight, Pencil, Plus } from "lucide";
import { Fragment } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../icons";
import { Cell } from "./cell";
import { CurvePicture, levelY } from "./curve_picture";
import { rowsOf } from "./lanes";
import { LEVELS, levelName, levelVariable } from "./levels";
import { StepPoints } from "./points";
import { Rating } from "./rating";
import type { Scene } from "./scene";

interface Props {
  scene: Scene;
  current: string;
  onGo(step: string): void;
}

export function Pager({ scene, current, onGo }: Props) {
  const { map, view, say, does, editable } = scene;
  const at = Math.max(0, map.steps.findIndex((s) => s.id === current));
  const step = map.steps[at]!;
  const turn = (by: number, icon: typeof ChevronLeft, key: string) => {
    const next = map.steps[at + by];
    return (
      <button
        type="button"
        class="cx-button cx-button--icon"
        aria-label={say(key)}
        aria-disabled={!next}
        onClick={() => next && onGo(next.id)}
      >
        <Icon of={icon} />
      </button>
    );
  };
  return (
    <div class="cx-map-pager">
      <Rail scene={scene} current={step.id} onGo={onGo} />
      <section class="cx-map-page" aria-label={step.name}>
        <header class="cx-map-page-head" data-step={step.id}>
          {turn(-1, ChevronLeft, "step_previous")}
          <div>
            <p class="cx-hint">
              {[step.stage, say("step_of", { n: at + 1, count: map.steps.length })].filter(Boolean).join(" · ")}
            </p>
            <h4>{step.name}</h4>
          </div>
          {editable && (
            <button
              type="button"
              class="cx-button cx-button--quiet cx-button--icon"
              aria-label={say("step_edit", { step: step.name })}
              onClick={() => does.openStep(step.id)}
            >
              <Icon of={Pencil} />
            </button>
          )}
          {turn(1, ChevronRight, "step_next")}
        </header>
        {view === "journey" && (
          <div class="cx-map-page-lane">
            <h5>{say("emotion")}</h5>
            <Rating step={step.id} scene={scene} />
            <StepPoints step={step.id} scene={scene} named />
          </div>
        )}
        {rowsOf(view).map(({ lane, line }) => (
          <Fragment key={lane}>
            {line && (
              <div class={`cx-map-line is-${line}`}>
                <span>{say(`line.${line}`)}</span>
              </div>
            )}
            <div class="cx-map-page-lane">
              <h5>{say(`lane.${lane}`)}</h5>
              <Cell step={step} lane={lane} scene={scene} />
            </div>
          </Fragment>
        ))}
      </section>
    </div>
  );
}

const ROW = 11;

function Rail({ scene, current, onGo }: Props) {
  const { map, view, say, does, editable } = scene;
  const rail = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const chip = rail.current?.querySelector<HTMLElement>('[aria-current="step"]');
    // only the rail scrolls: scrollIntoView would take the page along
    if (rail.current && chip) rail.current.scrollLeft = chip.offsetLeft - (rail.current.clientWidth - chip.offsetWidth) / 2;
  }, [current, map.steps.length]);
  const levelOf = (step: string) => map.emotion[step] ?? null;
  return (
    <div class="cx-map-rail" ref={rail} role="group" aria-label={say("steps")}>
      <div class="cx-map-rail-run" style={`--steps: ${map.steps.length}`}>
        {view === "journey" && (
          <div class="cx-map-rail-curve" style={`height: ${ROW * LEVELS.length}px`} aria-hidden="true">
            <CurvePicture scene={scene} levelOf={levelOf} row={ROW} />
            {map.steps.map(({ id }, i) => {
              const level = levelOf(id);
              if (level === null) return null;
              const place = `left: calc(${i + 0.5} * var(--chip)); top: ${levelY(level, ROW)}px`;
              return <i key={id} style={`${place}; --level: var(${levelVariable(level)})`} />;
            })}
          </div>
        )}
        <div class="cx-map-rail-chips">
          {map.steps.map((step, i) => {
            const level = levelOf(step.id);
            return (
              <button
                key={step.id}
                type="button"
                class="cx-map-chip"
                aria-current={step.id === current ? "step" : undefined}
                onClick={() => onGo(step.id)}
              >
                <b aria-hidden="true">{i + 1}</b>
                <span>{step.name}</span>
                {view === "journey" && level !== null && <i class="cx-hidden">{levelName(level)}</i>}
              </button>
            );
          })}
          {editable && (
            <button type="button" class="cx-map-chip is-add" aria-label={say("step_add")} onClick={() => does.addStep()}>
              <Icon of={Plus} />
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
