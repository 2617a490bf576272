// Markup that may stand in a page: a tree parsed apart, copied element by element. It takes the
// place of `sanitize-html` in the bundle, which parses HTML by itself where a browser can.

interface Allowed {
  allowedTags: string[];
  /** By tag, "*" for all; a name may end in "*". */
  allowedAttributes: Record<string, string[]>;
}

const SAFE_ADDRESS = /^(?:https?:|mailto:|data:image\/(?:png|gif|jpeg|webp);|[^:]*$)/i;
/** What these hold is no text for readers. */
const SILENT = new Set(["script", "style", "textarea", "option", "noscript", "template", "iframe"]);

export default function sanitize(html: string, allowed: Allowed): string {
  const holder = document.createElement("div");
  holder.append(fragment(html, allowed));
  return new XMLSerializer().serializeToString(holder).replace(/^<div[^>]*>|<\/div>$|^<div[^>]*\/>$/g, "");
}

/** The same as nodes, for places that need no text. */
export function fragment(html: string, { allowedTags, allowedAttributes }: Allowed): DocumentFragment {
  const tags = new Set(allowedTags);
  const copy = (from: Node, into: Node) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) into.appendChild(document.createTextNode(node.nodeValue ?? ""));
      if (!(node.nodeType === Node.ELEMENT_NODE)) continue;
      const element = node as Element;
      const tag = element.localName;
      if (tags.has(tag)) {
        const made = document.createElement(tag);
        for (const { name, value } of element.attributes) {
          const names = [...(allowedAttributes["*"] ?? []), ...(allowedAttributes[tag] ?? [])];
          const known = names.some((n) => (n.endsWith("*") ? name.startsWith(n.slice(0, -1)) : n === name));
          const address = name === "href" || name === "src";
          if (known && (!address || SAFE_ADDRESS.test(value.trim()))) made.setAttribute(name, value);
        }
        copy(element, made);
        into.appendChild(made);
      } else if (!SILENT.has(tag)) copy(element, into);
    }
  };
  const made = document.createDocumentFragment();
  copy(new DOMParser().parseFromString(html, "text/html").body, made);
  return made;
}
