// What an exercise card needs to know, whoever brings it: a kernel or the class server.
import type { Panels, Role, Room, Status } from "../wire";

export type Fetching = "idle" | "loading" | "ready" | "error";

export interface Snapshot {
  value: Record<string, unknown>;
  status: Status;
  room: Room;
  panels: Panels;
  /** How the results are doing: they come by a request of their own. */
  fetching: Fetching;
  role: Role | "alone";
  /** Trainees in the class; null where nobody says. */
  people: number | null;
  /** The class is over, or the personal link is not valid any more. */
  over: "ended" | "gone" | null;
  /** The answer shown was given in an earlier round. */
  carried: boolean;
  /** False where the browser keeps nothing on the device. */
  durable: boolean;
}

export interface Carrier {
  read(): Snapshot;
  watch(watcher: () => void): () => void;
  save(value: Record<string, unknown>): void;
  /** Say again what could not be saved, or fetch again what did not come. */
  retry(): void;
  /** A trainer's wish about this exercise; rejects with the server's message. */
  control(wish: { action: string } & Record<string, unknown>): Promise<void>;
  /** Whether the room's result is wanted before it is revealed (trainers only). */
  preview(on: boolean): void;
  close(): void;
}
