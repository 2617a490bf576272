// One drawing of one specification. A new picture is drawn beside the old one and takes its
// place when it is finished: nothing flickers, and the old one is finalized.
import type { Load } from "../model";

interface View {
  signal(name: string, value: unknown): View;
  runAsync(): Promise<View>;
  finalize(): View;
}

export class Drawing {
  readonly #box: HTMLElement;
  readonly #load: Load;
  readonly #observer: ResizeObserver;
  #view: View | null = null;
  #layer: HTMLElement | null = null;
  #fluid = false;
  #width = 0;
  #order = 0;
  #closed = false;

  constructor(box: HTMLElement, load: Load) {
    this.#box = box;
    this.#load = load;
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(box);
  }

  /** Draw a specification; rejects when it cannot be drawn, leaving what was there. */
  async show(spec: Record<string, unknown>): Promise<void> {
    const order = ++this.#order;
    const { vega, vegaLite, expressionInterpreter } = await this.#load("vega.js");
    if (this.#closed || order !== this.#order) return;
    const compiled = vegaLite.compile(spec, {
      logger: vega.logger(vega.Error), // advice for authors is not a visitor's business
    }).spec;
    const runtime = vega.parse(compiled, {}, { ast: true });
    const layer = document.createElement("div");
    layer.className = "cx-chart-layer cx-chart-layer--next";
    this.#box.append(layer);
    // The interpreter needs no eval; our own words replace Vega's for screen readers.
    const view = new vega.View(runtime, {
      container: layer,
      renderer: "svg",
      expr: expressionInterpreter,
      logLevel: vega.Error,
      hover: true,
    });
    const width = this.#box.clientWidth;
    const fluid = spec["width"] === "container";
    if (fluid && width > 0) view.signal("width", width);
    try {
      await view.runAsync();
    } catch (error) {
      view.finalize();
      layer.remove();
      throw error;
    }
    if (this.#closed || order !== this.#order) {
      view.finalize();
      layer.remove();
      return;
    }
    this.#clear();
    layer.classList.remove("cx-chart-layer--next");
    [this.#view, this.#layer, this.#fluid, this.#width] = [view, layer, fluid, width];
  }

  close(): void {
    this.#closed = true;
    this.#observer.disconnect();
    this.#clear();
  }

  #fit(): void {
    const width = this.#box.clientWidth;
    if (!this.#view || !this.#fluid || width === 0 || width === this.#width) return;
    this.#width = width;
    void this.#view.signal("width", width).runAsync();
  }

  #clear(): void {
    this.#view?.finalize();
    this.#layer?.remove();
    this.#view = null;
    this.#layer = null;
  }
}
