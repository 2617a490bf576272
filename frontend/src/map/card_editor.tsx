import { Trash2, X } from "lucide";
import { Icon } from "../icons";
import { Choices } from "./choices";
import type { Card } from "./data";
import { NumberField, PickField, TextField } from "./fields";
import { rowsOf } from "./lanes";
import type { Lane } from "./map";
import { touchpointIcon } from "./marks";
import type { Scene } from "./scene";

/** What the panel of a card may do besides closing. */
export interface CardEdits {
  change(change: Partial<Omit<Card, "id">>): void;
  move(step: string, lane: Lane): void;
  link(to: string): void;
  unlink(from: string, to: string): void;
  remove(): void;
  close(): void;
}

const TOUCHPOINTS = ["physical", "digital", "human"] as const;
const EVIDENCE = ["observed", "assumed", "proposed"] as const;

export function CardEditor({ card, scene, edits }: { card: Card; scene: Scene; edits: CardEdits }) {
  const { say, map, view } = scene;
  const lanes = rowsOf(view).map((row) => row.lane);
  const toggles = (["fail", "wait"] as const).map((flag) => (
    <button
      key={flag}
      type="button"
      class="cx-map-choice"
      aria-pressed={card[flag]}
      onClick={() => edits.change({ [flag]: !card[flag] })}
    >
      {say(flag)}
    </button>
  ));
  return (
    <>
      <TextField
        first
        rows={2}
        max={300}
        label={say("text")}
        value={card.text}
        onInput={(text) => edits.change({ text })}
        onEnter={edits.close}
      />
      <div class="cx-map-pair">
        <TextField max={120} label={say("owner")} value={card.owner} onInput={(owner) => edits.change({ owner })} onEnter={edits.close} />
        <NumberField most={100000} label={say("minutes")} value={card.minutes} onInput={(minutes) => edits.change({ minutes })} />
      </div>
      <div class="cx-map-field" role="group" aria-label={say("flags")}>
        <span class="cx-map-label" aria-hidden="true">
          {say("flags")}
        </span>
        <div class="cx-map-choices">{toggles}</div>
      </div>
      <Choices
        label={say("touchpoint.title")}
        value={card.touchpoint}
        onChange={(kind) => edits.change({ touchpoint: kind === card.touchpoint ? null : kind })}
        choices={TOUCHPOINTS.map((kind) => ({ value: kind, label: say(`touchpoint.${kind}`), icon: touchpointIcon(kind) }))}
      />
      <Choices
        label={say("evidence.title")}
        value={card.evidence}
        onChange={(evidence) => edits.change({ evidence })}
        choices={EVIDENCE.map((status) => ({
          value: status,
          label: say(`evidence.${status}`),
          mark: <i class={`cx-map-status is-${status}`} />,
        }))}
      />
      <div class="cx-map-pair">
        <PickField
          label={say("step")}
          value={card.step}
          options={map.steps.map((s) => ({ value: s.id, label: s.name }))}
          onPick={(step) => edits.move(step, card.lane)}
        />
        <PickField
          label={say("lane.title")}
          value={card.lane}
          options={lanes.map((lane) => ({ value: lane, label: say(`lane.${lane}`) }))}
          onPick={(lane) => edits.move(card.step, lane as Lane)}
        />
      </div>
      {view === "blueprint" && <Links card={card} scene={scene} edits={edits} />}
      <footer class="cx-map-panel-foot">
        <button type="button" class="cx-button cx-button--danger" onClick={edits.remove}>
          <Icon of={Trash2} size={18} />
          {say("delete")}
        </button>
        <button type="button" class="cx-button cx-button--main" onClick={edits.close}>
          {say("done")}
        </button>
      </footer>
    </>
  );
}

/** The links of a card as a list: what link mode does with two taps, for keyboards and small screens. */
function Links({ card, scene: { say, map }, edits }: { card: Card; scene: Scene; edits: CardEdits }) {
  const nameOf = (id: string) => map.cards.find((c) => c.id === id)?.text || say("no_text");
  const own = map.links.filter((l) => l.from === card.id || l.to === card.id);
  const linked = new Set(own.filter((l) => l.from === card.id).map((l) => l.to));
  const stepOf = new Map(map.steps.map((s) => [s.id, s.name]));
  const free = map.cards.filter((c) => c.id !== card.id && c.lane !== "thought" && !linked.has(c.id));
  return (
    <div class="cx-map-field">
      <span class="cx-map-label">{say("links")}</span>
      <ul class="cx-map-links-list">
        {own.map(({ from, to }) => {
          const other = from === card.id ? to : from;
          const name = say(from === card.id ? "link_to" : "link_from", { card: nameOf(other) });
          return (
            <li key={`${from} ${to}`}>
              <span>{name}</span>
              <button
                type="button"
                class="cx-button cx-button--quiet cx-button--icon"
                aria-label={say("unlink", { card: nameOf(other) })}
                onClick={() => edits.unlink(from, to)}
              >
                <Icon of={X} size={18} />
              </button>
            </li>
          );
        })}
      </ul>
      <select
        class="cx-input"
        aria-label={say("link_new")}
        value=""
        onChange={(event) => {
          const to = event.currentTarget.value;
          event.currentTarget.value = "";
          if (to) edits.link(to);
        }}
      >
        <option value="">{say("link_new")}</option>
        {free.map((c) => (
          <option key={c.id} value={c.id}>
            {say("link_option", { step: stepOf.get(c.step) ?? "", lane: say(`lane.${c.lane}`), card: nameOf(c.id) })}
          </option>
        ))}
      </select>
    </div>
  );
}
