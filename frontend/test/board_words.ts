// The real words of the board and the map, read from the course data: a test then also notices a
// key that is missing there. The file's shape is plain enough for a few lines to read it.
import type { Labels } from "../src/component";

declare global {
  interface ImportMeta {
    glob(files: string[], how: object): Record<string, string>;
  }
}

const files = import.meta.glob(["../../data/course/text.toml"], {
  query: "?raw",
  import: "default",
  eager: true,
});

export function realWords(component: "board" | "map", lang: "zh" | "en"): Labels {
  const source = Object.values(files).join("\n");
  const words: Labels = {};
  for (const [, key, body] of source.matchAll(/^\[ui\.(\w+\.[\w.]+)\]\n((?:(?:zh|en) = .*\n?)+)/gm)) {
    const [first, ...parts] = key!.split(".");
    const text = new RegExp(`^${lang} = (".*")$`, "m").exec(body!)?.[1];
    if (first !== component || !text) continue;
    let at: Labels = words;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Labels;
    at[parts[parts.length - 1]!] = JSON.parse(text);
  }
  return words;
}
