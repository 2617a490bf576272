// The one way answers leave a page. Each gesture is on the device at once, on its way within
// half a second, and stays on the device until the server has said yes.
import type { Panel, Status } from "../wire";
import { backoff } from "./backoff";
import { identifier } from "./identifier";
import { type Parcel, Shelf } from "./shelf";

export interface Reply {
  code: number;
  message?: string;
  /** Seconds the server asks to wait before anything is sent again. */
  retry?: number;
  own?: Panel | null;
  pending?: boolean;
}

/** What happened to a parcel; null while it waits. */
export type Done = { parcel: Parcel; reply: Reply } | null;

type Watcher = (exercise: string, done: Done) => void;

/** Send one parcel; rejects only when no answer came back at all. */
export type Post = (parcel: Parcel, leaving: boolean) => Promise<Reply>;

const PAUSE = 400; // ms without a gesture before sending
const LONGEST = 800; // ms after which even a busy hand is saved
/** Refusals that pass: another class may stand at this address for a while, or the server is busy. */
const PASSING = new Set([404, 408, 429]);

export class Outbox {
  readonly #shelf: Shelf;
  readonly #sent = new Set<string>();
  readonly #drafts = new Map<string, number>();
  /** What could not be sent, with the server's reason where it gave one that passes. */
  readonly #failed = new Map<string, string | undefined>();
  readonly #watchers = new Set<Watcher>();
  #attempt = 0;
  #rest = 0; // until when the server asked not to be asked again
  #sending: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #alive: AbortController | null = null;

  constructor(owner: string, private readonly post: Post, shelf = new Shelf(owner)) {
    this.#shelf = shelf;
  }

  /** Listen to the page, and send what an earlier page left behind. */
  start(): void {
    this.#alive = new AbortController();
    const { signal } = this.#alive;
    window.addEventListener("online", () => this.hurry(), { signal });
    document.addEventListener("visibilitychange", () => void this.flush(document.hidden), { signal });
    window.addEventListener("pagehide", () => void this.flush(true), { signal });
    for (const parcel of this.#shelf.all()) {
      if (parcel.refused?.code === 409) this.#shelf.put({ ...parcel, refused: undefined });
      this.#failed.set(parcel.exercise, undefined);
    }
    void this.flush();
  }

  stop(): void {
    void this.flush(true);
    this.#alive?.abort();
    clearTimeout(this.#timer);
  }

  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The answer that has not reached the server yet, if there is one. */
  pending(exercise: string): Parcel | null {
    return this.#shelf.get(exercise);
  }

  /** Whether a submission left from this very page. */
  mine(submission: string | undefined): boolean {
    return submission !== undefined && this.#sent.has(submission);
  }

  status(exercise: string): Status | null {
    const parcel = this.pending(exercise);
    if (!parcel) return null;
    if (parcel.refused) return { state: "error", message: parcel.refused.message };
    if (!this.#failed.has(exercise)) return { state: "saving" };
    return { state: "kept", message: this.#failed.get(exercise) };
  }

  get durable(): boolean {
    return this.#shelf.durable;
  }

  put(exercise: string, round: number, value: Record<string, unknown>): void {
    const at = Date.now();
    this.#shelf.put({ submission: identifier(), exercise, round, value, at });
    if (!this.#drafts.has(exercise)) this.#drafts.set(exercise, at);
    const oldest = Math.min(...this.#drafts.values());
    this.#plan(Math.max(0, Math.min(PAUSE, oldest + LONGEST - at)));
    this.#tell(exercise, null);
  }

  /** The connection seems to be back: try now, and start counting afresh. */
  hurry(): void {
    this.#attempt = 0;
    void this.flush();
  }

  /**
   * What a lock turned away may be sent once more when the exercise is `opened` again, and what
   * came just too late for a round goes into the round that runs now.
   */
  reopen(exercise: string, round: number, opened: boolean): void {
    const parcel = this.pending(exercise);
    if (parcel?.refused?.code !== 409 || (!opened && parcel.round === round)) return;
    this.#shelf.put({ ...parcel, submission: identifier(), round, refused: undefined });
    this.hurry();
  }

  flush(leaving = false): Promise<void> {
    if (this.#sending && !leaving) return this.#sending;
    clearTimeout(this.#timer);
    this.#drafts.clear();
    const run = this.#send(leaving).finally(() => {
      if (this.#sending === run) this.#sending = null;
    });
    this.#sending = run;
    return run;
  }

  async #send(leaving: boolean): Promise<void> {
    let failed = false;
    for (const parcel of this.#shelf.all()) {
      if (parcel.refused) continue;
      this.#sent.add(parcel.submission);
      const reply = await this.post(parcel, leaving).catch(() => null);
      if (!reply || reply.code >= 500 || PASSING.has(reply.code)) {
        failed = true;
        const busy = reply?.code === 429;
        this.#failed.set(parcel.exercise, busy ? reply.message : undefined);
        if (busy) this.#rest = Date.now() + 1000 * (reply.retry ?? 1);
        this.#tell(parcel.exercise, null);
        if (!reply || busy) break; // nobody there, or too much at once: the rest need not knock
        continue;
      }
      this.#failed.delete(parcel.exercise);
      if (reply.code === 200) this.#shelf.remove(parcel.exercise, parcel.submission);
      else this.#refuse(parcel, reply);
      this.#tell(parcel.exercise, { parcel, reply });
    }
    if (failed) {
      this.#plan(backoff(this.#attempt));
      this.#attempt += 1;
      return;
    }
    this.#attempt = 0;
    // Gestures made while this was under way.
    if (this.#shelf.all().some((parcel) => !parcel.refused)) this.#plan(PAUSE);
  }

  #refuse(parcel: Parcel, { code, message = "" }: Reply): void {
    if (this.pending(parcel.exercise)?.submission !== parcel.submission) return;
    this.#shelf.put({ ...parcel, refused: { code, message } });
  }

  #plan(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#alive?.signal.aborted) return;
    const rest = Math.max(delay, this.#rest - Date.now());
    this.#timer = setTimeout(() => void this.flush(), rest);
  }

  #tell(exercise: string, done: Done): void {
    for (const watcher of [...this.#watchers]) watcher(exercise, done);
  }
}
