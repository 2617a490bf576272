import type { IconNode } from "lucide";
import { DoorClosed, Lock, RotateCcw, Unlink, Users } from "lucide";
import type { Snapshot } from "../carrier/carrier";
import { Icon } from "../icons";
import { useWords } from "../words";

function Banner({ icon, words, tone = "" }: { icon: IconNode; words: string; tone?: string }) {
  return (
    <p class={`cx-banner ${tone}`}>
      <Icon of={icon} />
      <span>{words}</span>
    </p>
  );
}

interface BannersProps {
  snapshot: Snapshot;
  onKeep(): void;
}

/** What the class means for this exercise right now. */
export function Banners({ snapshot, onKeep }: BannersProps) {
  const say = useWords("shell");
  const { room, over, carried, role } = snapshot;
  if (over) {
    const icon = over === "ended" ? DoorClosed : Unlink;
    return <Banner icon={icon} words={say(`banner.${over}`)} tone="cx-banner--quiet" />;
  }
  return (
    <>
      {room.round > 1 ? (
        <Banner icon={RotateCcw} words={say("banner.round", { round: room.round })} />
      ) : null}
      {carried && room.open && role === "trainee" ? (
        <p class="cx-banner">
          <span>{say("banner.carried", { round: room.round })}</span>
          <button type="button" class="cx-button" onClick={onKeep}>
            {say("banner.keep")}
          </button>
        </p>
      ) : null}
      {room.open ? null : (
        <Banner icon={Lock} words={say("banner.locked")} tone="cx-banner--quiet" />
      )}
      {room.revealed ? <Banner icon={Users} words={say("banner.revealed")} /> : null}
    </>
  );
}
