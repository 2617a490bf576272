/** Rating on a phone: a row a step, seven levels under the thumb, the curve running down through them. */
import { useRef } from "preact/hooks";
import type { Box } from "../moving/layout";
import { cardsIn } from "./data";
import { TouchpointMark } from "./marks";
import { AddPoint, StepPoints } from "./points";
import { Rating } from "./rating";
import type { Scene } from "./scene";
import { UprightCurve } from "./upright_curve";

const itself = (row: Box) => row;

export function RateRows({ scene }: { scene: Scene }) {
  const { map, say, room, rateable } = scene;
  const box = useRef<HTMLDivElement>(null);
  const spots = map.steps.map(({ id }) => ({ id, level: map.emotion[id] ?? null, room: room?.steps[id] }));
  return (
    <div class="cx-map-rate" ref={box}>
      <UprightCurve root={box} attribute="rated" spots={spots} across={itself} />
      <ol>
        {map.steps.map((step, i) => {
          const cards = cardsIn(map, step.id, "customer");
          const touch = cards.find((c) => c.touchpoint)?.touchpoint;
          const begins = step.stage && step.stage !== map.steps[i - 1]?.stage;
          return (
            <li key={step.id} class="cx-map-rate-row">
              {begins && <p class="cx-map-stage">{step.stage}</p>}
              <div class="cx-map-rate-head">
                <span class="cx-map-number">{i + 1}</span>
                <h4>
                  {step.name} {touch && <TouchpointMark of={touch} say={say} />}
                </h4>
                {rateable && <AddPoint step={step.id} scene={scene} />}
              </div>
              {cards.length > 0 && <p class="cx-hint cx-map-rate-words">{cards.map((c) => c.text).join(say("and"))}</p>}
              <Rating step={step.id} scene={scene} />
              <StepPoints step={step.id} scene={scene} add={false} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
