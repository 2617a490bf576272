/** Put the reader at a question: at its first control that has no answer yet. */
export function enterQuestion(root: HTMLElement, id: string) {
  const all = [...root.querySelectorAll<HTMLElement>("[data-question]")];
  const question = all.find((element) => element.dataset["question"] === id);
  const open = question?.querySelector<HTMLElement>("[data-open]") ?? question;
  const field = "input, textarea, select";
  const control = open?.matches(field) ? open : open?.querySelector<HTMLElement>(field);
  control?.focus({ preventScroll: true });
  const target = question && isTall(question) ? (open ?? question) : question;
  target?.scrollIntoView({ block: isTall(target) ? "start" : "center" });
}

/** Whether an element nearly fills the window, so that centred its beginning could be out of sight. */
function isTall(element: HTMLElement): boolean {
  return element.offsetHeight > window.innerHeight * 0.7;
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
