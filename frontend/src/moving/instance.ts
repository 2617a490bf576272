import { useRef } from "preact/hooks";

let count = 0;

/**
 * A prefix for element ids that no other component on the page has.
 *
 * Preact's own `useId` starts again in every root, and a notebook page has a root a component.
 */
export function useInstance(kind: string): string {
  const id = useRef("");
  if (!id.current) {
    count += 1;
    id.current = `cx-${kind}-${count}`;
  }
  return id.current;
}
