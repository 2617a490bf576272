import type { Labels } from "./component";

/** Put values into the places a text leaves for them: `fill("{n} answers", {n: 3})`. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in values ? String(values[name]) : place,
  );
}

export type Say = (key: string, values?: Record<string, string | number>) => string;

/**
 * Look words up by dotted key: `const say = words(labels); say("kano.option.1")`.
 *
 * A missing key shows itself instead of hiding the page, and is reported to the console, where
 * the browser tests look.
 */
export function words(labels: Labels): Say {
  return (key, values) => {
    let found: string | Labels | undefined = labels;
    for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
    if (typeof found !== "string") {
      console.error(`cx: no text for ${key}`);
      return key;
    }
    return values ? fill(found, values) : found;
  };
}
