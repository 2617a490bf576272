/** The service map as the components hold it: everything present, nothing at its default left out. */
import type { Lane, MapDefinition, MapValue, PointKind, Variant, WireMap } from "./map";

export interface Step {
  id: string;
  name: string;
  stage: string;
}

export interface Card {
  id: string;
  step: string;
  lane: Lane;
  text: string;
  owner: string;
  minutes: number | null;
  fail: boolean;
  wait: boolean;
  touchpoint: "physical" | "digital" | "human" | null;
  evidence: "observed" | "assumed" | "proposed";
}

export interface Link {
  from: string;
  to: string;
}

export interface Point {
  step: string;
  kind: PointKind;
  text: string;
  strength: number;
}

export interface MapData {
  version: 1;
  steps: readonly Step[];
  cards: readonly Card[];
  links: readonly Link[];
  emotion: Readonly<Record<string, number>>;
  points: readonly Point[];
}

/** Fill in what the wire leaves out. */
export function read(wire: WireMap | undefined): MapData {
  return {
    version: 1,
    steps: (wire?.steps ?? []).map((s) => ({ stage: "", ...s })),
    cards: (wire?.cards ?? []).map((c) => ({
      ...{ owner: "", minutes: null, fail: false, wait: false },
      ...{ touchpoint: null, evidence: "observed" as const },
      ...c,
    })),
    links: wire?.links ?? [],
    emotion: wire?.emotion ?? {},
    points: (wire?.points ?? []).map((p) => ({ text: "", strength: 2, ...p })),
  };
}

/** The map of a variant: the answer's, else for to-be a copy of as-is, else the template. */
export function mapOf(definition: MapDefinition, value: MapValue, variant: Variant): MapData {
  const own = value.maps?.[variant];
  if (own) return read(own);
  if (variant === "to_be") return mapOf(definition, value, "as_is");
  const start = read(definition.template);
  // whoever rates starts from nothing: an example's feelings would colour their own
  return definition.mode === "rate" ? { ...start, emotion: {}, points: [] } : start;
}

export function withMap(value: MapValue, variant: Variant, map: MapData): MapValue {
  return { ...value, maps: { ...value.maps, [variant]: map } };
}

export function cardsIn(map: MapData, step: string, lane: Lane): readonly Card[] {
  return map.cards.filter((c) => c.step === step && c.lane === lane);
}
