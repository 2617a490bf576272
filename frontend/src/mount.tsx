import { type ComponentChild, render } from "preact";
import type { Carrier } from "./carrier/carrier";
import { ClassCarrier } from "./carrier/class";
import { ModelCarrier } from "./carrier/model";
import { Chart } from "./chart/chart";
import { acquire, type Connection, release } from "./class/connection";
import type { Labels } from "./component";
import { Console } from "./console/console";
import { CourseMap } from "./course/course";
import { words } from "./fill";
import type { Load, Model } from "./model";
import { startChrome } from "./page/chrome";
import { PanelView } from "./panel/panel";
import { Exercise } from "./shell/exercise";
import { addStyles } from "./styles";
import { WordsProvider } from "./words";

export interface MountOptions {
  load: Load;
}

interface Scene {
  model: Model;
  connection: Connection | null;
  carrier: Carrier | null;
  load: Load;
}

type Kind = (scene: Scene) => ComponentChild;

const KINDS: Record<string, Kind> = {
  exercise: ({ model, carrier, load }) => (
    <Exercise definition={model.get("definition")} carrier={carrier!} load={load} />
  ),
  chart: ({ model, load }) => (
    <Chart spec={model.get("spec")} alt={model.get("alt")} table={model.get("table")} load={load} />
  ),
  panel: ({ model, load }) => <PanelView panel={model.get("panel")} load={load} />,
  console: ({ connection, load }) => <Console connection={connection} load={load} />,
  course: ({ model, connection }) => (
    <CourseMap modules={model.get("definition").modules} connection={connection} />
  ),
};

const REDRAWN_BY = ["definition", "labels", "spec", "alt", "table", "panel"];

/**
 * Plain keys pressed in a component are meant for it. JupyterLab would take them for commands
 * wherever the focus is not in a text field: an arrow moves to the next cell, x cuts it.
 */
function keepKeys(event: KeyboardEvent): void {
  const inNotebook = (event.currentTarget as Element).closest(".jp-Notebook .jp-Cell");
  if (inNotebook && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}

/** Draw a model into an element; returns what takes it away again. */
export function mount(model: Model, el: HTMLElement, { load }: MountOptions): () => void {
  const kind = KINDS[model.get("kind")];
  if (!kind) throw new Error(`cx: no component of kind ${String(model.get("kind"))}`);
  addStyles();
  el.classList.add("cx");
  el.addEventListener("keydown", keepKeys);
  const connection = acquire();
  if (connection) startChrome();
  const carrier =
    model.get("kind") !== "exercise"
      ? null
      : connection
        ? new ClassCarrier(model, connection)
        : new ModelCarrier(model);

  const draw = () => {
    const labels: Labels = { ...connection?.page.labels, ...model.get("labels") };
    el.lang = words(labels)("shell.lang");
    const scene = { model, connection, carrier, load };
    render(<WordsProvider value={labels}>{kind(scene)}</WordsProvider>, el);
  };
  const names = REDRAWN_BY.map((name) => `change:${name}`);
  for (const name of names) model.on(name, draw);
  draw();

  return () => {
    for (const name of names) model.off(name, draw);
    el.removeEventListener("keydown", keepKeys);
    render(null, el);
    carrier?.close();
    if (connection) release();
  };
}
