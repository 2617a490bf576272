// The kernel as the carrier: JupyterLab without a class, a bare page, another widget host.
import type { Model } from "../model";
import type { Status } from "../wire";
import type { Carrier, Snapshot } from "./carrier";

const PAUSE = 400;
const PATIENCE = 15_000; // ms for a kernel to say that it has kept an answer
const CLOSED = { open: true, revealed: false, round: 1, count: 0, version: 0 };

export class ModelCarrier implements Carrier {
  readonly #model: Model;
  readonly #watchers = new Set<() => void>();
  readonly #names = ["value", "status", "room", "panels"].map((name) => `change:${name}`);
  readonly #changed = () => this.#hear();
  #status: Status;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(model: Model) {
    this.#model = model;
    this.#status = model.get("status") ?? { state: "idle" };
    for (const name of this.#names) model.on(name, this.#changed);
  }

  read(): Snapshot {
    const room = { ...CLOSED, ...this.#model.get("room") };
    const panels = { own: null, room: null, ...this.#model.get("panels") };
    return {
      value: this.#model.get("value") ?? {},
      status: this.#status,
      room,
      panels,
      fetching: panels.own || panels.room ? "ready" : "idle",
      role: "alone",
      people: null,
      over: null,
      carried: false,
      durable: true,
    };
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  save(value: Record<string, unknown>): void {
    this.#status = { state: "saving" };
    this.#model.set("value", value);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#send(), PAUSE);
    this.#tell();
  }

  retry(): void {
    this.#send();
  }

  control(): Promise<void> {
    return Promise.reject(new Error("no class"));
  }

  preview(): void {
    // Alone there is no room to look into.
  }

  close(): void {
    const unsent = this.#pause !== undefined;
    clearTimeout(this.#patience);
    for (const name of this.#names) this.#model.off(name, this.#changed);
    if (unsent) this.#send();
    clearTimeout(this.#patience);
  }

  #send(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    // The status travels along, so that a second "saved" is a change the kernel reports.
    this.#status = { state: "saving" };
    this.#model.set("status", this.#status);
    this.#model.save_changes();
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#status = { state: "error", message: "" };
      this.#tell();
    }, PATIENCE);
  }

  #hear(): void {
    const status: Status = this.#model.get("status") ?? { state: "idle" };
    if (!this.#pause && status !== this.#status) {
      this.#status = status;
      if (status.state !== "saving") clearTimeout(this.#patience);
    }
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
