import type { SheetDefinition } from "../src/sheet/sheet";

const open = { low: -1e12, high: 1e12, step: 1, choice: [], max_length: 10 };

/** A column of each kind, two given rows, room for two more. */
export const definition: SheetDefinition = {
  id: "sample",
  free_rows: 2,
  column: [
    { ...open, id: "measure", label: "Measure", kind: "fixed" },
    { ...open, id: "people", label: "People", kind: "number", low: 0, high: 100 },
    { ...open, id: "way", label: "Way", kind: "choice", choice: [{ id: "up", label: "Higher" }, { id: "down", label: "Lower" }] },
    { ...open, id: "note", label: "Note", kind: "text" },
  ],
  row: [
    { id: "wait", cells: { measure: "Long wait", people: 35 } },
    { id: "other", cells: { measure: "Other" } },
  ],
};
