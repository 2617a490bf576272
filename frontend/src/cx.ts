// The bundle: `mount` draws one model, `start` wakes up a page of the class.
import { acquire } from "./class/connection";
import type { LivePage } from "./live/wire";
import { kernelLine } from "./page/kernel_line";
import { start as wake } from "./page/light";
import { parts } from "./page/parts";

export { mount } from "./mount";

/** Siblings of this file stand beside it, whatever the address. */
const load = (name: string) => import(/* @vite-ignore */ new URL(name, import.meta.url).href);

/** Draw the page; returns what a kernel needs to be attached, where the page wants one. */
export function start(): LivePage | null {
  wake(load);
  const connection = acquire();
  if (!connection?.page.kernel) return null;
  const { page, link } = connection;
  return { page, link, parts, line: kernelLine };
}
