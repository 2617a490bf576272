import { ArrowLeft, ArrowRight, Plus, Trash2 } from "lucide";
import { Icon } from "../icons";
import type { Step } from "./data";
import { TextField } from "./fields";
import type { Scene } from "./scene";

export interface StepEdits {
  change(change: Partial<Omit<Step, "id">>): void;
  move(index: number): void;
  insertAfter(): void;
  remove(): void;
  close(): void;
}

export function StepEditor({ step, scene: { say, map }, edits }: { step: Step; scene: Scene; edits: StepEdits }) {
  const at = map.steps.findIndex((s) => s.id === step.id);
  const last = map.steps.length - 1;
  return (
    <>
      <TextField first whole max={120} label={say("step_name")} value={step.name} onInput={(name) => edits.change({ name })} onEnter={edits.close} />
      <TextField max={120} label={say("stage")} value={step.stage} onInput={(stage) => edits.change({ stage })} onEnter={edits.close} />
      <div class="cx-map-choices">
        <button type="button" class="cx-map-choice" aria-disabled={at <= 0} onClick={() => edits.move(at - 1)}>
          <Icon of={ArrowLeft} size={18} />
          {say("step_earlier")}
        </button>
        <button type="button" class="cx-map-choice" aria-disabled={at >= last} onClick={() => at < last && edits.move(at + 1)}>
          <Icon of={ArrowRight} size={18} />
          {say("step_later")}
        </button>
        <button type="button" class="cx-map-choice" onClick={edits.insertAfter}>
          <Icon of={Plus} size={18} />
          {say("step_after")}
        </button>
      </div>
      <footer class="cx-map-panel-foot">
        <button type="button" class="cx-button cx-button--danger" onClick={edits.remove}>
          <Icon of={Trash2} size={18} />
          {say("step_delete")}
        </button>
        <button type="button" class="cx-button cx-button--main" onClick={edits.close}>
          {say("done")}
        </button>
      </footer>
    </>
  );
}
