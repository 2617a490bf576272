/**
 * A list whose children may be dragged to another list of the same group, by mouse or finger.
 *
 * SortableJS moves real DOM nodes while a finger drags; Preact believes to be the only one who
 * does. So at the end of a drag the node goes back to where Preact put it, and the change is
 * reported: the new order then comes from the value, as every other change does.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import Sortable from "sortablejs";

export interface Drop {
  /** The `data-card` of what was dragged. */
  card: string;
  /** The `place` of the list it was dropped on. */
  place: string;
  /** Its index there, counted without itself. */
  index: number;
}

interface Props {
  place: string;
  group: string;
  active: boolean;
  onDrop(drop: Drop): void;
  class: string;
  label: string;
  children: ComponentChildren;
}

export function DropList({ place, group, active, onDrop, label, children, ...rest }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const report = useRef(onDrop);
  report.current = onDrop;

  useEffect(() => {
    if (!active || !list.current) return undefined;
    let home: { list: HTMLElement; before: Element | null } | null = null;
    const sortable = Sortable.create(list.current, {
      group,
      draggable: "[data-card]",
      dataIdAttr: "data-card",
      filter: "input, textarea, [data-still]",
      preventOnFilter: false,
      // the same gesture and the same look in every browser, and scrolling stays possible
      forceFallback: true,
      fallbackTolerance: 5,
      delay: 160,
      delayOnTouchOnly: true,
      touchStartThreshold: 5,
      emptyInsertThreshold: 24,
      animation: calm() ? 0 : 150,
      ghostClass: "cx-drag-gap",
      dragClass: "cx-drag-flying",
      onChoose: ({ item, from }) => {
        home = { list: from, before: item.nextElementSibling };
      },
      onEnd: ({ item, to, newDraggableIndex }) => {
        const card = item.dataset["card"];
        const target = to.dataset["place"];
        if (home) home.list.insertBefore(item, home.before);
        home = null;
        if (card === undefined || target === undefined || newDraggableIndex === undefined) return;
        report.current({ card, place: target, index: newDraggableIndex });
      },
    });
    return () => sortable.destroy();
  }, [active, group]);

  return (
    <ul ref={list} data-place={place} aria-label={label} {...rest}>
      {children}
    </ul>
  );
}

function calm(): boolean {
  return window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}
