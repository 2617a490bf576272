// Plain widgets of the page: the view of a kernel's model in the place of its static twin.
import type { DOMWidgetView, WidgetModel } from "@jupyter-widgets/base";
import { Widget } from "@lumino/widgets";
import type { Say } from "../fill";
import type { Models } from "./models";

/** Draw a model into its place; returns what takes the view away, leaving what it shows. */
export async function show(
  manager: Models,
  model: WidgetModel,
  place: HTMLElement,
  foreign: () => Node,
): Promise<() => void> {
  const box = document.createElement("div");
  box.className = "cx-plain";
  if (model.get("_view_name") === "ErrorWidgetView") {
    box.append(foreign());
    place.replaceChildren(box);
    return () => undefined;
  }
  const view = (await manager.create_view(model)) as DOMWidgetView;
  place.replaceChildren(box);
  Widget.attach(view.luminoWidget, box);
  return () => {
    const shown = box.cloneNode(true);
    view.luminoWidget.dispose();
    if (box.isConnected) box.replaceWith(shown); // until the next kernel is there
  };
}

/** For widgets of packages whose front end is an extension of JupyterLab: Voilà has those. */
export function elsewhere(say: Say, href: string): Node {
  const line = document.createElement("p");
  const link = document.createElement("a");
  link.className = "cx-link";
  link.href = href;
  link.textContent = say("page.kernel_foreign_open");
  line.append(`${say("page.kernel_foreign")} `, link);
  return line;
}
