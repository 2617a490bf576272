import { Link2 } from "lucide";
import { Icon } from "../icons";
import type { Card } from "./data";
import { FailMark, TouchpointMark, WaitMark } from "./marks";
import type { Scene } from "./scene";

/** One card of a map: read, or a button that opens its editor and takes the arrow keys. */
export function MapCard({ card, scene }: { card: Card; scene: Scene }) {
  const { say, editable, linking, open, does, instance, map } = scene;
  const linked = map.links.some((l) => l.from === card.id || l.to === card.id);
  const classes = ["cx-map-card", `is-${card.evidence}`, (open === card.id || linking === card.id) && "is-chosen"];
  const where = say("where", {
    lane: say(`lane.${card.lane}`),
    step: map.steps.find((s) => s.id === card.step)?.name ?? "",
  });
  const face = <CardFace card={card} scene={scene} linked={linked} />;
  const button = {
    role: "button" as const,
    tabIndex: 0,
    "aria-pressed": linking === null ? undefined : linking === card.id,
    "aria-describedby": `${instance}-keys`,
    onClick: () => does.openCard(card.id),
    onKeyDown: (event: KeyboardEvent) => does.keyCard(card, event),
  };
  return (
    <li class={classes.filter(Boolean).join(" ")} data-card={card.id} data-node={card.id}>
      <div class="cx-map-face" {...(editable ? button : {})}>
        {face}
        <span class="cx-hidden">{where}</span>
      </div>
    </li>
  );
}

function CardFace({ card, scene: { say, view }, linked }: { card: Card; scene: Scene; linked: boolean }) {
  const { owner, minutes, touchpoint, fail, wait } = card;
  const shown = owner || minutes !== null || touchpoint || fail || wait || linked;
  return (
    <>
      <span class="cx-map-words">{card.text || say("no_text")}</span>
      {shown && (
        <span class="cx-map-details">
          {touchpoint && <TouchpointMark of={touchpoint} say={say} />}
          {owner && <span>{owner}</span>}
          {minutes !== null && <span class="cx-map-minutes">{say("minutes_short", { n: minutes })}</span>}
          {fail && <FailMark say={say} />}
          {wait && <WaitMark say={say} />}
          {linked && view === "blueprint" && (
            <span class="cx-map-linked">
              <Icon of={Link2} size={14} name={say("linked")} />
            </span>
          )}
        </span>
      )}
      <span class="cx-hidden">{say(`evidence.${card.evidence}`)}</span>
    </>
  );
}
