import { levelName, levelVariable } from "../map/levels";

/** The feeling a card carries, if its hint ends in a signed level ("+3") or in 0. */
export function valenceOf(hint: string | undefined): number | null {
  const found = hint?.match(/(?:^|[^\d.])(?:([+\-\u2212])([1-3])|0)\s*$/);
  if (!found) return null;
  const size = Number(found[2] ?? 0);
  return found[1] === "+" || size === 0 ? size : -size;
}

export function Valence({ level, name }: { level: number; name: string }) {
  return (
    <span class="cx-level-chip" style={`--level: var(${levelVariable(level)})`} data-level={level} title={name}>
      <span aria-hidden="true">{levelName(level)}</span>
      <span class="cx-hidden">{name}</span>
    </span>
  );
}
