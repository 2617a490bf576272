import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Tie a text field to a string without getting in the way of an input method.
 *
 * While a Chinese word is being composed the field holds Latin letters that are nobody's answer:
 * nothing is reported until the word stands, and a redraw never writes into an open composition.
 */
export function useTyping(field: RefObject<Field | null>, text: string, onText: (text: string) => void) {
  const composing = useRef(false);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    if (!composing.current && element.value !== text) element.value = text;
    grow(element);
  }, [text]);
  const report = () => {
    if (field.current && !composing.current) onText(field.current.value);
  };
  return {
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: () => {
      composing.current = false;
      report();
    },
    onInput: (event: InputEvent) => {
      if (field.current) grow(field.current);
      if (!event.isComposing) report();
    },
  };
}

/** Make a text area as high as its text, where the browser does not do so by itself. */
function grow(field: Field) {
  if (field instanceof HTMLInputElement || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  const border = field.offsetHeight - field.clientHeight;
  if (field.scrollHeight) field.style.height = `${field.scrollHeight + border}px`;
}
