// A light page: no kernel. Every `.cx-host` carries the model of one component as JSON, and
// behind it a static twin, which stands until the component does.
import type { Load, Model } from "../model";
import { mount } from "../mount";
import { startChrome } from "./chrome";

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
    mount(localModel(JSON.parse(script.textContent ?? "{}")), place, { load });
    host.replaceChildren(place);
  } catch (error) {
    console.error("cx: the static twin stays:", error); // and the rest of the page goes on
  }
}

/** A model that lives in this page alone. */
export function localModel(state: Record<string, unknown>): Model {
  const handlers = new Map<string, Set<(...args: unknown[]) => void>>();
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const handler of [...(handlers.get(`change:${name}`) ?? [])]) handler();
    },
    save_changes: () => undefined,
    on(event, handler) {
      if (!handlers.has(event)) handlers.set(event, new Set());
      handlers.get(event)!.add(handler);
    },
    off: (event, handler) => void handlers.get(event)?.delete(handler),
    send: () => undefined,
  };
}
