// The bundle: `mount` draws one model, `start` wakes up a page that has no kernel.
import { start as wake } from "./page/light";

export { mount } from "./mount";

/** Siblings of this file stand beside it, whatever the address. */
const load = (name: string) => import(/* @vite-ignore */ new URL(name, import.meta.url).href);

export function start(): void {
  wake(load);
}
