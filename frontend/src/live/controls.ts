// The front end of plain widgets, fetched by the first page that shows one: the controls of
// ipywidgets, their output widget, and the host of anywidgets.
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import anywidget from "anywidget";
import styles from "./controls.css";
import * as output from "./output";

const sheet = document.createElement("style");
sheet.dataset["cxControls"] = "";
sheet.textContent = styles;
document.head.append(sheet);

/** By the name their models give in `_model_module`. */
export const modules: Record<string, object> = {
  "@jupyter-widgets/controls": controls,
  "@jupyter-widgets/output": output,
  anywidget: anywidget(base),
};
