// What a person changed in plain widgets, kept for the kernel that comes after a lost one.
import { WidgetModel } from "@jupyter-widgets/base";

/** Names of the attributes that were last changed by hand. */
const touched = new WeakMap<WidgetModel, Set<string>>();

/** Counted by views, not by people. */
const IGNORED = new Set(["_view_count"]);

/** Follow a model: a change while no state from the kernel is being set comes from the page. */
export function track(model: WidgetModel): void {
  const names = new Set<string>();
  touched.set(model, names);
  model.on("change", () => {
    const fromKernel = (model as unknown as { _state_lock: object | null })._state_lock;
    for (const name of Object.keys(model.changedAttributes() || {})) {
      if (fromKernel && name in fromKernel) names.delete(name);
      else if (!IGNORED.has(name)) names.add(name);
    }
  });
}

/** Models by where they stand: names change from kernel to kernel, places do not. */
export type Places = Map<string, WidgetModel>;

/** Walk through everything that is shown from `root` on. */
export function places(root: WidgetModel, at: string, found: Places = new Map()): Places {
  if ([...found.values()].includes(root)) return found;
  found.set(at, root);
  const visit = (value: unknown, path: string) => {
    if (value instanceof WidgetModel) places(value, path, found);
    else if (Array.isArray(value)) value.forEach((part, i) => visit(part, `${path}/${i}`));
  };
  for (const [name, value] of Object.entries(root.attributes)) visit(value, `${at}/${name}`);
  return found;
}

/** Do in the new models what was done in the old ones. */
export function replay(before: Places, after: Places): void {
  for (const [place, old] of before) {
    const model = after.get(place);
    if (!model || model.get("_model_name") !== old.get("_model_name")) continue;
    const names = [...(touched.get(old) ?? [])].filter((name) => isData(old.get(name)));
    if (!names.length) continue;
    for (const name of names) model.set(name, old.get(name));
    model.save_changes();
  }
}

function isData(value: unknown): boolean {
  if (value instanceof WidgetModel) return false;
  return Array.isArray(value) ? value.every(isData) : true;
}
