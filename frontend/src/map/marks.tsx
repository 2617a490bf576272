/** The small signs of a service map; shape and colour together, so that they survive grey printing. */
import { Building2, Hourglass, Smartphone, TriangleAlert, UserRound } from "lucide";
import type { Say } from "../fill";
import { Icon } from "../icons";
import type { Card } from "./data";
import type { PointKind } from "./map";

export const KINDS: readonly PointKind[] = ["pain", "joy", "itch"];

const SHAPES: Record<PointKind, string> = {
  pain: "1,3 15,3 8,15",
  joy: "1,13 15,13 8,1",
  itch: "8,0.5 15.5,8 8,15.5 0.5,8",
};

/** Down-triangle, up-triangle, diamond. Its name stands beside it or on what it is part of. */
export function PointMark({ kind, strength = 2 }: { kind: PointKind; strength?: number }) {
  const size = 10 + 3 * strength;
  return (
    <svg class={`cx-map-mark is-${kind}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <polygon points={SHAPES[kind]} />
    </svg>
  );
}

const TOUCHPOINTS = { physical: Building2, digital: Smartphone, human: UserRound };

export const touchpointIcon = (kind: keyof typeof TOUCHPOINTS) => TOUCHPOINTS[kind];

export function TouchpointMark({ of, say }: { of: NonNullable<Card["touchpoint"]>; say: Say }) {
  return (
    <span class="cx-map-touch" title={say(`touchpoint.${of}`)}>
      <Icon of={TOUCHPOINTS[of]} size={18} name={say(`touchpoint.${of}`)} />
    </span>
  );
}

export function FailMark({ say }: { say: Say }) {
  return (
    <span class="cx-map-flag is-fail">
      <Icon of={TriangleAlert} size={14} />
      {say("fail_short")}
    </span>
  );
}

export function WaitMark({ say }: { say: Say }) {
  return (
    <span class="cx-map-flag is-wait">
      <Icon of={Hourglass} size={14} />
      {say("wait_short")}
    </span>
  );
}
