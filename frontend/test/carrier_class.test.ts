import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ClassCarrier } from "../src/carrier/class";
import { ClassLink } from "../src/class/link";
import { Outbox } from "../src/class/outbox";
import { localModel } from "../src/page/light";
import type { ClassPage, ExerciseState, Role, State } from "../src/wire";

const FRESH: ExerciseState = { state: "open", round: 1, revealed: false, count: 0, version: 0 };

function carrier(role: Role, answers: State["answers"] = {}) {
  const state: State = {
    seq: 1,
    now: Date.now(),
    me: { id: "p1", nickname: "p", role, lang: "en" },
    class: { title: "class", ended: false },
    modules: {},
    exercises: { wish: FRESH },
    timer: null,
    answers,
  };
  const page: ClassPage = { base: "/me/x/", assets: "/", role, lang: "en", labels: {}, state };
  const link = new ClassLink(page);
  const told = new Set<() => void>();
  vi.spyOn(link, "watch").mockImplementation((watcher) => {
    told.add(watcher);
    return () => told.delete(watcher);
  });
  const change = (part: Partial<ExerciseState>) => {
    link.state = { ...link.state, exercises: { wish: { ...FRESH, ...part } } };
    for (const watcher of told) watcher();
  };
  const outbox = new Outbox("p1", () => new Promise(() => undefined));
  const model = localModel({ definition: { id: "wish" } });
  const made = new ClassCarrier(model, { page: { ...page, page: "live" }, link, outbox });
  const draw = vi.fn();
  made.watch(draw);
  return { made, change, draw, link, model };
}

beforeEach(() => localStorage.clear());

describe("ClassCarrier", () => {
  it("draws a trainee's card for a lock, and not for each answer of the room", () => {
    const { change, draw } = carrier("trainee");
    for (const count of [1, 2, 3]) change({ count, version: count });
    const before = draw.mock.calls.length;
    change({ count: 4, version: 4 });
    expect(draw.mock.calls.length).toBe(before);
    change({ count: 4, version: 4, state: "locked" });
    expect(draw.mock.calls.length).toBe(before + 1);
  });

  it("counts for the trainer", () => {
    const { made, change, draw } = carrier("trainer");
    change({ count: 1, version: 1 });
    change({ count: 2, version: 2 });
    expect(draw).toHaveBeenCalledTimes(2);
    expect(made.read().room.count).toBe(2);
    made.close();
  });

  it("begins with what the device kept, then with what the server has", () => {
    const { made } = carrier("trainee", { wish: { value: { q: "server" }, round: 1 } });
    expect(made.read().value).toEqual({ q: "server" });
    made.save({ q: "device" });
    expect(carrier("trainee", { wish: { value: { q: "server" }, round: 1 } }).made.read().value).toEqual({
      q: "device",
    });
  });

  it("says that an answer is of the round before", () => {
    const { made, change } = carrier("trainee", { wish: { value: { q: 1 }, round: 1 } });
    expect(made.read().carried).toBe(false);
    change({ round: 2 });
    expect(made.read().carried).toBe(true);
    made.save({ q: 1 });
    expect(made.read().carried).toBe(false);
  });

  describe("on a live page", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it("lets the kernel read the answer: at once, and after each pause of the hand", () => {
      const { made, model } = carrier("trainee", { wish: { value: { q: 1 }, round: 1 } });
      expect(model.get("value")).toEqual({ q: 1 });
      const saved = vi.fn();
      model.on("save", saved);
      made.save({ q: 2 });
      made.save({ q: 3 });
      vi.advanceTimersByTime(400);
      expect(saved).toHaveBeenCalledTimes(1);
      expect(model.get("value")).toEqual({ q: 3 });
      made.close();
    });

    it("takes what notebook code writes for an answer", () => {
      const { made, model, draw } = carrier("trainee");
      model.set("value", { q: "written" });
      expect(made.read().value).toEqual({ q: "written" });
      expect(made.read().status.state).toBe("saving");
      expect(draw).toHaveBeenCalled();
      made.close();
    });

    it("waits with it while a hand is at work, and drops it if the hand went on", () => {
      const { made, model } = carrier("trainee");
      made.save({ q: "h" });
      model.set("value", { q: "written" });
      expect(made.read().value).toEqual({ q: "h" });
      made.save({ q: "hand" });
      vi.advanceTimersByTime(10_000);
      expect(made.read().value).toEqual({ q: "hand" });
      model.set("value", { q: "later" });
      expect(made.read().value).toEqual({ q: "later" });
      made.close();
    });

    it("leaves a closed exercise as it is", () => {
      const { made, model, change } = carrier("trainee", { wish: { value: { q: 1 }, round: 1 } });
      change({ state: "locked" });
      model.set("value", { q: 2 });
      expect(made.read().value).toEqual({ q: 1 });
      made.close();
    });
  });
});
