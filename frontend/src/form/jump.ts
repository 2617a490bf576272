/** Put the reader at a question: at its first control that has no answer yet. */
export function enterQuestion(root: HTMLElement, id: string) {
  const all = [...root.querySelectorAll<HTMLElement>("[data-question]")];
  const question = all.find((element) => element.dataset["question"] === id);
  const open = question?.querySelector<HTMLElement>("[data-open]") ?? question;
  const field = "input, textarea";
  const control = open?.matches(field) ? open : open?.querySelector<HTMLElement>(field);
  control?.focus({ preventScroll: true });
  question?.scrollIntoView({ block: "center" });
}

/**
 * Bring the head of the open part into view.
 *
 * Whoever stepped here goes on reading from its heading; whoever pressed a ring in the picture
 * keeps the focus there, to look into the next one.
 */
export function enterPart(root: HTMLElement, focus: boolean, narrow: boolean) {
  const head = root.querySelector<HTMLElement>("[data-head]");
  if (focus) head?.focus({ preventScroll: true });
  head?.scrollIntoView({ block: narrow ? "start" : "nearest" });
}
