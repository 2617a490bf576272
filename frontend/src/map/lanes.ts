/** Which lanes a view shows, and where the three lines of a blueprint run. */
import type { Lane, View } from "./map";

export type Line = "interaction" | "visibility" | "internal";

export interface LaneRow {
  lane: Lane;
  /** The line drawn above this lane. */
  line?: Line;
}

const BLUEPRINT: readonly LaneRow[] = [
  { lane: "evidence" },
  { lane: "customer" },
  { lane: "frontstage", line: "interaction" },
  { lane: "backstage", line: "visibility" },
  { lane: "support", line: "internal" },
];

const JOURNEY: readonly LaneRow[] = [{ lane: "customer" }, { lane: "thought" }, { lane: "evidence" }];

export function rowsOf(view: View): readonly LaneRow[] {
  return view === "journey" ? JOURNEY : BLUEPRINT;
}
