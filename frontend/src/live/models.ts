// The widget manager of a live page: models live in the kernel, views in the page.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import type { Kernel, KernelConnection, KernelMessage } from "@jupyterlab/services";
import { track } from "./replay";

const BASE = "@jupyter-widgets/base";

type Comm = InstanceType<typeof base.shims.services.Comm>;
type Data = Parameters<Kernel.IComm["open"]>;

export class Models extends ManagerBase {
  readonly kernel: KernelConnection;
  readonly #drawn: ReadonlySet<string>;

  /**
   * @param kernel - the kernel the models live in
   * @param drawn - ids of models that the page draws itself: their front end is not loaded again
   */
  constructor(kernel: KernelConnection, drawn: ReadonlySet<string>) {
    super();
    this.kernel = kernel;
    this.#drawn = drawn;
    kernel.registerCommTarget(this.comm_target_name, async (comm, message) => {
      await this.handle_comm_open(new base.shims.services.Comm(comm), message);
    });
  }

  /** Know every model of the kernel. */
  load(): Promise<void> {
    return this._loadFromKernel();
  }

  protected override async _create_comm(
    target: string,
    id: string,
    data?: Data[0],
    metadata?: Data[1],
    buffers?: Data[2],
  ): Promise<Comm> {
    const comm = this.kernel.createComm(target, id);
    if (data || metadata) comm.open(data, metadata, buffers);
    return new base.shims.services.Comm(comm);
  }

  protected override async _get_comm_info(): Promise<KernelMessage.ICommInfoReply["comms"]> {
    const reply = await this.kernel.requestCommInfo({ target_name: this.comm_target_name });
    if (reply.content.status !== "ok") throw new Error("cx: the kernel does not tell its comms");
    return reply.content.comms;
  }

  override async _make_model(options: any, state: Record<string, unknown> = {}): Promise<base.WidgetModel> {
    const own = this.#drawn.has(options.model_id);
    const plain = own ? { ...options, model_name: "DOMWidgetModel", model_module: BASE } : options;
    let model: base.WidgetModel;
    try {
      model = await super._make_model(plain, state as never);
    } catch (error) {
      // One broken widget says so in its place, and the others go on.
      const Broken = base.createErrorWidgetModel(error, options.model_name) as any;
      model = new Broken({}, { widget_manager: this, model_id: options.model_id, comm: options.comm });
    }
    track(model);
    return model;
  }

  protected async loadClass(name: string, module: string): Promise<any> {
    const found = module === BASE ? base : (await import("./controls")).modules[module];
    const loaded = (found as Record<string, unknown> | undefined)?.[name];
    if (!loaded) throw new Error(`cx: no front end for ${module}.${name}`);
    return loaded;
  }
}
