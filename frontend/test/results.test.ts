import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Results } from "../src/carrier/results";
import type { ClassLink } from "../src/class/link";

const panel = (text: string) => ({ n: 1, blocks: [{ type: "text", text, tone: "plain" }] });

function results(...replies: object[]) {
  const read = vi.fn(async () => replies.shift() ?? {});
  const made = new Results({ read } as unknown as ClassLink, "wish", () => undefined);
  return { made, read };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("Results", () => {
  it("asks once more while an answer is being judged, and keeps the room's result meanwhile", async () => {
    const { made, read } = results(
      { own: null, pending: true, room: panel("room") },
      { own: panel("own"), room: panel("room") },
    );
    made.follow(true, true, 1);
    await vi.advanceTimersByTimeAsync(400);
    expect(made.panels).toEqual({ own: null, room: panel("room") });
    await vi.advanceTimersByTimeAsync(2_500);
    expect(made.panels.own).toEqual(panel("own"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("keeps the last judgement until the next one is there", async () => {
    const { made, read } = results({ own: panel("second"), room: null });
    made.follow(false, true, 0);
    made.judged(panel("first") as never);
    await vi.advanceTimersByTimeAsync(400);
    read.mockClear();
    made.pending();
    expect(made.panels.own).not.toBeNull();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(read).toHaveBeenCalledTimes(1);
    made.close();
  });
});
