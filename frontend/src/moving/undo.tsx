import { Redo2, Undo2 } from "lucide";
import type { Say } from "../fill";
import { Icon } from "../icons";
import type { History } from "./history";

/** The two buttons; their words are `undo` and `redo` of the component's own labels. */
export function UndoButtons({ history, say }: { history: History<any>; say: Say }) {
  return (
    <div class="cx-undo cx-noprint">
      <button
        type="button"
        class="cx-button cx-button--quiet cx-button--icon"
        aria-label={say("undo")}
        title={say("undo")}
        aria-disabled={!history.canUndo}
        onClick={history.undo}
      >
        <Icon of={Undo2} />
      </button>
      <button
        type="button"
        class="cx-button cx-button--quiet cx-button--icon"
        aria-label={say("redo")}
        title={say("redo")}
        aria-disabled={!history.canRedo}
        onClick={history.redo}
      >
        <Icon of={Redo2} />
      </button>
    </div>
  );
}

/**
 * Take Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y (Command on a Mac), except from a field with its own undo.
 * `before` is called when something is about to change.
 */
export function undoKey(event: KeyboardEvent, history: History<any>, before: () => void): boolean {
  const field = (event.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
  if (field || event.altKey || !(event.ctrlKey || event.metaKey)) return false;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  event.preventDefault();
  event.stopPropagation();
  const again = key === "y" || event.shiftKey;
  if (again ? history.canRedo : history.canUndo) before();
  if (again) history.redo();
  else history.undo();
  return true;
}
