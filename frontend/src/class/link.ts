// One socket a page: what is open, the timer, what is revealed, answers from one's other devices.
import type { Answer, ClassPage, Person, State } from "../wire";
import { backoff } from "./backoff";

export type Connection = "connecting" | "open" | "lost" | "gone";

const PATIENCE = 10_000; // ms for one request
const QUIET = 20_000; // ms without a word after which a page that is looked at again asks

export class ClassLink {
  state: State;
  people: Person[] | null = null;
  connection: Connection = "connecting";
  /** Server time minus this device's time, ms: a phone's clock may be minutes off. */
  offset: number;
  readonly #base: URL;
  readonly #watchers = new Set<() => void>();
  #socket: WebSocket | null = null;
  #alive: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #heard = 0;
  #pushed = 0;

  constructor(page: ClassPage) {
    this.#base = new URL(page.base, window.location.href);
    this.state = page.state;
    this.offset = page.state.now - Date.now();
  }

  start(): void {
    this.#alive = new AbortController();
    const { signal } = this.#alive;
    window.addEventListener("online", () => this.#again(), { signal });
    document.addEventListener("visibilitychange", () => this.#looked(), { signal });
    this.#open();
  }

  stop(): void {
    this.#alive?.abort();
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The server's clock, ms. */
  now(): number {
    return Date.now() + this.offset;
  }

  /** An address of the class server for a link in the page. */
  href(path: string): string {
    return new URL(path, this.#base).href;
  }

  async request(path: string, body?: unknown, leaving = false): Promise<Response> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE);
    try {
      return await fetch(new URL(`api/${path}`, this.#base), {
        method: body === undefined ? "GET" : "POST",
        headers: body === undefined ? {} : { "Content-Type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
        keepalive: leaving,
        cache: "no-store",
        signal: limit.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** GET a JSON answer; throws an `Error` with the server's message when there is none. */
  async read<T>(path: string): Promise<T> {
    return settled(await this.request(path));
  }

  /** A trainer's wish; throws an `Error` with the server's message. */
  async control(wish: { action: string } & Record<string, unknown>): Promise<void> {
    await settled(await this.request("control", wish));
  }

  /** Read everything again: after a lost connection, pushes may have been missed. */
  async refresh(): Promise<void> {
    const asked = this.#pushed;
    const before = this.state.answers;
    const response = await this.request("state").catch(() => null);
    if (!response) return;
    if (response.status === 401 || response.status === 403 || response.status === 404) {
      this.stop();
      this.#become("gone");
    } else if (response.ok) {
      this.#heard = Date.now();
      const state = (await response.json()) as State;
      // What was sent or heard meanwhile is newer than this answer, too.
      for (const [id, answer] of Object.entries(this.state.answers)) {
        if (answer !== before[id]) state.answers[id] = answer;
      }
      // A push that came meanwhile is newer than what was asked for before it.
      if (this.#pushed === asked) this.#take(state);
      else this.#take({ answers: state.answers });
    }
  }

  /** Remember one's own answer, as the server has it now. */
  note(exercise: string, { value, round, submission, at }: Answer): void {
    const answers = { ...this.state.answers, [exercise]: { value, round, submission, at } };
    this.state = { ...this.state, answers };
    this.#tell();
  }

  #take(state: Partial<State>): void {
    this.state = { ...this.state, ...state, answers: state.answers ?? this.state.answers };
    if (state.now) this.offset = state.now - Date.now();
    this.#tell();
  }

  #open(): void {
    if (!this.#alive || this.#alive.signal.aborted || this.#socket) return;
    const url = new URL("api/socket", this.#base);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.#become("open");
      void this.refresh();
    };
    socket.onmessage = ({ data }) => {
      this.#heard = Date.now();
      this.#hear(JSON.parse(String(data)));
    };
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#become("lost");
      // A link that is no longer valid refuses the socket without saying why: ask.
      if (this.#attempt === 2) void this.refresh();
      this.#timer = setTimeout(() => this.#open(), backoff(this.#attempt));
      this.#attempt += 1;
    };
  }

  #hear(message: { type: string } & Record<string, unknown>): void {
    if (message.type === "state") {
      this.#pushed += 1;
      this.#take(message["state"] as Partial<State>);
    } else if (message.type === "people") {
      this.people = message["people"] as Person[];
      this.#tell();
    } else if (message.type === "answer") {
      this.note(String(message["exercise"]), message as unknown as Answer);
    }
  }

  #again(): void {
    if (this.connection === "gone") return;
    clearTimeout(this.#timer);
    this.#attempt = 0;
    this.#open();
  }

  #looked(): void {
    if (document.hidden || this.connection === "gone") return;
    if (!this.#socket) this.#again();
    else if (Date.now() - this.#heard > QUIET) void this.refresh();
  }

  #become(connection: Connection): void {
    if (this.connection === connection || (this.connection === "gone")) return;
    this.connection = connection;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

async function settled<T>(response: Response): Promise<T> {
  const body = (await response.json().catch(() => ({}))) as T & { message?: string };
  if (!response.ok) throw new Error(body.message ?? String(response.status));
  return body;
}
