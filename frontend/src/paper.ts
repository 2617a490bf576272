// Vega for the process that draws reports: charts as SVG, without a page, a network or a clock.
import "./paper/machine";
import * as vega from "vega";
import * as vegaLite from "vega-lite";
import { ruler, type Run } from "./paper/letters";

interface Source {
  name: string;
  url?: unknown;
}

// Exported by Vega, but not declared in its types.
const { resetSVGDefIds, SVGStringRenderer, textMetrics } = vega as unknown as {
  resetSVGDefIds: () => void;
  SVGStringRenderer: new (loader: unknown) => any;
  textMetrics: { height: (item: unknown) => number; width: (item: unknown, word: unknown) => number };
};

/** Measure words by this table from now on. */
export function measure(runs: Run[]): void {
  const wide = ruler(runs);
  textMetrics.width = (item, word) => wide(word == null ? "" : String(word)) * textMetrics.height(item);
}

/** Draw a chart once for each width, or as wide as it says itself; or say what is wrong with it. */
export function draw(written: string, widths: number[]): { drawn?: string[]; error?: string } {
  try {
    const chart = JSON.parse(written);
    if (widths.length > 0) chart.width = widths[0];
    const { spec } = vegaLite.compile(chart, { logger: vega.logger(vega.None) as any });
    for (const source of (spec.data ?? []) as Source[]) {
      if (source.url !== undefined) throw new Error(`data from a URL is not allowed: ${source.name}`);
    }
    const all = widths.length > 0 ? widths : [undefined];
    return { drawn: all.map((width) => picture(width === undefined ? spec : { ...spec, width })) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function picture(spec: vega.Spec): string {
  const wrong: unknown[] = [];
  const logger = vega.logger(vega.Error, "error", (_method, _level, said) => wrong.push(...said));
  const view: any = new vega.View(vega.parse(spec), { renderer: "none", logger });
  resetSVGDefIds(); // a picture has the same ids whatever was drawn before
  view.run();
  if (wrong.length > 0) throw wrong[0];
  const { top, right, bottom, left } = view.padding();
  const drawn: string = new SVGStringRenderer(null)
    .initialize(
      null,
      Math.max(0, view._viewWidth + left + right),
      Math.max(0, view._viewHeight + top + bottom),
      [view._origin[0] + left, view._origin[1] + top],
    )
    .background(view.background())
    .render(view.scenegraph().root)
    .svg();
  view.finalize();
  return drawn;
}
