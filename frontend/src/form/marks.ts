import type { Marks } from "./form";

/** Marks with one of them set, or taken back; `undefined` when none is left. */
export function withMark(marks: Marks, key: string, mark: number | undefined): Marks | undefined {
  const { [key]: _, ...rest } = marks;
  const next = mark === undefined ? rest : { ...rest, [key]: mark };
  return Object.keys(next).length ? next : undefined;
}

/** The points given so far. */
export function spent(marks: Marks): number {
  return Object.values(marks).reduce<number>((sum, n) => sum + (n ?? 0), 0);
}
