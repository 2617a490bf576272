// The life of a page's kernel: asked for, attached, lost, replaced. The page goes on meanwhile.
import { backoff } from "../class/backoff";
import type { KernelState } from "../page/kernel_line";
import type { Opened, Reply } from "./wire";

/** How a kernel went: itself, or only the way to it. */
export type Loss = "dead" | "lost";

export interface Attached {
  over: Promise<Loss>;
  close(): void;
}

export interface Surroundings {
  /** Ask for a kernel; `lost` is the one it replaces. */
  ask(signal: AbortSignal, lost: string | null): Promise<Reply>;
  /** Connect the page with a kernel; rejects when that does not work out. */
  attach(opened: Opened, signal: AbortSignal): Promise<Attached>;
  /** Resolves when the class server can be reached: whoever waits makes no noise. */
  reachable(signal: AbortSignal): Promise<void>;
  pause(ms: number, signal: AbortSignal): Promise<void>;
  become(state: KernelState): void;
  /** Words of the server: why there is no kernel, or why there is another. */
  say(message: string): void;
  now(): number;
}

const STEADY = 30_000; // ms after which a kernel's end counts as the first misfortune again

export class Attachment {
  readonly #around: Surroundings;
  #leave: AbortController | null = null;
  #id: string | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  start(): void {
    if (this.#leave) return;
    this.#leave = new AbortController();
    this.#around.become("starting");
    void this.#live(this.#leave.signal);
  }

  /** Let go of the kernel; returns the one that may end, if there is one. */
  stop(): string | null {
    this.#leave?.abort();
    this.#leave = null;
    const id = this.#id;
    this.#id = null;
    return id;
  }

  async #live(signal: AbortSignal): Promise<void> {
    const { attach, become, now, pause, reachable } = this.#around;
    let known: Opened | null = null;
    let misfortunes = 0;
    while (!signal.aborted) {
      await reachable(signal);
      const opened: Opened | null = known ?? (await this.#open(signal));
      if (signal.aborted || !opened) return;
      const again = known !== null;
      known = null;
      this.#id = opened.id;
      const attached = await attach(opened, signal).catch((error: unknown) => {
        if (!signal.aborted) console.warn("cx: a kernel could not be attached:", error);
        return null;
      });
      if (attached) {
        const since = now();
        if (!signal.aborted) become("ready");
        const loss = await Promise.race([attached.over, ended(signal)]);
        attached.close();
        if (signal.aborted) return;
        become("lost");
        // Where only the socket broke, the kernel waits for it a few seconds.
        if (loss === "lost") known = opened;
        if (now() - since > STEADY) misfortunes = 0;
      }
      if (again && !attached) continue; // it did not wait: ask for another one at once
      if (misfortunes > 0) await pause(backoff(misfortunes - 1), signal);
      misfortunes += 1;
    }
  }

  /** Ask until there is a kernel, or a refusal that stands. */
  async #open(signal: AbortSignal): Promise<Opened | null> {
    const { ask, become, pause, reachable, say } = this.#around;
    for (let attempt = 0; !signal.aborted; ) {
      await reachable(signal);
      const reply = await ask(signal, this.#id);
      if (signal.aborted) break;
      if (reply.kind === "open") {
        if (reply.message) say(reply.message);
        return reply.opened;
      }
      if (reply.kind === "closed") {
        become("none");
        say(reply.message);
        break;
      }
      // A room that was told the same must not knock in the same instant again.
      if (reply.kind === "wait") await pause(reply.seconds * (750 + 500 * Math.random()), signal);
      else await pause(backoff(attempt++), signal);
    }
    return null;
  }
}

function ended(signal: AbortSignal): Promise<Loss> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("lost");
    else signal.addEventListener("abort", () => resolve("lost"), { once: true });
  });
}
