import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Return a function that names what has the focus after the next drawing.
 *
 * A card that changes its list is a new element there, and the focus would be lost with the old
 * one. Where the named part is gone too (its making was undone) the component itself takes the
 * focus, so that the next key still arrives.
 */
export function useRefocus(root: RefObject<HTMLElement | null>): (selector: string) => void {
  const next = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (next.current === null) return;
    const found = root.current?.querySelector<HTMLElement>(next.current);
    next.current = null;
    (found ?? root.current)?.focus();
  });
  return (selector) => {
    next.current = selector;
  };
}
