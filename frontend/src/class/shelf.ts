// Where unsent answers wait on the device. One entry an exercise, so that two tabs of one person
// never write over each other's other exercises.

export interface Parcel {
  submission: string;
  exercise: string;
  round: number;
  value: Record<string, unknown>;
  at: number;
  /** Why the server would not take it; kept so that nothing typed is lost. */
  refused?: { code: number; message: string };
}

export class Shelf {
  /** False where the browser keeps nothing (private windows): then the page must stay open. */
  durable = true;
  readonly #prefix: string;
  readonly #spare = new Map<string, Parcel>();

  constructor(owner: string, private readonly storage: Storage | null = deviceStorage()) {
    this.#prefix = `cx:unsent:${owner}:`;
    if (!storage) this.durable = false;
  }

  get(exercise: string): Parcel | null {
    const spare = this.#spare.get(exercise);
    if (spare) return spare;
    const text = this.storage?.getItem(this.#prefix + exercise);
    return text ? readParcel(text) : null;
  }

  put(parcel: Parcel): void {
    try {
      if (!this.storage) throw new DOMException("no storage", "QuotaExceededError");
      this.storage.setItem(this.#prefix + parcel.exercise, JSON.stringify(parcel));
      this.#spare.delete(parcel.exercise);
    } catch {
      this.durable = false;
      this.#spare.set(parcel.exercise, parcel);
    }
  }

  /** Take a parcel away, unless a newer one has taken its place meanwhile. */
  remove(exercise: string, submission: string): void {
    if (this.get(exercise)?.submission !== submission) return;
    this.#spare.delete(exercise);
    this.storage?.removeItem(this.#prefix + exercise);
  }

  all(): Parcel[] {
    const names = new Set(this.#spare.keys());
    for (let i = 0; i < (this.storage?.length ?? 0); i += 1) {
      const key = this.storage!.key(i)!;
      if (key.startsWith(this.#prefix)) names.add(key.slice(this.#prefix.length));
    }
    return [...names].map((name) => this.get(name)).filter((parcel) => parcel !== null);
  }
}

function deviceStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // blocked by the browser's settings
  }
}

function readParcel(text: string): Parcel | null {
  try {
    const parcel = JSON.parse(text) as Parcel;
    return parcel.submission && parcel.exercise && parcel.value ? parcel : null;
  } catch {
    return null; // an entry somebody edited by hand
  }
}
