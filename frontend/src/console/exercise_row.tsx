import { ChartColumn, Eye, EyeOff, List, Lock, LockOpen, RotateCcw } from "lucide";
import { useState } from "preact/hooks";
import type { ClassLink } from "../class/link";
import { Icon } from "../icons";
import type { Load } from "../model";
import { PanelView } from "../panel/panel";
import { Sure } from "../shell/sure";
import { useRead } from "../use_read";
import type { Panels } from "../wire";
import { useWords } from "../words";
import { Answers } from "./answers";
import type { Wish } from "./console";

interface ExerciseRowProps {
  link: ClassLink;
  exercise: { id: string; title: string };
  people: number;
  wish: Wish;
  load: Load;
}

type Shown = "nothing" | "answers" | "result";

/** One exercise on the trainer's desk: how many answered, and what to do about it. */
export function ExerciseRow({ link, exercise: { id, title }, people, wish, load }: ExerciseRowProps) {
  const say = useWords("console");
  const [shown, show] = useState<Shown>("nothing");
  const state = link.state.exercises[id];
  if (!state) return null;
  const { count, round, revealed, version } = state;
  const locked = state.state === "locked";
  const toggle = (what: Shown) => show(shown === what ? "nothing" : what);
  const next = round + 1;
  return (
    <article class="cx-task-row" aria-label={title}>
      <div class="cx-task-head">
        <h4>{title}</h4>
        <span class="cx-count" role="status">
          {say("exercise.count_of", { n: count, all: people })}
        </span>
        <span class="cx-marks">
          {round > 1 ? <span class="cx-mark">{say("exercise.round", { round })}</span> : null}
          {locked ? <span class="cx-mark">{say("exercise.locked")}</span> : null}
          {revealed ? <span class="cx-mark cx-mark--on">{say("exercise.revealed")}</span> : null}
        </span>
      </div>
      {people ? <progress class="cx-progress" value={count} max={people} aria-label={say("exercise.progress", { title })} /> : null}
      <div class="cx-row">
        <button type="button" class="cx-button" onClick={() => void wish("lock", { exercise: id, locked: !locked })}>
          <Icon of={locked ? LockOpen : Lock} size={18} />
          {say(locked ? "exercise.open" : "exercise.lock")}
        </button>
        <button type="button" class="cx-button" aria-expanded={shown === "answers"} onClick={() => toggle("answers")}>
          <Icon of={List} size={18} />
          {say("exercise.answers")}
        </button>
        <button type="button" class="cx-button" aria-expanded={shown === "result"} onClick={() => toggle("result")}>
          <Icon of={ChartColumn} size={18} />
          {say("exercise.result")}
        </button>
        <button
          type="button"
          class={`cx-button ${revealed ? "" : "cx-button--main"}`}
          onClick={() => void wish("reveal", { exercise: id, revealed: !revealed })}
        >
          <Icon of={revealed ? EyeOff : Eye} size={18} />
          {say(revealed ? "exercise.hide" : "exercise.reveal")}
        </button>
        <Sure
          icon={RotateCcw}
          words={say("exercise.next_round", { round: next })}
          question={say("exercise.next_round_sure", { round: next })}
          onYes={() => void wish("round", { exercise: id, round: next })}
        />
      </div>
      {shown === "answers" ? <Answers link={link} exercise={id} round={round} version={version} /> : null}
      {shown === "result" ? <Result link={link} exercise={id} version={version} load={load} /> : null}
    </article>
  );
}

interface ResultProps {
  link: ClassLink;
  exercise: string;
  version: number;
  load: Load;
}

/** The room's result, before and after each round, for the trainer's eyes first. */
function Result({ link, exercise, version, load }: ResultProps) {
  const say = useWords("console");
  const { data, error, again } = useRead<Panels>(link, `panel/${exercise}`, version);
  if (data?.room) return <PanelView panel={data.room} load={load} />;
  if (!error) return <p class="cx-hint">{say("loading")}</p>;
  return (
    <div class="cx-row">
      <p class="cx-error">{say("failed", { message: error })}</p>
      <button type="button" class="cx-button" onClick={again}>
        {say("retry")}
      </button>
    </div>
  );
}
