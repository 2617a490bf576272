/** What a component must know of its own layout: its width, and where its parts lie. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Return the element's width in pixels, 0 until it is known. */
export function useWidth(of: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = of.current;
    if (!element) return undefined;
    const look = () => setWidth(Math.round(element.getBoundingClientRect().width));
    look();
    return whenResized(element, look);
  }, []);
  return width;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Boxes = ReadonlyMap<string, Box>;

/**
 * Return where the parts of `root`, a positioned element, that carry a `data-…` attribute lie in it.
 *
 * Measured after every drawing and whenever the root changes its size; drawn again only when
 * something has moved.
 */
export function useBoxes(root: RefObject<HTMLElement | null>, name: string): Boxes {
  const [boxes, setBoxes] = useState<Boxes>(new Map());
  const held = useRef(boxes);
  const measure = () => {
    const found = root.current ? boxesIn(root.current, name) : new Map<string, Box>();
    if (equal(found, held.current)) return;
    held.current = found;
    setBoxes(found);
  };
  const latest = useRef(measure);
  latest.current = measure;
  useLayoutEffect(measure);
  useEffect(() => (root.current ? whenResized(root.current, () => latest.current()) : undefined), []);
  return boxes;
}

function whenResized(element: HTMLElement, act: () => void): (() => void) | undefined {
  if (typeof ResizeObserver === "undefined") return undefined;
  const observer = new ResizeObserver(act);
  observer.observe(element);
  return () => observer.disconnect();
}

/**
 * Offsets, not client rectangles: a part that is just gliding into place counts as being there.
 * The copy that flies under the finger during a drag has no place at all.
 */
function boxesIn(root: HTMLElement, name: string): Map<string, Box> {
  const found = new Map<string, Box>();
  for (const part of root.querySelectorAll<HTMLElement>(`[data-${name}]:not(.cx-drag-flying)`)) {
    const box = { left: 0, top: 0, width: part.offsetWidth, height: part.offsetHeight };
    for (let at: Element | null = part; at instanceof HTMLElement && at !== root; at = at.offsetParent) {
      box.left += at.offsetLeft;
      box.top += at.offsetTop;
    }
    found.set(part.getAttribute(`data-${name}`) ?? "", box);
  }
  return found;
}

function equal(a: Boxes, b: Boxes): boolean {
  if (a.size !== b.size) return false;
  for (const [key, one] of a) {
    const other = b.get(key);
    if (!other || one.left !== other.left || one.top !== other.top) return false;
    if (one.width !== other.width || one.height !== other.height) return false;
  }
  return true;
}
