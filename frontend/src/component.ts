// The contract between the shell and an exercise component. A component draws and reports
// gestures; title, task, saving, locking and results belong to the shell.

/** Words from Python, nested by section; a page never makes up its own. */
export interface Labels {
  [key: string]: string | Labels;
}

export interface ComponentProps<D, V> {
  /** The exercise as `definition.resolve(text)` gives it: one language, no keys to the answers. */
  definition: D;
  /** The answer so far; `{}` before the first gesture. Never mutate it: report a new one. */
  value: V;
  /** The text section `ui.<component>`. */
  labels: Labels;
  /** True while the exercise is locked: show the answer, take no gestures. */
  disabled: boolean;
  /** Report the whole new answer after every gesture; the shell decides when to send it. */
  onChange(value: V): void;
}
