import { Check, CircleAlert, CloudOff, LoaderCircle, Lock, PencilLine } from "lucide";
import type { Snapshot } from "../carrier/carrier";
import { Icon } from "../icons";
import { useWords } from "../words";

const ICONS = {
  idle: PencilLine,
  saving: LoaderCircle,
  saved: Check,
  kept: CloudOff,
  locked: Lock,
  error: CircleAlert,
};

interface SaveLineProps {
  snapshot: Snapshot;
  onRetry(): void;
}

function wording({ status: { state }, durable, role }: Snapshot): string {
  if (state === "kept" && !durable) return "kept_open";
  return state === "saved" && role === "trainer" ? "trainer" : state;
}

/** Where the answer is: on its way, stored, kept on this device. Read out when it changes. */
export function SaveLine({ snapshot, onRetry }: SaveLineProps) {
  const say = useWords("shell");
  const { role } = snapshot;
  const { state, message } = snapshot.status;
  const words =
    state === "error"
      ? message || say("status.unanswered")
      : message || say(`status.${wording(snapshot)}`);
  const again = state === "kept" || (state === "error" && (role === "alone" || !message));
  return (
    <div class={`cx-save cx-save--${state}`}>
      <p class="cx-save-words" role="status" aria-live="polite">
        <Icon of={ICONS[state]} size={18} />
        <span>
          {words}
          {state === "error" && message ? <span class="cx-hint"> {say("status.not_lost")}</span> : null}
        </span>
      </p>
      {again ? (
        <button type="button" class="cx-button cx-button--quiet" onClick={onRetry}>
          {say("retry")}
        </button>
      ) : null}
    </div>
  );
}
