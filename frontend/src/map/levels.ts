/** The seven levels of emotion, their names and their colours. */

export const LOW = -3;
export const HIGH = 3;
export const LEVELS = [-3, -2, -1, 0, 1, 2, 3] as const;

/** The level as a reader sees it, with a real minus sign. */
export function levelName(level: number): string {
  const size = Number(Math.abs(level).toFixed(1));
  if (size === 0) return "0";
  return `${level > 0 ? "+" : "\u2212"}${size}`;
}

/** The CSS variable of a level's colour on the diverging scale. */
export function levelVariable(level: number): string {
  const whole = clampLevel(level);
  return `--cx-emotion-${whole < 0 ? `n${-whole}` : whole}`;
}

/** The nearest of the seven levels. */
export function clampLevel(level: number): number {
  return Math.max(LOW, Math.min(HIGH, Math.round(level))) || 0;
}
