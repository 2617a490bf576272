/** What a typed number may be. */
export interface Range {
  low: number;
  high: number;
  step: number;
}

/** A number as typed: fine, empty, or with the name of what is wrong (a key of `number.*`). */
export type Typed = { value: number | undefined; problem?: undefined } | { value?: undefined; problem: Problem };
export type Problem = "no_number" | "range" | "step" | "too_low" | "too_high";

const OPEN = 1e12; // a definition without limits carries these

/** Read a number as people type it, full-width digits and thousands separators included. */
export function readNumber(text: string, { low, high, step }: Range): Typed {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s_]/g, "")
    .replace(/[\u2212\u2013\u2014]/g, "-")
    .replace(/\u3002/g, ".")
    .replace(/,(?=\d{3}(?!\d))/g, "");
  if (plain === "") return { value: undefined };
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return { problem: "no_number" };
  const value = Number(plain);
  if (value < low) return { problem: high < OPEN ? "range" : "too_low" };
  if (value > high) return { problem: low > -OPEN ? "range" : "too_high" };
  return onStep(value, { low, high, step }) ? { value } : { problem: "step" };
}

/** Steps are counted from the lower end where there is one, else from zero. */
function onStep(value: number, { low, step }: Range): boolean {
  if (!(step > 0)) return true;
  const steps = (value - (low > -OPEN ? low : 0)) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** The next step up or down from a number, inside the range; free of 0.1 + 0.2 dust. */
export function stepFrom(value: number | undefined, by: number, { low, high }: Range): number {
  const next = value === undefined ? low : value + by;
  return Number(Math.min(high, Math.max(low, next)).toFixed(6));
}

/** The keyboard a phone should show. */
export function keyboard({ low, step }: Range): "numeric" | "decimal" | "text" {
  if (low < 0) return "text"; // iPhones have no minus on the number pads
  return Number.isInteger(step) ? "numeric" : "decimal";
}
