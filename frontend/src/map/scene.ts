/** What every part of one map is given. */
import type { Say } from "../fill";
import type { Card, MapData } from "./data";
import type { Lane, PointKind, Room, View } from "./map";

export interface Does {
  openStep(step: string): void;
  openCard(card: string): void;
  openPoint(index: number): void;
  addStep(after?: string): void;
  addCard(step: string, lane: Lane): void;
  addPoint(step: string, kind: PointKind): void;
  /** `key` gathers changes of one gesture into one step of undo. */
  moveCard(card: string, step: string, lane: Lane, index: number): void;
  /** The same by dragging: the card has the focus afterwards. */
  dropCard(card: string, step: string, lane: Lane, index: number): void;
  moveStep(step: string, index: number): void;
  setEmotion(step: string, level: number | null, key?: string): void;
  keyCard(card: Card, event: KeyboardEvent): void;
  keyStep(step: string, event: KeyboardEvent): void;
}

export interface Scene {
  map: MapData;
  view: View;
  /** The as-is map behind a to-be map: its curve is drawn faint. */
  before: MapData | null;
  room: Room | null;
  say: Say;
  does: Does;
  /** Steps and cards may be changed. */
  editable: boolean;
  /** Emotions and points may be changed. */
  rateable: boolean;
  /** The card a link starts from; "" while the mode waits for one; null outside the mode. */
  linking: string | null;
  /** The card or step whose editor is open. */
  open: string | null;
  /** Prefix of ids and drag groups. */
  instance: string;
}
