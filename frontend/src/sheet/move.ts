/** A way through the cells: as in a spreadsheet, or on to the next field as in a form. */
export type Step = "up" | "down" | "left" | "right" | "next" | "previous";

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const ARROWS: Partial<Record<string, Step>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/** The step a key asks for; null where the key belongs to the field itself. */
export function stepOf(event: KeyboardEvent, field: Field, cards: boolean): Step | null {
  // Enter and arrows choose among an input method's candidates while a word is being composed.
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return null;
  if (event.key === "Enter") {
    if (cards) return event.shiftKey ? "previous" : "next";
    return event.shiftKey ? "up" : "down";
  }
  const step = ARROWS[event.key];
  if (!step || event.shiftKey || cards) return null;
  return field instanceof HTMLSelectElement || leaves(field, step) ? step : null;
}

/** An arrow leaves a text when its caret has nowhere to go, or when all of it is selected. */
function leaves(field: HTMLInputElement | HTMLTextAreaElement, step: Step): boolean {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const all = from === 0 && to === value.length;
  const oneLine = !value.includes("\n") && field.scrollHeight < 2.5 * parseFloat(getComputedStyle(field).lineHeight);
  if (all || (oneLine && (step === "up" || step === "down"))) return true;
  return from === to && from === (step === "left" || step === "up" ? 0 : value.length);
}

/** The field a step leads to from another; undefined at the edge of the table. */
export function fieldAfter(root: HTMLElement, from: Field, step: Step): Field | undefined {
  const fields = [...root.querySelectorAll<Field>("[data-cell]")].filter((field) => !field.disabled);
  const at = fields.indexOf(from);
  const row = (field: Field) => Number(field.dataset["row"]);
  const same = (field: Field) => field.dataset["column"] === from.dataset["column"];
  switch (step) {
    case "next": return fields[at + 1];
    case "previous": return fields[at - 1];
    case "right": return fields.slice(at + 1).find((field) => row(field) === row(from));
    case "left": return fields.slice(0, at).reverse().find((field) => row(field) === row(from));
    case "down": return fields.slice(at + 1).find(same);
    case "up": return fields.slice(0, at).reverse().find(same);
  }
}

/** Go to a field; its text is selected, so that typing replaces it. */
export function goTo(field: Field) {
  field.focus();
  if (!(field instanceof HTMLSelectElement)) field.select();
}

/** The first field of a row. */
export function firstField(root: HTMLElement, id: string): Field | undefined {
  return [...root.querySelectorAll<Field>("[data-cell]")].find((field) => field.dataset["line"] === id);
}
