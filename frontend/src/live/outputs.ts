// One output of Python as an element: a view, a picture, a table, or plain text.
import type { DOMWidgetView } from "@jupyter-widgets/base";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { Models } from "./models";
import { fragment } from "./sanitize";

export interface Output {
  output_type: string;
  name?: string;
  text?: string;
  ename?: string;
  evalue?: string;
  data?: Record<string, any>;
}

const VIEW = "application/vnd.jupyter.widget-view+json";
const PICTURES = ["image/png", "image/jpeg", "image/gif"];
const MARKUP = {
  allowedTags:
    "a abbr b blockquote br caption code dd div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img li ol p pre section small span strong sub sup table tbody td tfoot th thead tr ul".split(" "),
  allowedAttributes: {
    "*": ["aria-*", "class", "dir", "lang", "role", "title"],
    a: ["href"],
    img: ["src", "alt", "width", "height"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan", "scope"],
  },
};

export async function drawn(output: Output, manager: Models): Promise<HTMLElement> {
  const { data } = output;
  if (!data) return plain(output.text ?? `${output.ename}: ${output.evalue}`, output.output_type);
  if (data[VIEW]) return view(data[VIEW].model_id, manager);
  const picture = PICTURES.find((type) => type in data);
  const svg = data["image/svg+xml"];
  if (picture || svg) {
    const img = document.createElement("img");
    img.alt = String(data["text/plain"] ?? "");
    img.src = picture
      ? `data:${picture};base64,${joined(data[picture])}`
      : `data:image/svg+xml,${encodeURIComponent(joined(svg))}`;
    return img;
  }
  if (data["text/html"]) {
    const box = document.createElement("div");
    box.append(fragment(joined(data["text/html"]), MARKUP));
    return box;
  }
  return plain(joined(data["text/markdown"] ?? data["text/plain"] ?? ""), "display_data");
}

/** Notebooks store long texts as lists of lines. */
function joined(text: string | string[]): string {
  return Array.isArray(text) ? text.join("") : String(text);
}

function plain(text: string, type: string): HTMLElement {
  const pre = document.createElement("pre");
  pre.dataset["type"] = type;
  pre.textContent = text;
  return pre;
}

async function view(id: string, manager: Models): Promise<HTMLElement> {
  const { luminoWidget } = (await manager.create_view(await manager.get_model(id))) as DOMWidgetView;
  const box = document.createElement("div");
  box.append(luminoWidget.node);
  // It stands in no box of its own kind: what an attached widget hears is said by hand.
  MessageLoop.postMessage(luminoWidget, Widget.Msg.AfterAttach);
  return box;
}
