import type { MapData } from "./data";
import { KINDS, PointMark } from "./marks";
import type { Scene } from "./scene";

interface Props {
  step: string;
  scene: Scene;
  add?: boolean;
  /** Say the kinds beside their signs, where there is room. */
  named?: boolean;
}

/** The pain, joy and itch points of one step: what is marked, and a button a kind to mark one. */
export function StepPoints({ step, scene, add = true, named }: Props) {
  const marked = pointsOf(scene.map, step);
  return (
    <>
      {marked.length > 0 && (
        <ul class="cx-map-points">
          {marked.map(({ index }) => (
            <li key={index}>
              <PointChip index={index} scene={scene} />
            </li>
          ))}
        </ul>
      )}
      {add && scene.rateable && <AddPoint step={step} scene={scene} named={named} />}
    </>
  );
}

export function AddPoint({ step, scene: { map, say, does }, named }: Props) {
  const name = map.steps.find((s) => s.id === step)?.name ?? "";
  return (
    <div class="cx-map-add-points cx-noprint">
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          class="cx-map-add-point"
          aria-label={say("point.add", { kind: say(`point.${kind}`), step: name })}
          title={say(`point.${kind}`)}
          onClick={() => does.addPoint(step, kind)}
        >
          <PointMark kind={kind} />
          {named && <span aria-hidden="true">{say(`point.${kind}`)}</span>}
        </button>
      ))}
    </div>
  );
}

function PointChip({ index, scene: { map, say, does, rateable } }: { index: number; scene: Scene }) {
  const point = map.points[index]!;
  const face = (
    <>
      <PointMark kind={point.kind} strength={point.strength} />
      <span class="cx-hidden">
        {say("point.name", { kind: say(`point.${point.kind}`), strength: say(`strength.${point.strength}`) })}
      </span>
      <span class="cx-map-words">{point.text || say(`point.${point.kind}`)}</span>
    </>
  );
  if (!rateable) return <span class="cx-map-point">{face}</span>;
  return (
    <button type="button" class="cx-map-point" data-point={index} onClick={() => does.openPoint(index)}>
      {face}
    </button>
  );
}

/** A step's points with the index each has in the map, which is its only name. */
export function pointsOf(map: MapData, step: string) {
  return map.points.map((point, index) => ({ point, index })).filter(({ point }) => point.step === step);
}
