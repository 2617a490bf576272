import { levelName, levelVariable } from "../map/levels";

/** The feeling a card carries, if its hint ends in a level such as "−2" or "+3". */
export function valenceOf(hint: string | undefined): number | null {
  const found = hint?.match(/([+\-\u2212]?)([0-3])\s*$/);
  if (!found) return null;
  const size = Number(found[2]);
  return found[1] === "-" || found[1] === "\u2212" ? -size : size;
}

export function Valence({ level, name }: { level: number; name: string }) {
  return (
    <span class="cx-level-chip" style={`--level: var(${levelVariable(level)})`} data-level={level} title={name}>
      <span aria-hidden="true">{levelName(level)}</span>
      <span class="cx-hidden">{name}</span>
    </span>
  );
}
