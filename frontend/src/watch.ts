import { useEffect, useReducer } from "preact/hooks";

export interface Watched {
  watch(watcher: () => void): () => void;
}

/** Draw again whenever the thing watched says that it has changed. */
export function useWatch(thing: Watched | null): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!thing) return undefined;
    const leave = thing.watch(() => again(undefined));
    again(undefined); // what happened between drawing and watching
    return leave;
  }, [thing]);
}
