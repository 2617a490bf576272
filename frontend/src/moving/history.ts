/**
 * Undo and redo over whole values.
 *
 * A value is never changed in place, so a history is nothing but the values that were. Changes
 * that share a `key` (letters typed into one field) are taken back together.
 */
import { useCallback, useRef, useState } from "preact/hooks";

export interface Trail<V> {
  past: readonly V[];
  present: V;
  future: readonly V[];
  key?: string;
}

const LONGEST = 100;

export function begin<V>(present: V): Trail<V> {
  return { past: [], present, future: [] };
}

/** Go on to a new value; one that is the same as before, or as before its key began, leaves no trace. */
export function advance<V>(trail: Trail<V>, next: V, key?: string): Trail<V> {
  if (alike(next, trail.present)) return trail;
  const together = key !== undefined && key === trail.key && trail.past.length > 0;
  if (!together) {
    return { past: [...trail.past, trail.present].slice(-LONGEST), present: next, future: [], key };
  }
  const begun = trail.past[trail.past.length - 1];
  const past = alike(begun, next) ? trail.past.slice(0, -1) : trail.past;
  return { past, present: next, future: [], key: past === trail.past ? key : undefined };
}

export function back<V>(trail: Trail<V>): Trail<V> {
  const present = trail.past[trail.past.length - 1];
  if (present === undefined) return trail;
  return { past: trail.past.slice(0, -1), present, future: [trail.present, ...trail.future] };
}

export function forth<V>(trail: Trail<V>): Trail<V> {
  const [present, ...future] = trail.future;
  if (present === undefined) return trail;
  return { past: [...trail.past, trail.present], present, future };
}

/** Go back to before a key began, leaving no trace; null if something else happened since. */
export function abandon<V>(trail: Trail<V>, key: string): Trail<V> | null {
  const begun = trail.past[trail.past.length - 1];
  if (trail.key !== key || begun === undefined) return null;
  return { past: trail.past.slice(0, -1), present: begun, future: [] };
}

export interface History<V> {
  /** Always the newest value, also between two drawings. */
  readonly value: V;
  canUndo: boolean;
  canRedo: boolean;
  commit(next: V, key?: string): void;
  /** Report a value that nobody needs to take back. */
  replace(next: V): void;
  /** Give up what was done under a key; false if something else happened since. */
  abandon(key: string): boolean;
  undo(): void;
  redo(): void;
}

/**
 * Keep a trail beside a value that the outside may also replace (another device, a reload).
 *
 * What arrives from outside and differs from what we hold begins a new trail: nobody should take
 * back a change that somebody else made.
 */
export function useHistory<V>(value: V, onChange: (next: V) => void): History<V> {
  const [, redraw] = useState(0);
  const trail = useRef<Trail<V>>(begin(value));
  const seen = useRef(value);
  const emit = useRef(onChange);
  emit.current = onChange;

  if (value !== seen.current) {
    seen.current = value;
    if (!alike(value, trail.current.present)) trail.current = begin(value);
  }

  const go = useCallback((next: Trail<V>) => {
    if (next === trail.current) return;
    trail.current = next;
    redraw((n) => n + 1);
    emit.current(next.present);
  }, []);

  return {
    get value() {
      return trail.current.present;
    },
    canUndo: trail.current.past.length > 0,
    canRedo: trail.current.future.length > 0,
    commit: (next, key) => go(advance(trail.current, next, key)),
    replace: (next) => go({ ...trail.current, present: next }),
    abandon: (key) => {
      const before = abandon(trail.current, key);
      if (before) go(before);
      return before !== null;
    },
    undo: () => go(back(trail.current)),
    redo: () => go(forth(trail.current)),
  };
}

/** Say whether two JSON values are the same, whatever the order of their keys. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const a = one as Record<string, unknown>;
  const b = other as Record<string, unknown>;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => k in b && alike(a[k], b[k]));
}
