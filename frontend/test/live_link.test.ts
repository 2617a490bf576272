import { describe, expect, it, vi } from "vitest";
import { link } from "../src/live/link";
import { localModel } from "../src/page/light";

/** A kernel's model as the widgets' base package has it: changes first, then one event. */
function kernelModel(state: Record<string, unknown>) {
  const handlers = new Set<() => void>();
  let changed: Record<string, unknown> = {};
  const sent: Record<string, unknown>[] = [];
  const set = (part: Record<string, unknown>) => {
    changed = part;
    Object.assign(state, part);
    for (const handler of [...handlers]) handler();
    changed = {};
  };
  return {
    get: (name: string) => state[name],
    set: (name: string, value: unknown) => set({ [name]: value }),
    save_changes: () => sent.push({ value: state["value"] }),
    changedAttributes: () => (Object.keys(changed).length ? changed : (false as const)),
    on: (_: "change", handler: () => void) => handlers.add(handler),
    off: (_: "change", handler: () => void) => handlers.delete(handler),
    sent,
    write: set,
    handlers,
  };
}

describe("link", () => {
  it("gives a new kernel the answer the page has", () => {
    const page = localModel({ value: { q: 3 } });
    const kernel = kernelModel({ value: {} });
    link(page, kernel);
    expect(kernel.sent).toEqual([{ value: { q: 3 } }]);
  });

  it("leaves an exercise nobody answered as the notebook has it", () => {
    const page = localModel({ value: {} });
    const kernel = kernelModel({ value: { q: 1 } });
    link(page, kernel);
    expect(kernel.sent).toEqual([]);
    expect(page.get("value")).toEqual({});
  });

  it("sends a saved answer once, and takes no echo for news", () => {
    const page = localModel({ value: {} });
    const kernel = kernelModel({ value: {} });
    const heard = vi.fn();
    link(page, kernel);
    page.set("value", { a: 1, b: 2 });
    page.on("change:value", heard);
    page.save_changes();
    kernel.write({ value: { b: 2, a: 1 } }); // the echo, with keys in Python's order
    page.save_changes();
    expect(kernel.sent).toEqual([{ value: { a: 1, b: 2 } }]);
    expect(heard).not.toHaveBeenCalled();
  });

  it("brings what notebook code changes, and nothing of the room", () => {
    const page = localModel({ kind: "chart", spec: { mark: "bar" }, room: { open: true } });
    const kernel = kernelModel({ spec: { mark: "bar" }, room: {} });
    link(page, kernel);
    kernel.write({ spec: { mark: "line" }, room: { open: false }, _view_count: 1 });
    expect(page.get("spec")).toEqual({ mark: "line" });
    expect(page.get("room")).toEqual({ open: true });
    expect(page.get("_view_count")).toBeUndefined();
    kernel.write({ value: { q: 5 } });
    expect(page.get("value")).toEqual({ q: 5 });
    expect(kernel.sent).toEqual([]);
  });

  it("draws what this kernel computed, but only if it differs", () => {
    const page = localModel({ kind: "chart", spec: { mark: "bar" }, alt: "one" });
    const drawn = vi.fn();
    page.on("change:spec", drawn);
    page.on("change:alt", drawn);
    link(page, kernelModel({ spec: { mark: "bar" }, alt: "two" }));
    expect(drawn).toHaveBeenCalledTimes(1);
    expect(page.get("alt")).toBe("two");
  });

  it("parts without a trace", () => {
    const page = localModel({ value: {} });
    const kernel = kernelModel({ value: {} });
    link(page, kernel)();
    page.set("value", { q: 1 });
    page.save_changes();
    kernel.write({ value: { q: 2 } });
    expect(kernel.sent).toEqual([]);
    expect(page.get("value")).toEqual({ q: 1 });
    expect(kernel.handlers.size).toBe(0);
  });
});
