// The results of one exercise, fetched when they may be seen and again when they have changed.
import { backoff } from "../class/backoff";
import type { ClassLink } from "../class/link";
import type { Panel, Panels } from "../wire";
import type { Fetching } from "./carrier";

const SPREAD = 300; // ms over which a room's pages ask after a reveal
const REST = 2_000; // ms between two fetches while answers keep coming in

type Judged = Panels & { pending?: boolean };

export class Results {
  panels: Panels = { own: null, room: null };
  fetching: Fetching = "idle";
  preview = false;
  #wanted: string | null = null;
  #have: string | null = null;
  #stale = false; // Python is still judging the newest answer: ask once more
  #busy = false;
  #closed = false;
  #attempt = 0;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly link: ClassLink,
    private readonly exercise: string,
    private readonly tell: () => void,
  ) {}

  /** Say what may be seen: the room's result at a version, or only the judgement of one's own. */
  follow(room: boolean, own: boolean, version: number): void {
    this.#wanted = room ? `room ${version}` : own ? "own" : null;
    if (!room) this.panels = { ...this.panels, room: null };
    if (this.#wanted === null) {
      this.#have = null;
      if (this.fetching !== "idle") this.fetching = "idle";
      clearTimeout(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#plan();
  }

  /** The server judged an answer while it took it. */
  judged(own: Panel | null): void {
    this.panels = { ...this.panels, own };
    if (this.#wanted === "own") this.#have = "own";
    if (this.fetching === "idle") this.fetching = "ready";
  }

  /** The server took an answer and is still judging it. */
  pending(): void {
    this.#stale = true;
    if (this.#wanted !== null) this.#plan();
  }

  again(): void {
    if (this.#wanted === null || this.fetching !== "error") return;
    this.#have = null;
    this.#attempt = 0;
    void this.#fetch();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#wanted === this.#have && !this.#stale) return;
    if (this.#busy || this.#timer !== undefined) return;
    if (this.#have === null && this.fetching !== "error") this.fetching = "loading";
    const rest = this.#have === null ? 0 : Math.max(0, this.#last + REST - Date.now());
    this.#timer = setTimeout(() => void this.#fetch(), rest + Math.random() * SPREAD);
  }

  async #fetch(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const wanted = this.#wanted;
    if (wanted === null || this.#closed || this.#busy) return;
    this.#busy = true;
    this.#stale = false;
    try {
      const { own, room, pending } = await this.link.read<Judged>(`panel/${this.exercise}`);
      this.#stale ||= pending === true;
      if (this.#wanted !== null) this.panels = { own: pending ? this.panels.own : own, room };
      this.#have = this.#wanted === null ? null : wanted;
      this.#attempt = 0;
      this.fetching = this.#wanted === null ? "idle" : "ready";
    } catch {
      // What is on the page stays; without anything there, say so.
      if (this.#have === null) this.fetching = "error";
      this.#timer = setTimeout(() => void this.#fetch(), backoff(this.#attempt, 2_000));
      this.#attempt += 1;
    } finally {
      this.#busy = false;
      this.#last = Date.now();
    }
    if (this.#closed) {
      clearTimeout(this.#timer);
      return;
    }
    this.tell();
    if (this.#wanted !== null) this.#plan();
  }
}
