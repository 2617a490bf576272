import { ArrowDownToDot, CircleCheck, ChevronLeft, ChevronRight } from "lucide";
import type { Say } from "../fill";
import { Icon } from "../icons";

interface ProgressProps {
  done: number;
  total: number;
  /** The part on the page, where parts are shown one at a time. */
  step: number | undefined;
  steps: number;
  /** Nothing is left to answer on this part: the way on is forward. */
  ready: boolean;
  locked: boolean;
  say: Say;
  onStep(step: number): void;
  onJump(): void;
}

/** How far one has come, at the bottom edge, where a thumb reaches it. */
export function Progress({ done, total, step, steps, ready, locked, say, onStep, onJump }: ProgressProps) {
  const count = say("progress", { done, total });
  return (
    <div class="cx-form-progress cx-noprint">
      <progress max={total} value={done} aria-label={count} />
      <div class="cx-form-tools">
        {step !== undefined && (
          <button type="button" class="cx-button cx-button--icon" aria-label={say("previous")} disabled={step <= 0} onClick={() => onStep(step - 1)}>
            <Icon of={ChevronLeft} />
          </button>
        )}
        {done < total && !locked ? (
          <button type="button" class="cx-button cx-form-jump" onClick={onJump}>
            <span class="cx-form-count">{say("count", { done, total })}</span>
            <span class="cx-form-next"><Icon of={ArrowDownToDot} size={16} /> {say("next_open")}</span>
          </button>
        ) : (
          <p class={done === total ? "cx-form-jump cx-form-jump--done" : "cx-form-jump cx-form-jump--locked"}>
            {done === total && <Icon of={CircleCheck} />} {done === total ? say("all_done") : count}
          </p>
        )}
        {step !== undefined && (
          <button type="button" class={ready ? "cx-button cx-button--icon cx-button--main" : "cx-button cx-button--icon"} aria-label={say("next")} disabled={step >= steps - 1} onClick={() => onStep(step + 1)}>
            <Icon of={ChevronRight} />
          </button>
        )}
      </div>
    </div>
  );
}
