/** The state of one map on the page, and everything a gesture can do to it. */
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { ComponentProps } from "../component";
import type { Say } from "../fill";
import { type History, alike, useHistory } from "../moving/history";
import { useInstance } from "../moving/instance";
import { useRefocus } from "../moving/refocus";
import { type MapData, cardsIn, mapOf, withMap } from "./data";
import * as edits from "./edits";
import { cardTarget } from "./keys";
import type { MapDefinition, MapValue, Variant, View } from "./map";
import type { Does, Scene } from "./scene";

export type Opened = { kind: "card" | "step"; id: string } | { kind: "point"; index: number };

export interface MapState {
  scene: Scene;
  history: History<MapValue>;
  variant: Variant;
  setView(view: View): void;
  setVariant(variant: Variant): void;
  setLinking(from: string | null): void;
  opened: Opened | null;
  close(): void;
  /** Keep the focus on the card or step that an element belongs to, through the next drawing. */
  keepFocus(of: Element): void;
  /** The newest map on show, also between two drawings. */
  now(): MapData;
  /** What gathers the changes made while one panel is open into one step of undo. */
  gesture: string;
  /** Forget what the open panel changed; false if something else happened since. */
  abandon(): boolean;
  /** Change the map on show; `key` gathers changes into one step of undo. */
  commit(next: MapData, key?: string): void;
  announce(message: string): void;
  /** The step that the narrow layout shows. */
  current: string;
  go(step: string): void;
  message: string;
}

export function useMap(
  { definition, value, disabled, onChange }: ComponentProps<MapDefinition, MapValue>,
  say: Say,
  root: RefObject<HTMLElement | null>,
): MapState {
  const instance = useInstance("map");
  const plain = useHistory(value ?? {}, onChange);
  const [view, setView] = useState<View>(definition.view);
  const [variant, showVariant] = useState<Variant>(definition.variants?.[0] ?? "as_is");
  const [linking, setLinking] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const panels = useRef(0);
  const [current, go] = useState("");
  const [message, announce] = useState("");
  const refocus = useRefocus(root);
  const focusOn = (what: "node" | "step", id: string) => refocus(`[data-${what}="${id}"] [role="button"]`);

  const editable = !disabled && definition.mode === "edit";
  const now = () => mapOf(definition, plain.value, variant);
  const commit = (next: MapData, key?: string) => {
    if (next !== now()) plain.commit(withMap(plain.value, variant, next), key && `${variant}:${key}`);
  };
  const open = (what: Opened) => {
    panels.current += 1;
    setOpened(what);
    return `panel:${panels.current}`;
  };
  const nameOf = (card: string) => now().cards.find((c) => c.id === card)?.text || say("no_text");

  /** Undo what is elsewhere, and show it. */
  const travel = (how: "undo" | "redo") => () => {
    const before = plain.value;
    plain[how]();
    const after = plain.value;
    const changed = (definition.variants ?? []).find(
      (v) => !alike(mapOf(definition, before, v), mapOf(definition, after, v)),
    );
    if (changed) showVariant(changed);
    setOpened(null);
    announce(say(how === "undo" ? "undone" : "redone"));
  };
  const history: History<MapValue> = {
    ...plain,
    get value() {
      return plain.value;
    },
    undo: travel("undo"),
    redo: travel("redo"),
  };

  const setVariant = (next: Variant) => {
    showVariant(next);
    setLinking(null);
    if (next !== "to_be" || disabled || plain.value.maps?.to_be) return;
    plain.replace(withMap(plain.value, "to_be", mapOf(definition, plain.value, "to_be")));
  };

  const does: Does = {
    openStep: (id) => void open({ kind: "step", id }),
    openPoint: (index) => void open({ kind: "point", index }),
    openCard: (id) => {
      if (linking === null) open({ kind: "card", id });
      else if (linking === "" || linking === id) setLinking(linking === id ? "" : id);
      else {
        const next = edits.toggleLink(now(), linking, id);
        const key = next.links.length > now().links.length ? "link_made" : "link_gone";
        announce(say(key, { from: nameOf(linking), to: nameOf(id) }));
        commit(next);
        setLinking("");
      }
    },
    addStep: (after) => {
      const [next, id] = edits.addStep(now(), say("step_n", { n: now().steps.length + 1 }), after);
      commit(next, open({ kind: "step", id }));
      go(id);
    },
    addCard: (step, lane) => {
      const [next, id] = edits.addCard(now(), step, lane, variant === "to_be" ? "proposed" : "assumed");
      commit(next, open({ kind: "card", id }));
    },
    addPoint: (step, kind) => {
      const [next, index] = edits.addPoint(now(), step, kind);
      commit(next, open({ kind: "point", index }));
    },
    moveCard: (id, step, lane, index) => {
      commit(edits.moveCard(now(), id, step, lane, index));
      const name = now().steps.find((s) => s.id === step)?.name ?? "";
      const position = cardsIn(now(), step, lane).findIndex((c) => c.id === id) + 1;
      announce(say("card_moved", { card: nameOf(id), lane: say(`lane.${lane}`), step: name, position }));
      go(step);
    },
    dropCard: (id, step, lane, index) => {
      focusOn("node", id);
      does.moveCard(id, step, lane, index);
    },
    moveStep: (id, index) => {
      commit(edits.moveStep(now(), id, index));
      const at = now().steps.findIndex((s) => s.id === id);
      announce(say("step_moved", { step: now().steps[at]?.name ?? "", n: at + 1, count: now().steps.length }));
    },
    setEmotion: (step, level, key) => commit(edits.setEmotion(now(), step, level), key),
    keyCard: (card, event) => {
      const target = ours(event) ? cardTarget(now(), view, card, event.key) : undefined;
      if (target) {
        focusOn("node", card.id);
        does.moveCard(card.id, target.step, target.lane, target.index);
      } else if (ours(event) && (event.key === "Enter" || event.key === " ")) does.openCard(card.id);
      else if (!ours(event) || target === undefined) return;
      taken(event);
    },
    keyStep: (id, event) => {
      if (!ours(event)) return;
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by) {
        focusOn("step", id);
        does.moveStep(id, now().steps.findIndex((s) => s.id === id) + by);
      } else if (event.key === "Enter" || event.key === " ") does.openStep(id);
      else return;
      taken(event);
    },
  };

  const map = now();
  const scene: Scene = {
    ...{ map, view, say, does, editable, instance },
    before: variant === "to_be" ? mapOf(definition, plain.value, "as_is") : null,
    room: definition.room ?? null,
    rateable: !disabled,
    linking: editable && view === "blueprint" ? linking : null,
    open: opened && opened.kind !== "point" ? opened.id : null,
  };
  return {
    ...{ scene, history, variant, setView, setVariant, setLinking, opened, now, commit, announce, message, current, go },
    gesture: `panel:${panels.current}`,
    abandon: () => plain.abandon(`${variant}:panel:${panels.current}`),
    close: () => setOpened(null),
    keepFocus: (of) => {
      const { node, step } = of.closest<HTMLElement>("[data-node], [data-step]")?.dataset ?? {};
      if (node) focusOn("node", node);
      else if (step) focusOn("step", step);
    },
  };
}

function ours(event: KeyboardEvent): boolean {
  return event.target === event.currentTarget && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function taken(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
