import { Trash2 } from "lucide";
import { Icon } from "../icons";
import { Choices } from "./choices";
import type { Point } from "./data";
import { TextField } from "./fields";
import { KINDS, PointMark } from "./marks";
import type { Scene } from "./scene";

export interface PointEdits {
  change(change: Partial<Omit<Point, "step">>): void;
  remove(): void;
  close(): void;
}

export function PointEditor({ point, scene: { say }, edits }: { point: Point; scene: Scene; edits: PointEdits }) {
  return (
    <>
      <Choices
        quiet
        label={say("point.title")}
        value={point.kind}
        onChange={(kind) => edits.change({ kind })}
        choices={KINDS.map((kind) => ({ value: kind, label: say(`point.${kind}`), mark: <PointMark kind={kind} /> }))}
      />
      <TextField
        first
        rows={2}
        max={300}
        label={say(`point.${point.kind}_ask`)}
        value={point.text}
        onInput={(text) => edits.change({ text })}
        onEnter={edits.close}
      />
      <Choices
        label={say("strength.title")}
        value={point.strength}
        onChange={(strength) => edits.change({ strength })}
        choices={[1, 2, 3].map((n) => ({
          value: n,
          label: say(`strength.${n}`),
          mark: <PointMark kind={point.kind} strength={n} />,
        }))}
      />
      <footer class="cx-map-panel-foot">
        <button type="button" class="cx-button cx-button--danger" onClick={edits.remove}>
          <Icon of={Trash2} size={18} />
          {say("delete")}
        </button>
        <button type="button" class="cx-button cx-button--main" onClick={edits.close}>
          {say("done")}
        </button>
      </footer>
    </>
  );
}
