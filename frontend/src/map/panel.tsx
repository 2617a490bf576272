/** The panel that edits one thing: beside it on a wide page, a sheet from below on a phone. */
import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../icons";

interface Props {
  title: string;
  closeName: string;
  /** What the panel belongs to: it opens beside this element. */
  anchor(): Element | null;
  onClose(): void;
  children: ComponentChildren;
}

const GAP = 12;

export function Panel({ title, closeName, anchor, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return undefined;
    // a browser without modal dialogs still shows it, only without holding back the page
    if (element.showModal) element.showModal();
    else element.setAttribute("open", "");
    settle(element, anchor());
    return () => element.close?.();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="cx-map-panel cx-noprint"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="cx-map-panel-body">
        <header class="cx-map-panel-head">
          <h4>{title}</h4>
          <button type="button" class="cx-button cx-button--quiet cx-button--icon" aria-label={closeName} onClick={onClose}>
            <Icon of={X} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Put the panel to the right of its anchor, else to the left, always inside the window. */
function settle(panel: HTMLElement, anchor: Element | null): void {
  if (!anchor) return;
  const at = anchor.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const right = at.right + GAP;
  const left = right + width + GAP <= window.innerWidth ? right : Math.max(GAP, at.left - width - GAP);
  const top = Math.max(GAP, Math.min(at.top, window.innerHeight - height - GAP));
  panel.style.setProperty("--panel-left", `${left}px`);
  panel.style.setProperty("--panel-top", `${top}px`);
}
