// One kernel in one page: its models known, components linked, plain widgets drawn.
import type { WidgetModel } from "@jupyter-widgets/base";
import type { Model } from "../model";
import type { Attached } from "./attachment";
import { openKernel } from "./kernel";
import { type KernelModel, link } from "./link";
import { Models } from "./models";
import { places, type Places, replay } from "./replay";
import { show } from "./views";
import type { Opened } from "./wire";

export interface Furniture extends Attached {
  /** Where each plain widget's models stand: what was done in them is done again in the next. */
  places: Places;
}

export interface Room {
  parts: Map<string, Model>;
  /** The places of plain widgets by part key. */
  hosts: Map<string, HTMLElement>;
  foreign(): Node;
  /** The visitor's own address. */
  base: string;
}

export async function furnish(
  opened: Opened,
  { parts, hosts, foreign, base }: Room,
  before: Places | null,
  signal: AbortSignal,
): Promise<Furniture> {
  const { connection, over } = openKernel(opened.id, base);
  const ids = Object.entries(opened.models);
  const drawn = new Set(ids.filter(([key]) => !hosts.has(key)).map(([, id]) => id));
  const manager = new Models(connection, drawn);
  const leave: (() => void)[] = [];
  const close = () => {
    for (const step of leave.splice(0)) step();
    manager.disconnect();
    connection.dispose();
  };
  signal.addEventListener("abort", close, { once: true });
  leave.push(() => signal.removeEventListener("abort", close));
  const gone = over.then(() => Promise.reject(new Error("cx: the kernel is gone")));
  gone.catch(() => undefined);
  try {
    await Promise.race([manager.load(), gone]);
    const shown: Places = new Map();
    const models = new Map<string, WidgetModel>();
    for (const [key, id] of ids) {
      if (!manager.has_model(id)) continue;
      const model = await manager.get_model(id);
      models.set(key, model);
      if (hosts.has(key)) places(model, key, shown);
    }
    if (before) replay(before, shown);
    for (const [key, model] of models) {
      const part = parts.get(key);
      if (part) leave.push(link(part, model as unknown as KernelModel));
    }
    for (const [key, host] of hosts) {
      const model = models.get(key);
      if (model) leave.push(await Promise.race([show(manager, model, host, foreign), gone]));
    }
    return { over, close, places: shown };
  } catch (error) {
    close();
    throw error;
  }
}
