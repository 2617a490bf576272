import { Hourglass } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../icons";
import { Choices } from "./choice";
import type { Vote } from "./form";
import type { KindProps } from "./question";

/** A vote for what the room wrote; before the trainer reveals it there is nothing to vote for. */
export function VoteQuestion({ question, answer = [], head, disabled, say, give }: KindProps<Vote, string[]>) {
  const [refused, setRefused] = useState(0); // one vote too many
  const full = refused > 0;
  const choices = question.choice ?? [];
  if (choices.length === 0) {
    return (
      <div class="cx-form-vote">
        <p class="cx-form-head">{head}</p>
        <p class="cx-form-empty"><Icon of={Hourglass} /> {say("vote.empty")}</p>
      </div>
    );
  }
  // A text may have been withdrawn since it was voted for; such a vote is free again.
  const picked = answer.filter((id) => choices.some((choice) => choice.id === id));
  const pick = (id: string | undefined) => {
    if (id === undefined || question.pick === 1) return give(id === undefined ? undefined : [id]);
    const without = picked.filter((other) => other !== id);
    const tooMany = without.length === picked.length && picked.length >= question.pick;
    setRefused(tooMany ? refused + 1 : 0); // every refusal redraws, which unticks the box
    if (tooMany) return;
    const next = without.length === picked.length ? [...picked, id] : without;
    return give(next.length ? next : undefined);
  };
  return (
    <Choices
      kind={question.pick === 1 ? "radio" : "checkbox"}
      legend={<span class="cx-form-head">{head}</span>}
      choices={choices}
      picked={picked}
      disabled={disabled}
      onPick={pick}
    >
      <p class={full ? "cx-form-say cx-form-say--warn" : "cx-form-say"} role="status">
        {say(full ? "vote.full" : "vote.picked", { n: picked.length, pick: question.pick })}
      </p>
    </Choices>
  );
}
