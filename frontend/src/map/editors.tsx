/** The panel of whatever is open: a card, a step or a point. */
import type { RefObject } from "preact";
import { CardEditor, type CardEdits } from "./card_editor";
import * as edits from "./edits";
import { Panel } from "./panel";
import { PointEditor, type PointEdits } from "./point_editor";
import { StepEditor, type StepEdits } from "./step_editor";
import type { MapState } from "./use_map";

interface Props {
  state: MapState;
  root: RefObject<HTMLElement | null>;
}

export function Editors({ state, root }: Props) {
  const { opened, scene } = state;
  const { map, say } = scene;
  const within = (selector: string) => () => root.current?.querySelector(selector) ?? null;
  if (opened?.kind === "card") {
    const card = map.cards.find((c) => c.id === opened.id);
    if (!card || !scene.editable) return null;
    const mine = cardEdits(state, opened.id);
    return (
      <Panel key={card.id} title={say("card_edit")} closeName={say("close")} anchor={within(`[data-node="${card.id}"]`)} onClose={mine.close}>
        <CardEditor card={card} scene={scene} edits={mine} />
      </Panel>
    );
  }
  if (opened?.kind === "step") {
    const step = map.steps.find((s) => s.id === opened.id);
    if (!step || !scene.editable) return null;
    const mine = stepEdits(state, opened.id);
    return (
      <Panel key={step.id} title={say("step_edit", { step: step.name })} closeName={say("close")} anchor={within(`[data-step="${step.id}"]`)} onClose={mine.close}>
        <StepEditor step={step} scene={scene} edits={mine} />
      </Panel>
    );
  }
  if (opened?.kind === "point") {
    const point = map.points[opened.index];
    if (!point || !scene.rateable) return null;
    const mine = pointEdits(state, opened.index);
    const name = map.steps.find((s) => s.id === point.step)?.name ?? "";
    return (
      <Panel key={opened.index} title={say("point.edit", { step: name })} closeName={say("close")} anchor={within(`[data-point="${opened.index}"]`)} onClose={mine.close}>
        <PointEditor point={point} scene={scene} edits={mine} />
      </Panel>
    );
  }
  return null;
}

function cardEdits(state: MapState, id: string): CardEdits {
  const { scene, now, commit, announce, gesture } = state;
  const { say, does } = scene;
  const textOf = () => now().cards.find((c) => c.id === id)?.text ?? "";
  return {
    change: (change) => commit(edits.changeCard(now(), id, change), gesture),
    move: (step, lane) => does.moveCard(id, step, lane, now().cards.length),
    link: (to) => commit(edits.toggleLink(now(), id, to)),
    unlink: (from, to) => commit(edits.toggleLink(now(), from, to)),
    remove: () => {
      announce(say("deleted", { what: textOf() || say("no_text") }));
      commit(edits.deleteCard(now(), id));
      state.close();
    },
    close: () => {
      // a card nobody wrote on was a slip of the finger
      if (!textOf().trim() && !state.abandon()) commit(edits.deleteCard(now(), id));
      state.close();
    },
  };
}

function stepEdits(state: MapState, id: string): StepEdits {
  const { scene, now, commit, announce, gesture } = state;
  const { say, does } = scene;
  const at = () => now().steps.findIndex((s) => s.id === id);
  const nameOf = () => now().steps[at()]?.name ?? "";
  return {
    change: (change) => commit(edits.changeStep(now(), id, change), gesture),
    move: (index) => does.moveStep(id, index),
    insertAfter: () => does.addStep(id),
    remove: () => {
      const neighbour = now().steps[at() + 1] ?? now().steps[at() - 1];
      announce(say("deleted", { what: nameOf() }));
      commit(edits.deleteStep(now(), id));
      state.go(neighbour?.id ?? "");
      state.close();
    },
    close: () => {
      const named = nameOf().trim() ? now() : edits.changeStep(now(), id, { name: say("step_n", { n: at() + 1 }) });
      commit(named, gesture);
      state.close();
    },
  };
}

function pointEdits(state: MapState, index: number): PointEdits {
  const { scene, now, commit, announce, gesture, close } = state;
  const { say } = scene;
  return {
    change: (change) => commit(edits.changePoint(now(), index, change), gesture),
    remove: () => {
      const point = now().points[index];
      announce(say("deleted", { what: point?.text || say(`point.${point?.kind}`) }));
      commit(edits.deletePoint(now(), index));
      close();
    },
    close,
  };
}
