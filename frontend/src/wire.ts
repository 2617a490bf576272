// What travels between Python and a page. The Python side of each shape is named beside it.
import type { Labels } from "./component";

export type SaveState = "idle" | "saving" | "saved" | "kept" | "locked" | "error";

export interface Status {
  state: SaveState;
  message?: string;
}

/** One exercise as the class sees it (`classroom/room.py`). */
export interface Room {
  open: boolean;
  revealed: boolean;
  round: number;
  count: number;
  version: number;
  /** What a vote is for: question → choices, once the source is revealed. */
  choices?: Record<string, { id: string; label: string }[]>;
}

export interface Definition {
  id: string;
  component: string;
  title: string;
  task: string;
  note?: string;
  minutes?: number;
  feedback?: "immediate" | "reveal";
}

// --- results: cxwidgets/panels/panel.py ----------------------------------------------------

export interface TextBlock {
  type: "text";
  text: string;
  tone: "plain" | "note" | "warn" | "good";
}

export interface FiguresBlock {
  type: "figures";
  items: { label: string; value: string; note?: string }[];
}

export interface TableBlock {
  type: "table";
  caption: string;
  columns: { label: string; align: "left" | "right" }[];
  rows: (string | number)[][];
}

export interface ChartBlock {
  type: "chart";
  spec: Record<string, unknown>;
  alt: string;
  table: TableBlock | null;
}

export interface WallBlock {
  type: "wall";
  items: { text: string; by?: string | null; count?: number | null }[];
}

export interface MapBlock {
  type: "map";
  definition: Record<string, unknown>;
  value: Record<string, unknown>;
}

export type Block = TextBlock | FiguresBlock | TableBlock | ChartBlock | WallBlock | MapBlock;

export interface Panel {
  n: number;
  blocks: Block[];
}

export interface Panels {
  own: Panel | null;
  room: Panel | null;
}

// --- the class server ------------------------------------------------------------------------

export type Role = "trainee" | "trainer";

export interface Answer {
  value: Record<string, unknown>;
  round: number;
  at?: number;
  submission?: string;
}

export interface ExerciseState {
  state: "open" | "locked";
  round: number;
  revealed: boolean;
  count: number;
  version: number;
  choices?: Record<string, { id: string; label: string }[]>;
}

export interface Timer {
  ends: number;
  seconds: number;
  label?: string;
}

export interface State {
  seq: number;
  now: number;
  me: { id: string; nickname: string; team?: string; role: Role; lang: string };
  class: { title: string; client?: string; ended: boolean; names?: boolean; people?: number };
  modules: Record<string, { open_to: number | null }>;
  exercises: Record<string, ExerciseState>;
  timer: Timer | null;
  answers: Record<string, Answer>;
}

export interface Person {
  id: string;
  nickname: string;
  team: string;
  role: Role;
  online: boolean;
  last_seen: number;
  answered: string[];
}

/** The `#cx-class` element of a page that belongs to a class. */
export interface ClassPage {
  base: string;
  assets: string;
  role: Role;
  lang: string;
  module?: string;
  page?: "light" | "live";
  /** Where a kernel for this page is asked for; absent where there is none, or one already. */
  kernel?: { url: string };
  labels: Labels;
  state: State;
  /** The modules in course order, for the links to the one before and the one after. */
  modules?: { id: string; title: string }[];
}
