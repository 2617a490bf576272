// A light page, and a live one before its kernel comes. Every `.cx-host` carries the model of one
// component as JSON, and behind it a static twin, which stands until the component does.
import type { Load, Model } from "../model";
import { mount } from "../mount";
import { startChrome } from "./chrome";
import { parts } from "./parts";

/** Draw every component of the page and what is around them. */
export function start(load: Load): void {
  startChrome();
  for (const host of document.querySelectorAll<HTMLElement>(".cx-host")) wake(host, load);
}

function wake(host: HTMLElement, load: Load): void {
  const script = host.querySelector(":scope > script[type='application/json']");
  if (!script || host.dataset["cx"]) return;
  host.dataset["cx"] = "awake";
  const place = document.createElement("div");
  try {
    const model = localModel(JSON.parse(script.textContent ?? "{}"));
    mount(model, place, { load });
    host.replaceChildren(place);
    if (host.dataset["key"]) parts.set(host.dataset["key"], model);
  } catch (error) {
    console.error("cx: the static twin stays:", error); // and the rest of the page goes on
  }
}

/** A model that lives in this page; "save" tells a kernel that may be linked to it. */
export function localModel(state: Record<string, unknown>): Model {
  const handlers = new Map<string, Set<(...args: unknown[]) => void>>();
  const tell = (event: string) => {
    for (const handler of [...(handlers.get(event) ?? [])]) handler();
  };
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      tell(`change:${name}`);
    },
    save_changes: () => tell("save"),
    on(event, handler) {
      if (!handlers.has(event)) handlers.set(event, new Set());
      handlers.get(event)!.add(handler);
    },
    off: (event, handler) => void handlers.get(event)?.delete(handler),
    send: () => undefined,
  };
}
