import type { Snapshot } from "../carrier/carrier";
import type { Load } from "../model";
import { PanelView } from "../panel/panel";
import { useWords } from "../words";

interface ResultsProps {
  snapshot: Snapshot;
  load: Load;
  onRetry(): void;
}

/** One's own feedback, and after the reveal one's answer against the room. */
export function Results({ snapshot, load, onRetry }: ResultsProps) {
  const say = useWords("shell");
  const { panels, fetching, room } = snapshot;
  const state =
    fetching === "loading" && !panels.own && !panels.room ? (
      <p class="cx-hint" role="status">
        {say("results.loading")}
      </p>
    ) : fetching === "error" ? (
      <div class="cx-row" role="status">
        <span class="cx-error">{say("results.error")}</span>
        <button type="button" class="cx-button cx-button--quiet" onClick={onRetry}>
          {say("retry")}
        </button>
      </div>
    ) : null;
  if (!state && !panels.own && !panels.room) return null;
  return (
    <div class="cx-results">
      {state}
      {panels.own ? (
        <section class="cx-result">
          <h4>{say("results.own")}</h4>
          <PanelView panel={panels.own} load={load} />
        </section>
      ) : null}
      {panels.room ? (
        <section class="cx-result">
          <h4>{say(room.revealed ? "results.room" : "results.preview")}</h4>
          <PanelView panel={panels.room} load={load} />
        </section>
      ) : null}
    </div>
  );
}
