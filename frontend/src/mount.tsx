import { render } from "preact";
import { components } from "./components";
import type { Load, Model } from "./model";
import { addStyles } from "./styles";

/** Draw a model into an element; returns what takes it away again. */
export function mount(model: Model, el: HTMLElement, _options: { load: Load }): () => void {
  addStyles();
  el.classList.add("cx");
  const draw = () => {
    const definition = model.get("definition");
    const Component = components[definition.component]!;
    const labels = model.get("labels")[definition.component] ?? {};
    const status = model.get("status") ?? {};
    render(
      <Component
        definition={definition}
        value={model.get("value") ?? {}}
        labels={labels}
        disabled={status.state === "locked"}
        onChange={(value) => {
          model.set("value", value);
          model.save_changes();
          draw();
        }}
      />,
      el,
    );
  };
  const names = ["change:definition", "change:value", "change:status"];
  for (const name of names) model.on(name, draw);
  draw();
  return () => {
    for (const name of names) model.off(name, draw);
    render(null, el);
  };
}
