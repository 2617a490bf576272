import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ClassLink } from "./class/link";

export interface Reading<T> {
  data: T | null;
  error: string;
  again(): void;
}

const REST = 1_000; // ms between two readings

/** Read something from the class server, and again whenever `version` changes. */
export function useRead<T>(link: ClassLink, path: string | null, version: unknown = 0): Reading<T> {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState("");
  const [attempt, setAttempt] = useState(0);
  const last = useRef(path);
  const begun = useRef(0);
  useEffect(() => {
    if (last.current !== path) setData(null);
    last.current = path;
    if (path === null) return undefined;
    let current = true;
    const read = () => {
      begun.current = Date.now();
      link.read<T>(path).then(
        (found) => {
          if (!current) return;
          setData(found);
          setError("");
        },
        (problem: Error) => current && setError(problem.message),
      );
    };
    // While fifty answers come in, once a second is often enough.
    const timer = setTimeout(read, Math.max(0, begun.current + REST - Date.now()));
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [link, path, version, attempt]);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { data, error, again };
}
