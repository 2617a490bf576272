// A page for one component: it gets its value back, as the shell would give it.
import { type ComponentType, render } from "preact";
import { act } from "preact/test-utils";
import type { ComponentProps, Labels } from "../src/component";

export interface Stage<V> {
  root: HTMLElement;
  /** Every value that was reported, in order. */
  values: V[];
  find(selector: string): HTMLElement;
  all(selector: string): HTMLElement[];
  button(name: string): HTMLElement;
  click(element: HTMLElement): void;
  press(element: HTMLElement, key: string, more?: KeyboardEventInit): void;
  type(element: HTMLElement, text: string): void;
  /** Give another value, as another device would. */
  receive(value: V): void;
  lock(): void;
  leave(): void;
}

export function stage<D, V>(
  Component: ComponentType<ComponentProps<D, V>>,
  definition: D,
  labels: Labels,
  start: V,
): Stage<V> {
  const root = document.createElement("div");
  document.body.append(root);
  const values: V[] = [];
  let value = start;
  let disabled = false;
  const draw = () =>
    render(
      <Component
        definition={definition}
        value={value}
        labels={labels}
        disabled={disabled}
        onChange={(next) => {
          value = next;
          values.push(next);
          draw();
        }}
      />,
      root,
    );
  act(draw);
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  const found = (element: HTMLElement | undefined, what: string) => {
    if (!element) throw new Error(`nothing on the page is ${what}`);
    return element;
  };
  return {
    root,
    values,
    all,
    find: (selector) => found(all(selector)[0], selector),
    button: (name) =>
      found(
        all("button, [role=button]").find((b) => (b.getAttribute("aria-label") ?? b.textContent ?? "").startsWith(name)),
        `a button ${name}`,
      ),
    click: (element) => act(() => element.click()),
    press: (element, key, more = {}) =>
      act(() => {
        element.focus();
        element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
      }),
    type: (element, text) =>
      act(() => {
        (element as HTMLInputElement).value = text;
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    receive: (next) => {
      value = next;
      act(draw);
    },
    lock: () => {
      disabled = true;
      act(draw);
    },
    leave: () => {
      act(() => render(null, root));
      root.remove();
    },
  };
}

/** Count the listeners that are added to the page and the window and not taken away again. */
export function countListeners(): { alive(): number; stop(): void } {
  let count = 0;
  const add = EventTarget.prototype.addEventListener;
  const remove = EventTarget.prototype.removeEventListener;
  const held = new Map<EventTarget, Set<string>>();
  const name = (type: string, handler: unknown) => {
    if (!ids.has(handler)) ids.set(handler, (count += 1));
    return `${type} ${ids.get(handler)}`;
  };
  const ids = new Map<unknown, number>();
  EventTarget.prototype.addEventListener = function (type: string, handler: any, options?: any) {
    if (!held.has(this)) held.set(this, new Set());
    held.get(this)!.add(name(type, handler));
    add.call(this, type, handler, options);
  };
  EventTarget.prototype.removeEventListener = function (type: string, handler: any, options?: any) {
    held.get(this)?.delete(name(type, handler));
    remove.call(this, type, handler, options);
  };
  return {
    alive: () =>
      [...held].filter(([target]) => target === document || target === window).reduce((n, [, set]) => n + set.size, 0),
    stop: () => {
      EventTarget.prototype.addEventListener = add;
      EventTarget.prototype.removeEventListener = remove;
    },
  };
}
