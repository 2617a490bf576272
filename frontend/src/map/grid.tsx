/** The wide layout: a column a step, a row a lane, lane heads that stay in sight. */
import { Plus } from "lucide";
import { Fragment } from "preact";
import { useRef } from "preact/hooks";
import { Icon } from "../icons";
import { type Drop, DropList } from "../moving/drop_list";
import { Cell } from "./cell";
import type { Step } from "./data";
import { EmotionPad, ROW } from "./emotion_pad";
import { rowsOf } from "./lanes";
import { HIGH, LEVELS, LOW, levelName, levelVariable } from "./levels";
import { LinkLines } from "./links";
import { StepPoints } from "./points";
import type { Scene } from "./scene";

export function Grid({ scene }: { scene: Scene }) {
  const { map, view, say, editable } = scene;
  const sheet = useRef<HTMLDivElement>(null);
  const stages = stagesOf(map.steps);
  return (
    <div class="cx-map-scroll" role="region" aria-label={say(`view.${view}`)} tabIndex={0}>
      <div
        ref={sheet}
        class={`cx-map-sheet${editable ? " is-editable" : ""}`}
        style={`--steps: ${map.steps.length}`}
      >
        {view === "blueprint" && <LinkLines sheet={sheet} scene={scene} />}
        {stages.length > 0 && (
          <div class="cx-map-row cx-map-stages">
            <div class="cx-map-lane-head" />
            {stages.map((stage) => (
              <div key={stage.from} class="cx-map-stage" style={`grid-column: ${stage.from + 2} / span ${stage.count}`}>
                {stage.name}
              </div>
            ))}
          </div>
        )}
        <Heads scene={scene} />
        {rowsOf(view).map(({ lane, line }) => (
          <Fragment key={lane}>
            {line && (
              <div class={`cx-map-line is-${line}`}>
                <span>{say(`line.${line}`)}</span>
              </div>
            )}
            <div class={`cx-map-row cx-map-lane is-${lane}`}>
              <div class="cx-map-lane-head">{say(`lane.${lane}`)}</div>
              {map.steps.map((step) => (
                <Cell key={step.id} step={step} lane={lane} scene={scene} />
              ))}
            </div>
          </Fragment>
        ))}
        {view === "journey" && <Feelings scene={scene} />}
      </div>
    </div>
  );
}

function Heads({ scene }: { scene: Scene }) {
  const { map, say, does, editable, instance, open } = scene;
  return (
    <div class="cx-map-row cx-map-heads">
      <div class="cx-map-lane-head">{say("step")}</div>
      <DropList
        class="cx-map-head-list"
        place="steps"
        group={`${instance}-steps`}
        active={editable}
        label={say("steps")}
        onDrop={(drop: Drop) => does.moveStep(drop.card, drop.index)}
      >
        {map.steps.map((step, i) => {
          const button = {
            role: "button" as const,
            tabIndex: 0,
            "aria-describedby": `${instance}-step-keys`,
            onClick: () => does.openStep(step.id),
            onKeyDown: (event: KeyboardEvent) => does.keyStep(step.id, event),
          };
          return (
            <li key={step.id} data-card={step.id} data-step={step.id}>
              <div class={`cx-map-head${open === step.id ? " is-chosen" : ""}`} {...(editable ? button : {})}>
                <span class="cx-map-number">{i + 1}</span>
                <span class="cx-map-words">{step.name}</span>
              </div>
            </li>
          );
        })}
      </DropList>
      {editable && (
        <button
          type="button"
          class="cx-button cx-button--quiet cx-button--icon cx-map-add-step cx-noprint"
          aria-label={say("step_add")}
          title={say("step_add")}
          onClick={() => does.addStep()}
        >
          <Icon of={Plus} />
        </button>
      )}
    </div>
  );
}

/** Under the lanes of a journey: the curve, then what hurts, pleases and itches. */
function Feelings({ scene }: { scene: Scene }) {
  const { map, say } = scene;
  return (
    <>
      <div class="cx-map-row cx-map-feelings">
        <div class="cx-map-lane-head cx-map-axis">
          {[...LEVELS].reverse().map((level) => (
            <span key={level} style={`height: ${ROW}px; --level: var(${levelVariable(level)})`}>
              {level === HIGH && <small>{say("emotion_high")}</small>}
              {level === 0 && <small>{say("emotion")}</small>}
              {level === LOW && <small>{say("emotion_low")}</small>}
              <b>{levelName(level)}</b>
              <i />
            </span>
          ))}
        </div>
        <div class="cx-map-pad-place">
          <EmotionPad scene={scene} />
        </div>
      </div>
      <div class="cx-map-row cx-map-lane">
        <div class="cx-map-lane-head">{say("point.title")}</div>
        {map.steps.map((step) => (
          <div key={step.id} class="cx-map-cell">
            <StepPoints step={step.id} scene={scene} />
          </div>
        ))}
      </div>
    </>
  );
}

interface Stage {
  name: string;
  from: number;
  count: number;
}

/** Neighbouring steps of one stage, together; none if no step has a stage. */
export function stagesOf(steps: readonly Step[]): Stage[] {
  if (steps.every((s) => !s.stage)) return [];
  const stages: Stage[] = [];
  steps.forEach((step, i) => {
    const last = stages[stages.length - 1];
    if (last?.name === step.stage) last.count += 1;
    else stages.push({ name: step.stage, from: i, count: 1 });
  });
  return stages;
}
