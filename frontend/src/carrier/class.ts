// The class server as the carrier: answers by the page's outbox, everything else by its link.
import type { Connection } from "../class/connection";
import type { Done } from "../class/outbox";
import type { Model } from "../model";
import type { Panels, Room, Status } from "../wire";
import type { Carrier, Snapshot } from "./carrier";
import { Results } from "./results";

const EDITING = 2_000; // ms after a gesture during which nothing from elsewhere interferes
const FRESH: Room = { open: true, revealed: false, round: 1, count: 0, version: 0 };

export class ClassCarrier implements Carrier {
  readonly #model: Model;
  readonly #class: Connection;
  readonly #id: string;
  readonly #immediate: boolean;
  readonly #results: Results;
  readonly #watchers = new Set<() => void>();
  readonly #leave: (() => void)[];
  #value: Record<string, unknown>;
  #seen: string | undefined;
  #touched = 0;
  #drawn: unknown[] = [];
  #locked = false;
  readonly #written = () => this.#take();
  #wait: ReturnType<typeof setTimeout> | undefined;
  #sync: ReturnType<typeof setTimeout> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(model: Model, connection: Connection) {
    this.#model = model;
    this.#class = connection;
    const { id, feedback } = model.get("definition");
    this.#id = id;
    this.#immediate = feedback === "immediate";
    const { link, outbox } = connection;
    this.#seen = link.state.answers[id]?.submission;
    this.#value =
      outbox.pending(id)?.value ?? link.state.answers[id]?.value ?? model.get("value") ?? {};
    this.#results = new Results(link, id, () => this.#tell());
    this.#locked = !this.#room().open;
    this.#leave = [
      link.watch(() => this.#hear()),
      outbox.watch((exercise, done) => exercise === id && this.#posted(done)),
    ];
    // Whoever reads the model, a kernel for one, finds the answer there.
    model.set("value", this.#value);
    model.on("change:value", this.#written);
    this.#follow();
  }

  read(): Snapshot {
    const { link, outbox, page } = this.#class;
    const answer = link.state.answers[this.#id];
    const room = this.#room();
    return {
      value: this.#value,
      status: this.#status(),
      room,
      panels: this.#panels(),
      fetching: this.#results.fetching,
      role: page.role,
      people: link.state.class.people ?? null,
      over: link.connection === "gone" ? "gone" : link.state.class.ended ? "ended" : null,
      carried: !outbox.pending(this.#id) && answer !== undefined && answer.round < room.round,
      durable: outbox.durable,
    };
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  save(value: Record<string, unknown>): void {
    this.#value = value;
    this.#touched = Date.now();
    this.#class.outbox.put(this.#id, this.#room().round, value);
    this.#share();
  }

  retry(): void {
    this.#class.outbox.hurry();
    this.#results.again();
  }

  control(wish: { action: string } & Record<string, unknown>): Promise<void> {
    return this.#class.link.control({ ...wish, exercise: this.#id });
  }

  preview(on: boolean): void {
    this.#results.preview = on;
    this.#follow();
  }

  close(): void {
    for (const leave of this.#leave) leave();
    this.#model.off("change:value", this.#written);
    clearTimeout(this.#wait);
    clearTimeout(this.#sync);
    clearTimeout(this.#later);
    this.#results.close();
  }

  #room(): Room {
    const found = this.#class.link.state.exercises[this.#id];
    return found ? { ...FRESH, ...found, open: found.state === "open" } : FRESH;
  }

  #status(): Status {
    const pending = this.#class.outbox.status(this.#id);
    if (pending) return pending;
    if (!this.#room().open) return { state: "locked" };
    return { state: this.#class.link.state.answers[this.#id] ? "saved" : "idle" };
  }

  #panels(): Panels {
    const { own, room } = this.#results.panels;
    const shown = this.#room().revealed;
    return {
      own: shown || this.#immediate ? own : null,
      room: shown || this.#results.preview ? room : null,
    };
  }

  #hear(): void {
    const room = this.#room();
    if (room.open) this.#class.outbox.reopen(this.#id, room.round, this.#locked);
    this.#locked = !room.open;
    this.#arrive();
    this.#follow();
    this.#tell();
  }

  /** Take over an answer from another device, but never under somebody's fingers. */
  #arrive(): void {
    clearTimeout(this.#wait);
    const answer = this.#class.link.state.answers[this.#id];
    const { outbox } = this.#class;
    if (!answer || answer.submission === this.#seen || outbox.pending(this.#id)) return;
    if (outbox.mine(answer.submission)) {
      this.#seen = answer.submission;
      return;
    }
    const idle = Date.now() - this.#touched;
    if (idle < EDITING) {
      this.#wait = setTimeout(() => this.#hear(), EDITING - idle);
      return;
    }
    this.#seen = answer.submission;
    this.#value = answer.value;
    this.#share();
  }

  /** A live page has a kernel as well: what its cells compute should see the answer too. */
  #share(): void {
    if (this.#class.page.page !== "live") return;
    this.#model.set("value", this.#value);
    clearTimeout(this.#sync);
    this.#sync = setTimeout(() => this.#model.save_changes(), 400);
  }

  /** Notebook code wrote an answer: it counts like a gesture, unless a hand is at work. */
  #take(): void {
    clearTimeout(this.#later);
    const written = this.#model.get("value");
    const news = written && JSON.stringify(written) !== JSON.stringify(this.#value);
    if (!news || !this.#room().open) return;
    const idle = Date.now() - this.#touched;
    if (idle < EDITING) {
      this.#later = setTimeout(this.#written, EDITING - idle);
      return;
    }
    this.save(written);
    this.#tell();
  }

  #posted(done: Done): void {
    if (done?.reply.code === 200 && done.reply.pending) this.#results.pending();
    else if (done?.reply.code === 200 && done.reply.own !== undefined) this.#results.judged(done.reply.own);
    // A refusal may arrive after the news of the round that it is too late for.
    const room = this.#room();
    if (done?.reply.code === 409 && room.open) this.#class.outbox.reopen(this.#id, room.round, false);
    this.#tell();
  }

  #follow(): void {
    const room = this.#room();
    const judged = this.#immediate && this.#class.link.state.answers[this.#id] !== undefined;
    this.#results.follow(room.revealed || this.#results.preview, judged, room.version);
  }

  /** Everybody's answers change the class all the time; a card is drawn again for its own part. */
  #tell(): void {
    const { value, panels, ...rest } = this.read();
    const room = rest.role === "trainer" ? rest.room : { ...rest.room, count: 0, version: 0 };
    const drawn = [value, panels.own, panels.room, JSON.stringify({ ...rest, room })];
    if (drawn.every((part, i) => part === this.#drawn[i])) return;
    this.#drawn = drawn;
    for (const watcher of [...this.#watchers]) watcher();
  }
}
