import { WidgetModel } from "@jupyter-widgets/base";
import { describe, expect, it, vi } from "vitest";
import { places, replay, track } from "../src/live/replay";

let count = 0;

function model(name: string, state: Record<string, unknown>): WidgetModel {
  const made = new WidgetModel(
    { _model_name: name, ...state } as any,
    { widget_manager: {} as any, model_id: `m${++count}` } as any,
  );
  track(made);
  vi.spyOn(made, "save_changes").mockImplementation(() => undefined);
  return made;
}

const box = (...children: WidgetModel[]) => model("VBoxModel", { children });

describe("replay", () => {
  it("does in the new models what was done by hand in the old ones, wherever they are called", () => {
    const [slider, label] = [model("IntSlider", { value: 3 }), model("Label", { value: "" })];
    const before = places(box(slider, label), "cell-0");
    slider.set("value", 7);
    label.set_state({ value: "by the kernel" });

    const [next, text] = [model("IntSlider", { value: 3 }), model("Label", { value: "" })];
    replay(before, places(box(next, text), "cell-0"));
    expect(next.get("value")).toBe(7);
    expect(next.save_changes).toHaveBeenCalledTimes(1);
    expect(text.get("value")).toBe("");
    expect(text.save_changes).not.toHaveBeenCalled();
  });

  it("keeps it for the kernel after the next", () => {
    const first = model("Text", { value: "" });
    first.set("value", "typed");
    const second = model("Text", { value: "" });
    replay(places(first, "a"), places(second, "a"));
    const third = model("Text", { value: "" });
    replay(places(second, "a"), places(third, "a"));
    expect(third.get("value")).toBe("typed");
  });

  it("forgets what the kernel has changed since", () => {
    const slider = model("IntSlider", { value: 3 });
    slider.set("value", 7);
    slider.set_state({ value: 5 });
    const next = model("IntSlider", { value: 3 });
    replay(places(slider, "a"), places(next, "a"));
    expect(next.get("value")).toBe(3);
  });

  it("touches nothing where another widget stands now", () => {
    const slider = model("IntSlider", { value: 3 });
    slider.set("value", 7);
    const next = model("Text", { value: "" });
    replay(places(slider, "a"), places(next, "a"));
    expect(next.get("value")).toBe("");
  });

  it("walks through models that know each other", () => {
    const [one, other] = [model("A", {}), model("B", {})];
    one.set("peer", other);
    other.set("peer", one);
    expect([...places(one, "a").keys()]).toEqual(["a", "a/peer"]);
  });
});
