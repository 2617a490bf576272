/** Steps × lanes, seen as a journey or as a blueprint: what comes in, what goes out. */
export interface MapDefinition {
  view: View;
  /** rate: the steps are fixed and get emotions and points; edit: everything can change. */
  mode: "rate" | "edit";
  variants?: readonly Variant[];
  template?: WireMap;
  /** The room's result, only on a read-only map after the reveal. */
  room?: Room;
}
export interface MapValue {
  maps?: Partial<Record<Variant, WireMap>>;
}
/** Service map v1; what stands at its default may be missing. */
export interface WireMap {
  version?: 1;
  steps?: readonly { id: string; name: string; stage?: string }[];
  cards?: readonly WireCard[];
  links?: readonly { from: string; to: string }[];
  emotion?: Record<string, number>;
  points?: readonly { step: string; kind: PointKind; text?: string; strength?: number }[];
}
export interface WireCard {
  id: string;
  step: string;
  lane: Lane;
  text: string;
  owner?: string;
  minutes?: number | null;
  fail?: boolean;
  wait?: boolean;
  touchpoint?: "physical" | "digital" | "human" | null;
  evidence?: "observed" | "assumed" | "proposed";
}
export interface Room {
  /** Middle half and median of the room's emotions, step by step. */
  steps: Record<string, { low: number; median: number; high: number; n: number }>;
}
export type View = "journey" | "blueprint";
export type Variant = "as_is" | "to_be";
export type Lane = "evidence" | "customer" | "thought" | "frontstage" | "backstage" | "support";
export type PointKind = "pain" | "joy" | "itch";

import { Plus } from "lucide";
import { useRef } from "preact/hooks";
import type { ComponentProps } from "../component";
import { words } from "../fill";
import { Icon } from "../icons";
import { useWidth } from "../moving/layout";
import { undoKey } from "../moving/undo";
import { Editors } from "./editors";
import { Grid } from "./grid";
import { Legend } from "./legend";
import { Pager } from "./pager";
import { RateRows } from "./rate_rows";
import { Toolbar } from "./toolbar";
import { useMap } from "./use_map";

const NARROW = 700;

export function ServiceMap(props: ComponentProps<MapDefinition, MapValue>) {
  const say = words(props.labels);
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const state = useMap(props, say, root);
  const { scene, history } = state;
  const narrow = width > 0 && width < NARROW;
  const { map, editable } = scene;
  const { definition, disabled } = props;

  let body;
  if (map.steps.length === 0) {
    body = (
      <div class="cx-map-blank">
        <p>{say(editable ? "blank" : "blank_locked")}</p>
        {editable && (
          <button type="button" class="cx-button cx-button--main" onClick={() => scene.does.addStep()}>
            <Icon of={Plus} />
            {say("step_first")}
          </button>
        )}
      </div>
    );
  } else if (!narrow) body = <Grid scene={scene} />;
  else if (definition.mode === "rate") body = <RateRows scene={scene} />;
  else body = <Pager scene={scene} current={state.current} onGo={state.go} />;

  return (
    <div
      ref={root}
      class={`cx-map cx-map--${definition.mode}${narrow ? " cx-map--narrow" : ""}${scene.linking === null ? "" : " is-linking"}`}
      data-lm-suppress-shortcuts=""
      tabIndex={-1}
      onKeyDown={(event) => {
        if (disabled) return;
        if (undoKey(event, history, () => state.keepFocus(event.target as Element))) return;
        if (event.key === "Escape" && scene.linking !== null) state.setLinking(null);
      }}
    >
      <Toolbar state={state} definition={definition} disabled={disabled} narrow={narrow} />
      {/* whoever rates must know the signs first; elsewhere they are looked up */}
      {map.steps.length > 0 && definition.mode === "rate" && <Legend scene={scene} />}
      {body}
      {map.steps.length > 0 && definition.mode === "edit" && <Legend scene={scene} />}
      <Editors state={state} root={root} />
      <p class="cx-hidden" id={`${scene.instance}-keys`}>
        {say("keys_card")}
      </p>
      <p class="cx-hidden" id={`${scene.instance}-step-keys`}>
        {say("keys_step")}
      </p>
      <p class="cx-hidden" role="status" aria-live="polite">
        {state.message}
      </p>
    </div>
  );
}

export default ServiceMap;
