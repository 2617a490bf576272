import { X } from "lucide";
import type { Say } from "../fill";
import { Icon } from "../icons";
import { TRAY } from "./arrange";

interface Props {
  card: string;
  zones: readonly string[];
  nameOf(zone: string): string;
  say: Say;
  onPlace(zone: string): void;
  onCancel(): void;
}

/** On a phone: the chosen card and a button a zone, under the thumb wherever the page is scrolled. */
export function Dock({ card, zones, nameOf, say, onPlace, onCancel }: Props) {
  return (
    <div class="cx-board-dock cx-noprint" role="group" aria-label={say("put_in")}>
      <p class="cx-board-docked">
        <span>{card}</span>
        <button type="button" class="cx-button cx-button--quiet cx-button--icon" aria-label={say("cancel")} onClick={onCancel}>
          <Icon of={X} />
        </button>
      </p>
      <div class="cx-board-ways">
        {zones.map((zone) => (
          <button
            key={zone}
            type="button"
            class={`cx-button${zone === TRAY ? " cx-button--quiet" : ""}`}
            onClick={() => onPlace(zone)}
          >
            {zone === TRAY ? say("put_back") : nameOf(zone)}
          </button>
        ))}
      </div>
    </div>
  );
}
