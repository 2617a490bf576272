// Hides what the trainer has not opened yet. A section begins at an h2; index 0 is what stands
// before the first one. The server refuses answers to closed sections; this only keeps the page calm.

const CLOSED = "cx-closed";
const GATE = "cx-gate";

/** The headings that begin sections 1, 2, …; what a component draws is not the page's own. */
export function sections(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("h2")].filter((h2) => !h2.closest(".cx"));
}

/** Show sections 0 … `openTo` of `root` (all of them for null); say so where the rest would be. */
export function pace(root: HTMLElement, openTo: number | null, words: string): void {
  if (openTo === null && !root.querySelector(`.${CLOSED}, .${GATE}`)) return;
  const headings = sections(root);
  const limit = openTo ?? Number.POSITIVE_INFINITY;
  let section = 0;
  const show = (element: Element) => {
    if (element.classList.contains(GATE)) return;
    const inside = headings.filter((h2) => h2 !== element && element.contains(h2));
    if (inside.length > 0) {
      element.classList.remove(CLOSED);
      for (const child of [...element.children]) show(child);
      return;
    }
    if (element instanceof HTMLElement && headings.includes(element)) section += 1;
    const closed = section > limit;
    if (element.classList.contains(CLOSED) !== closed) element.classList.toggle(CLOSED, closed);
  };
  for (const child of [...root.children]) show(child);

  const first = headings[limit];
  const gate = root.querySelector(`.${GATE}`);
  if (!first) {
    gate?.remove();
    return;
  }
  const line = gate ?? document.createElement("p");
  line.className = GATE;
  if (line.textContent !== words) line.textContent = words;
  if (first.previousElementSibling !== line) first.before(line);
}
