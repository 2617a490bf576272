// One component of the page and its model in the kernel. The page is ahead: its answer is what
// the class has. What notebook code changes afterwards arrives in the page.
import type { Model } from "../model";

/** The part of a kernel's model that is needed here. */
export interface KernelModel {
  get(name: string): unknown;
  set(name: string, value: unknown): unknown;
  save_changes(): void;
  changedAttributes(): Record<string, unknown> | false;
  on(event: "change", handler: () => void): unknown;
  off(event: "change", handler: () => void): unknown;
}

/** What a component is drawn from; its words and the room's state come from the class server. */
const DRAWN = ["definition", "spec", "alt", "table", "panel"];
const VALUE = "value";

/** Keep the two alike; returns what parts them. */
export function link(page: Model, kernel: KernelModel): () => void {
  const same = (name: string) => equal(page.get(name), kernel.get(name));

  const saved = () => {
    const value = page.get(VALUE);
    if (value === undefined || same(VALUE)) return;
    kernel.set(VALUE, value);
    kernel.save_changes();
  };
  const changed = () => {
    for (const name of Object.keys(kernel.changedAttributes() || {})) {
      if ((name === VALUE || DRAWN.includes(name)) && !same(name)) page.set(name, kernel.get(name));
    }
  };

  for (const name of DRAWN) {
    if (kernel.get(name) !== undefined && !same(name)) page.set(name, kernel.get(name));
  }
  // What notebook code has put into an exercise nobody answered yet stays there.
  if (Object.keys((page.get(VALUE) as object | undefined) ?? {}).length) saved();
  page.on("save", saved);
  kernel.on("change", changed);
  return () => {
    page.off("save", saved);
    kernel.off("change", changed);
  };
}

function equal(one: unknown, other: unknown): boolean {
  return one === other || ordered(one) === ordered(other);
}

/** JSON with sorted keys: Python and the page need not agree on an order. */
function ordered(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ""
  );
}
