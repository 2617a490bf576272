import { Spline } from "lucide";
import { Icon } from "../icons";
import { UndoButtons } from "../moving/undo";
import type { MapDefinition, Variant, View } from "./map";
import type { MapState } from "./use_map";

const VIEWS: readonly View[] = ["journey", "blueprint"];

interface Props {
  state: MapState;
  definition: MapDefinition;
  disabled: boolean;
  narrow: boolean;
}

/** Which view, which variant; then the modes and the way back. */
export function Toolbar({ state, definition, disabled, narrow }: Props) {
  const { scene, variant, history } = state;
  const { say, view, editable, linking } = scene;
  const variants: readonly Variant[] = definition.variants ?? ["as_is"];
  const hint =
    linking === null ? null : say(linking === "" ? "link_ask_from" : "link_ask_to", { card: cardName(state, linking) });
  return (
    <div class="cx-map-bar">
      {definition.mode === "edit" && (
        <Switch label={say("view.title")} of={VIEWS} at={view} nameOf={(v) => say(`view.${v}`)} onGo={state.setView} />
      )}
      {definition.mode === "rate" && scene.rateable && <p class="cx-hint">{say(narrow ? "rate_rows" : "rate_grid")}</p>}
      {variants.length > 1 && (
        <Switch label={say("variant.title")} of={variants} at={variant} nameOf={(v) => say(`variant.${v}`)} onGo={state.setVariant} />
      )}
      <span class="cx-map-bar-end cx-noprint">
        {editable && view === "blueprint" && scene.map.cards.length > 1 && (
          <button
            type="button"
            class="cx-button"
            aria-pressed={linking !== null}
            onClick={() => state.setLinking(linking === null ? "" : null)}
          >
            <Icon of={Spline} size={18} />
            {say("link_mode")}
          </button>
        )}
        {!disabled && <UndoButtons history={history} say={say} />}
      </span>
      {hint && (
        <p class="cx-map-ask" role="status">
          {hint}
        </p>
      )}
    </div>
  );
}

function cardName({ scene }: MapState, id: string): string {
  return scene.map.cards.find((c) => c.id === id)?.text || scene.say("no_text");
}

interface SwitchProps<T> {
  label: string;
  of: readonly T[];
  at: T;
  nameOf(one: T): string;
  onGo(one: T): void;
}

function Switch<T extends string>({ label, of, at, nameOf, onGo }: SwitchProps<T>) {
  return (
    <div class="cx-map-switch" role="group" aria-label={label}>
      {of.map((one) => (
        <button key={one} type="button" aria-pressed={one === at} onClick={() => onGo(one)}>
          {nameOf(one)}
        </button>
      ))}
    </div>
  );
}
