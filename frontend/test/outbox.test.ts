import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Outbox, type Post, type Reply } from "../src/class/outbox";
import { type Parcel, Shelf } from "../src/class/shelf";

let posted: Parcel[];
let answer: (parcel: Parcel) => Promise<Reply>;
const post: Post = (parcel) => {
  posted.push(parcel);
  return answer(parcel);
};
const open: Outbox[] = [];

function outbox(owner = "me", shelf?: Shelf): Outbox {
  const made = new Outbox(owner, post, shelf);
  open.push(made);
  made.start();
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  posted = [];
  answer = async () => ({ code: 200 });
});
afterEach(() => {
  for (const box of open.splice(0)) box.stop();
  vi.useRealTimers();
});

describe("Outbox", () => {
  it("sends the newest value once the hand rests", async () => {
    const box = outbox();
    for (const q of ["a", "ab", "abc"]) box.put("wish", 1, { q });
    expect(box.status("wish")).toEqual({ state: "saving" });
    await vi.advanceTimersByTimeAsync(450);
    expect(posted.map((parcel) => parcel.value)).toEqual([{ q: "abc" }]);
    expect(box.status("wish")).toBeNull();
  });

  it("sends within a second even while the hand does not rest", async () => {
    const box = outbox();
    for (let i = 0; i < 10; i += 1) {
      box.put("wish", 1, { i });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(posted.length).toBeGreaterThan(0);
  });

  it("tries again with the same submission after a failure, and says it is kept", async () => {
    answer = () => Promise.reject(new TypeError("no network"));
    const box = outbox();
    box.put("wish", 1, { q: 1 });
    await vi.advanceTimersByTimeAsync(450);
    expect(box.status("wish")).toEqual({ state: "kept" });
    answer = async () => ({ code: 200 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(new Set(posted.map((parcel) => parcel.submission)).size).toBe(1);
    expect(box.pending("wish")).toBeNull();
  });

  it("one answer the server cannot digest does not hold up the others", async () => {
    answer = async (parcel) => ({ code: parcel.exercise === "bad" ? 500 : 200 });
    const box = outbox();
    box.put("bad", 1, {});
    box.put("good", 1, {});
    await vi.advanceTimersByTimeAsync(450);
    expect(box.pending("good")).toBeNull();
    expect(box.status("bad")).toEqual({ state: "kept" });
  });

  it("keeps a refused answer with the reason, and does not send it again by itself", async () => {
    answer = async () => ({ code: 422, message: "too long" });
    const box = outbox();
    box.put("wish", 1, { q: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(posted.length).toBe(1);
    expect(box.status("wish")).toEqual({ state: "error", message: "too long" });
    expect(box.pending("wish")?.value).toEqual({ q: 1 });
  });

  it("waits for its class where another one stands at the address for a while", async () => {
    answer = async () => ({ code: 404, message: "link unknown" });
    const box = outbox();
    box.put("wish", 1, { q: 1 });
    await vi.advanceTimersByTimeAsync(450);
    expect(box.status("wish")).toEqual({ state: "kept" });
    answer = async () => ({ code: 200 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(box.pending("wish")).toBeNull();
  });

  it("keeps what was too much at once, says why, and sends the newest when it may", async () => {
    answer = async () => ({ code: 429, message: "a lot at once", retry: 30 });
    const box = outbox();
    box.put("wish", 1, { q: 1 });
    box.put("other", 1, { q: "o" });
    await vi.advanceTimersByTimeAsync(450);
    expect(posted.length, "the rest does not knock").toBe(1);
    expect(box.status(posted[0]!.exercise)).toEqual({ state: "kept", message: "a lot at once" });
    for (let i = 2; i < 12; i += 1) {
      box.put("wish", 1, { q: i });
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(posted.length, "typing does not shorten the wait").toBe(1);
    expect(localStorage.length).toBe(2);
    answer = async () => ({ code: 200 });
    await vi.advanceTimersByTimeAsync(11_000);
    const sent = Object.fromEntries(posted.slice(1).map((p) => [p.exercise, p.value]));
    expect(sent).toEqual({ wish: { q: 11 }, other: { q: "o" } });
    expect(box.pending("wish") ?? box.pending("other")).toBeNull();
    expect(localStorage.length).toBe(0);
  });

  it("does not forget a newer answer when an older one arrives", async () => {
    let arrive!: () => void;
    answer = () => new Promise((resolve) => (arrive = () => resolve({ code: 200 })));
    const box = outbox();
    box.put("wish", 1, { q: 1 });
    await vi.advanceTimersByTimeAsync(450);
    box.put("wish", 1, { q: 2 });
    answer = async () => ({ code: 200 });
    arrive();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(posted.map((parcel) => parcel.value)).toEqual([{ q: 1 }, { q: 2 }]);
    expect(box.pending("wish")).toBeNull();
  });

  it("takes up what an earlier page left, of the same person only", async () => {
    answer = () => Promise.reject(new TypeError("no network"));
    outbox("me").put("wish", 1, { q: "mine" });
    outbox("you").put("wish", 1, { q: "yours" });
    await vi.advanceTimersByTimeAsync(450);
    for (const box of open.splice(0)) box.stop();
    posted = [];
    answer = async () => ({ code: 200 });
    outbox("me");
    await vi.advanceTimersByTimeAsync(450);
    expect(posted.map((parcel) => parcel.value)).toEqual([{ q: "mine" }]);
  });

  it("says so when the device keeps nothing", async () => {
    const full = {
      length: 0,
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new Error("full");
      },
    };
    const box = outbox("me", new Shelf("me", full as unknown as Storage));
    box.put("wish", 1, { q: 1 });
    expect(box.durable).toBe(false);
    expect(box.pending("wish")?.value).toEqual({ q: 1 });
  });
});
