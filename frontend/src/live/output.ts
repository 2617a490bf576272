// The output widget: what Python prints or displays inside `with output:`.
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import type { KernelMessage } from "@jupyterlab/services";
import type { Models } from "./models";
import { drawn, type Output } from "./outputs";

const MODULE = "@jupyter-widgets/output";
const SHOWN = new Set(["stream", "display_data", "execute_result", "error"]);

export class OutputModel extends DOMWidgetModel {
  // Declared only: `initialize` runs before a field of this class would be set.
  private declare heard: { id: string; leave: () => void } | null;
  private declare wiping: boolean;

  override defaults() {
    return {
      ...super.defaults(),
      _model_name: "OutputModel",
      _view_name: "OutputView",
      _model_module: MODULE,
      _view_module: MODULE,
      msg_id: "",
      outputs: [],
    };
  }

  override initialize(attributes: any, options: any): void {
    super.initialize(attributes, options);
    [this.heard, this.wiping] = [null, false];
    this.listenTo(this, "change:msg_id", () => this.listen());
    this.once("destroy", () => this.heard?.leave());
    this.listen();
  }

  /** Messages that answer `msg_id` belong here while Python says so. */
  private listen(): void {
    const id = String(this.get("msg_id") ?? "");
    if (this.heard?.id === id) return;
    this.heard?.leave();
    this.heard = null;
    if (!id) return;
    const { kernel } = this.widget_manager as unknown as Models;
    const hook = (message: KernelMessage.IIOPubMessage) => this.take(message);
    kernel.registerMessageHook(id, hook);
    this.heard = { id, leave: () => kernel.removeMessageHook(id, hook) };
  }

  private take(message: KernelMessage.IIOPubMessage): boolean {
    const type = message.header.msg_type;
    if (type === "clear_output") {
      this.wiping = (message.content as { wait?: boolean }).wait === true;
      if (!this.wiping) this.put([]);
      return false;
    }
    if (!SHOWN.has(type)) return true;
    const next = { ...message.content, output_type: type } as Output;
    const before: Output[] = this.wiping ? [] : this.get("outputs");
    this.wiping = false;
    const last = before[before.length - 1];
    const goesOn = last?.output_type === "stream" && next.output_type === "stream" && last.name === next.name;
    this.put(goesOn ? [...before.slice(0, -1), { ...last, text: `${last.text}${next.text}` }] : [...before, next]);
    return false;
  }

  private put(outputs: Output[]): void {
    this.set("outputs", outputs);
    this.save_changes();
  }
}

export class OutputView extends DOMWidgetView {
  private declare order: number;

  override render(): void {
    super.render();
    this.order = 0;
    this.el.classList.add("jupyter-widgets", "cx-output");
    this.listenTo(this.model, "change:outputs", () => void this.draw());
    void this.draw();
  }

  private async draw(): Promise<void> {
    const order = ++this.order;
    const manager = this.model.widget_manager as unknown as Models;
    const nodes = await Promise.all(
      (this.model.get("outputs") as Output[]).map((output) => drawn(output, manager)),
    );
    if (order === this.order) this.el.replaceChildren(...nodes);
  }
}
