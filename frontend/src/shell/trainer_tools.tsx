import { Eye, EyeOff, Lock, LockOpen, RotateCcw, Users } from "lucide";
import { useState } from "preact/hooks";
import type { Carrier, Snapshot } from "../carrier/carrier";
import { Icon } from "../icons";
import { useWords } from "../words";
import { Sure } from "./sure";

interface TrainerToolsProps {
  carrier: Carrier;
  snapshot: Snapshot;
}

/** What the trainer can do about this exercise, right under it. */
export function TrainerTools({ carrier, snapshot }: TrainerToolsProps) {
  const say = useWords("shell");
  const [looking, look] = useState(false);
  const [problem, setProblem] = useState("");
  const { room, people } = snapshot;
  const wish = (action: string, detail: Record<string, unknown>) => {
    carrier.control({ action, ...detail }).then(
      () => setProblem(""),
      (error: Error) => setProblem(say("trainer.failed", { message: error.message })),
    );
  };
  const toggle = () => {
    carrier.preview(!looking);
    look(!looking);
  };
  return (
    <section class="cx-tools" aria-label={say("trainer.title")}>
      <p class="cx-tools-count" role="status">
        <Icon of={Users} />
        {people === null
          ? say("trainer.count", { n: room.count })
          : say("trainer.count_of", { n: room.count, all: people })}
      </p>
      <div class="cx-row">
        <button
          type="button"
          class={`cx-button ${room.revealed ? "" : "cx-button--main"}`}
          onClick={() => wish("reveal", { revealed: !room.revealed })}
        >
          <Icon of={room.revealed ? EyeOff : Eye} />
          {say(room.revealed ? "trainer.hide" : "trainer.reveal")}
        </button>
        <button type="button" class="cx-button" onClick={() => wish("lock", { locked: room.open })}>
          <Icon of={room.open ? Lock : LockOpen} />
          {say(room.open ? "trainer.lock" : "trainer.open")}
        </button>
        <Sure
          icon={RotateCcw}
          words={say("trainer.round", { round: room.round + 1 })}
          question={say("trainer.round_sure", { round: room.round + 1 })}
          onYes={() => wish("round", { round: room.round + 1 })}
        />
        {room.revealed ? null : (
          <button type="button" class="cx-button" aria-expanded={looking} onClick={toggle}>
            {say(looking ? "trainer.preview_close" : "trainer.preview")}
          </button>
        )}
      </div>
      {problem ? (
        <p class="cx-error" role="alert">
          {problem}
        </p>
      ) : null}
    </section>
  );
}
