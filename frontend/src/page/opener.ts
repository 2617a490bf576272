// On the trainer's copy of a page each section says whether trainees see it, or offers to show it.
import type { Say } from "../fill";
import { sections } from "./pacing";

const OPENER = "cx-opener";

/** Put a line under each heading; `open` is asked to open the page up to a section. */
export function offer(
  root: HTMLElement,
  openTo: number | null,
  say: Say,
  open: (section: number) => Promise<void>,
): void {
  // While everything is open there is nothing to say; the pace begins on the console.
  if (openTo === null) {
    for (const line of root.querySelectorAll(`.${OPENER}`)) line.remove();
    return;
  }
  sections(root).forEach((heading, i) => {
    const section = i + 1;
    const state = section <= openTo ? "open" : "closed";
    const next = heading.nextElementSibling;
    const line = next?.classList.contains(OPENER) ? (next as HTMLElement) : document.createElement("p");
    if (line.dataset["state"] === state) return;
    line.className = OPENER;
    line.dataset["state"] = state;
    line.replaceChildren(state === "open" ? say("page.opener.open") : button());
    if (line !== next) heading.after(line);

    function button(): HTMLButtonElement {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = say("page.opener.closed");
      made.onclick = () => {
        made.disabled = true;
        open(section).catch(() => (made.disabled = false));
      };
      return made;
    }
  });
}
