import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Attachment, type Attached, type Loss } from "../src/live/attachment";
import type { KernelState } from "../src/page/kernel_line";
import type { Opened, Reply } from "../src/live/wire";

/** A class server and its kernels, as far as the life of a page's kernel is concerned. */
function scene() {
  const replies: Reply[] = [];
  const states: KernelState[] = [];
  const said: string[] = [];
  const named: (string | null)[] = [];
  const pauses: number[] = [];
  const attached: { id: string; end(loss: Loss): void; closed: boolean }[] = [];
  const broken = new Set<string>();
  let asked = 0;
  let gate: Promise<void> = Promise.resolve();
  const attachment = new Attachment({
    ask: async (_signal, lost) => {
      named.push(lost);
      return replies.shift() ?? { kind: "open", opened: { id: `k${++asked}`, models: {} } };
    },
    async attach(opened: Opened): Promise<Attached> {
      if (broken.has(opened.id)) throw new Error("refused");
      let end!: (loss: Loss) => void;
      const over = new Promise<Loss>((resolve) => (end = resolve));
      const one = { id: opened.id, end, closed: false };
      attached.push(one);
      return { over, close: () => (one.closed = true) };
    },
    reachable: () => gate,
    pause: async (ms) => void pauses.push(ms),
    become: (state) => states.push(state),
    say: (message) => said.push(message),
    now: () => Date.now(),
  });
  const hold = () => {
    let open!: () => void;
    gate = new Promise((resolve) => (open = resolve));
    return open;
  };
  return { attachment, replies, states, said, named, pauses, attached, broken, hold, asked: () => asked };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Attachment", () => {
  it("waits as long as the queue says, then attaches", async () => {
    const { attachment, replies, states, pauses, attached } = scene();
    replies.push({ kind: "wait", seconds: 2 });
    attachment.start();
    await settle();
    expect(pauses).toHaveLength(1);
    expect(Math.abs(pauses[0]! - 2_000)).toBeLessThanOrEqual(500);
    expect(attached.map((one) => one.id)).toEqual(["k1"]);
    expect(states).toEqual(["starting", "ready"]);
  });

  it("stays a light page where there is no kernel to be had, and says so once", async () => {
    const { attachment, replies, states, said, attached } = scene();
    replies.push({ kind: "closed", message: "many people" });
    attachment.start();
    await settle();
    expect(states).toEqual(["starting", "none"]);
    expect(said).toEqual(["many people"]);
    expect(attached).toEqual([]);
  });

  it("asks for another kernel when one dies", async () => {
    const { attachment, states, attached, pauses } = scene();
    attachment.start();
    await settle();
    attached[0]!.end("dead");
    await settle();
    expect(attached.map((one) => one.id)).toEqual(["k1", "k2"]);
    expect(attached[0]!.closed).toBe(true);
    expect(states).toEqual(["starting", "ready", "lost", "ready"]);
    expect(pauses).toEqual([]); // the first time at once
  });

  it("says which kernel it lost, and what the server says of its end", async () => {
    const { attachment, replies, attached, named, said } = scene();
    attachment.start();
    await settle();
    replies.push({ kind: "open", opened: { id: "next", models: {} }, message: "too much memory" });
    attached[0]!.end("dead");
    await settle();
    expect(named).toEqual([null, "k1"]);
    expect(said).toEqual(["too much memory"]);
    expect(attached.map((one) => one.id)).toEqual(["k1", "next"]);
  });

  it("comes back to a kernel that only lost its socket", async () => {
    const { attachment, attached, asked } = scene();
    attachment.start();
    await settle();
    attached[0]!.end("lost");
    await settle();
    expect(attached.map((one) => one.id)).toEqual(["k1", "k1"]);
    expect(asked()).toBe(1);
  });

  it("says why a kernel could not be attached, but not that the page was left", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const one = scene();
    one.broken.add("k1");
    one.attachment.start();
    await settle();
    expect(warned.mock.calls.map(([, error]) => String(error))).toEqual(["Error: refused"]);
    expect(one.attached.map(({ id }) => id)).toEqual(["k2"]);
    const two = scene();
    const left = vi.fn(() => {
      two.attachment.stop(); // the page goes while its kernel is being attached
      return true;
    });
    two.broken.has = left;
    two.attachment.start();
    await settle();
    expect(left).toHaveBeenCalledOnce();
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
  });

  it("takes another one if that kernel did not wait", async () => {
    const { attachment, attached, broken } = scene();
    attachment.start();
    await settle();
    broken.add("k1");
    attached[0]!.end("lost");
    await settle();
    expect(attached.map((one) => one.id)).toEqual(["k1", "k2"]);
  });

  it("slows down when kernels keep dying, and begins afresh after a steady one", async () => {
    const { attachment, attached, pauses } = scene();
    attachment.start();
    await settle();
    for (const i of [0, 1, 2]) {
      attached[i]!.end("dead");
      await settle();
    }
    expect(pauses).toHaveLength(2);
    expect(pauses[1]!).toBeGreaterThan(500 / 2);
    await vi.advanceTimersByTimeAsync(60_000);
    attached[3]!.end("dead");
    await settle();
    expect(pauses).toHaveLength(2);
    expect(attached).toHaveLength(5);
  });

  it("makes no noise while the server cannot be reached", async () => {
    const { attachment, attached, hold, asked, states } = scene();
    attachment.start();
    await settle();
    const open = hold();
    attached[0]!.end("dead");
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked()).toBe(1);
    open();
    await settle();
    expect(asked()).toBe(2);
    expect(states.at(-1)).toBe("ready");
  });

  it("tries again with growing pauses when the server does not answer", async () => {
    const { attachment, replies, pauses, attached } = scene();
    for (let i = 0; i < 4; i += 1) replies.push({ kind: "away" });
    attachment.start();
    await settle();
    expect(pauses).toHaveLength(4);
    expect(pauses[3]!).toBeGreaterThan(pauses[0]!);
    expect(attached).toHaveLength(1);
  });

  it("names the kernel that may end, and can start again", async () => {
    const { attachment, attached, states } = scene();
    attachment.start();
    await settle();
    expect(attachment.stop()).toBe("k1");
    await settle();
    expect(attached[0]!.closed).toBe(true);
    expect(attachment.stop()).toBeNull();
    attachment.start();
    await settle();
    expect(attached.map((one) => one.id)).toEqual(["k1", "k2"]);
    expect(states).not.toContain("lost");
  });
});
