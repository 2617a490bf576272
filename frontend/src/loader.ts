// The `_esm` of every widget, sent once for each: small. It brings the bundle, which a page loads
// once: from the class server where there is one, else from the kernel.
// Nothing happens in `initialize`: a widget host gives up on that after two seconds.

interface Asset {
  promise: Promise<any>;
  done(module: Promise<any>): void;
  asked: number;
}

const AGAIN = 4_000; // ms after which a second widget asks too: the first one's kernel may be gone
const PATIENCE = 30_000;

const store: Record<string, Asset> = ((globalThis as any).cxAssets ??= {});

function bring(name: string, model: any, signal: AbortSignal): Promise<any> {
  let asset = store[name]!;
  if (!asset) {
    let done!: Asset["done"];
    const promise = new Promise<any>((resolve) => (done = resolve));
    asset = store[name] = { promise, done, asked: 0 };
  }
  const page = document.getElementById("cx-class");
  if (page) {
    if (!asset.asked) {
      const url = new URL(JSON.parse(page.textContent!).assets + name, location.href).href;
      asset.asked = 1;
      const found = import(url);
      found.then(() => asset.done(found), () => (asset.asked = 0));
    }
    return asset.promise;
  }
  const hear = (message: any, buffers: DataView[]) => {
    if (message?.cx !== "asset" || message.name !== name) return;
    model.off("msg:custom", hear);
    const part = (buffers[0] as any) ?? message.text;
    const url = URL.createObjectURL(new Blob([part], { type: "text/javascript" }));
    asset.done(import(url).finally(() => URL.revokeObjectURL(url)));
  };
  const ask = () => {
    asset.asked = Date.now();
    model.on("msg:custom", hear);
    model.send({ cx: "asset", name });
  };
  let late: ReturnType<typeof setTimeout> | undefined;
  if (asset.asked) late = setTimeout(ask, Math.max(0, asset.asked + AGAIN - Date.now()));
  else ask();
  const stop = () => {
    clearTimeout(late);
    model.off("msg:custom", hear);
  };
  asset.promise.then(stop);
  signal.addEventListener("abort", stop);
  return asset.promise;
}

function render({ model, el }: { model: any; el: HTMLElement }) {
  const leave = new AbortController();
  const { signal } = leave;
  const words = model.get("labels")?.shell ?? {};
  let unmount: (() => void) | undefined;
  let wait: ReturnType<typeof setTimeout>;
  const line = document.createElement("p");
  el.append(line);
  const attempt = () => {
    line.textContent = words.loading ?? "";
    wait = setTimeout(() => {
      const again = document.createElement("button");
      again.textContent = words.retry ?? "";
      again.onclick = attempt;
      line.replaceChildren(`${words.loading_failed ?? ""} `, again);
    }, PATIENCE);
    bring("cx.js", model, signal).then((cx) => {
      clearTimeout(wait);
      if (signal.aborted || unmount) return;
      line.remove();
      unmount = cx.mount(model, el, { load: (name: string) => bring(name, model, signal) });
    });
  };
  attempt();
  return () => {
    clearTimeout(wait);
    leave.abort();
    unmount?.();
  };
}

export default { render };
