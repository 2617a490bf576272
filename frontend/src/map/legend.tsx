import type { ComponentChildren } from "preact";
import { Icon } from "../icons";
import { KINDS, PointMark, touchpointIcon } from "./marks";
import type { Scene } from "./scene";

/** What the signs of the view mean; only those that can occur in it. */
export function Legend({ scene }: { scene: Scene }) {
  return (
    <ul class="cx-map-legend" aria-label={scene.say("legend")}>
      {scene.view === "journey" ? <JourneySigns scene={scene} /> : null}
      <CardSigns scene={scene} />
    </ul>
  );
}

function JourneySigns({ scene: { say, room, before } }: { scene: Scene }) {
  const counts = Object.values(room?.steps ?? {}).map((s) => s.n);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const n = least === most ? String(least) : `${least}\u2013${most}`;
  return (
    <>
      {KINDS.map((kind) => (
        <Sign key={kind} mark={<PointMark kind={kind} strength={1} />}>
          {say(`point.${kind}`)}
        </Sign>
      ))}
      {(room || before) && <Sign mark={<i class="cx-map-stroke is-own" />}>{say(before ? "curve_to_be" : "curve_own")}</Sign>}
      {before && <Sign mark={<i class="cx-map-stroke is-before" />}>{say("curve_as_is")}</Sign>}
      {counts.length > 0 && (
        <>
          <Sign mark={<i class="cx-map-stroke is-median" />}>{say("curve_median", { n })}</Sign>
          <Sign mark={<i class="cx-map-stroke is-band" />}>{say("curve_band")}</Sign>
        </>
      )}
    </>
  );
}

function CardSigns({ scene: { say, map, view } }: { scene: Scene }) {
  const shown = map.cards.filter((c) => view === "blueprint" || !["frontstage", "backstage", "support"].includes(c.lane));
  const touchpoints = new Set(shown.map((c) => c.touchpoint));
  const statuses = new Set(shown.map((c) => c.evidence));
  return (
    <>
      {(["physical", "digital", "human"] as const)
        .filter((kind) => touchpoints.has(kind))
        .map((kind) => (
          <Sign key={kind} mark={<Icon of={touchpointIcon(kind)} size={16} />}>
            {say(`touchpoint.${kind}`)}
          </Sign>
        ))}
      {statuses.size > 1 &&
        (["observed", "assumed", "proposed"] as const)
          .filter((status) => statuses.has(status))
          .map((status) => (
            <Sign key={status} mark={<i class={`cx-map-status is-${status}`} />}>
              {say(`evidence.${status}`)}
            </Sign>
          ))}
    </>
  );
}

function Sign({ mark, children }: { mark: ComponentChildren; children: ComponentChildren }) {
  return (
    <li>
      <span class="cx-map-sign">{mark}</span>
      {children}
    </li>
  );
}
