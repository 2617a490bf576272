// A bare page's stand-in for Jupyter: models as plain objects, and books on every listener,
// observer and interval, so that a test can see whether a component cleans up after itself.
(() => {
  const live = new Map();
  let next = 0;
  const key = (target, type, handler, options) => {
    const capture = typeof options === "boolean" ? options : Boolean(options && options.capture);
    for (const [id, l] of live)
      if (l.target === target && l.type === type && l.handler === handler && l.capture === capture) return id;
    return null;
  };
  const add = EventTarget.prototype.addEventListener;
  const remove = EventTarget.prototype.removeEventListener;
  EventTarget.prototype.addEventListener = function (type, handler, options) {
    const target = this || window;
    if (handler && key(target, type, handler, options) === null) {
      const id = next++;
      const capture = typeof options === "boolean" ? options : Boolean(options && options.capture);
      live.set(id, { target, type, handler, capture, once: Boolean(options && options.once) });
      const signal = options && options.signal;
      if (signal) add.call(signal, "abort", () => live.delete(id), { once: true });
      if (options && options.once) add.call(target, type, () => live.delete(id), { once: true, capture });
    }
    return add.call(target, type, handler, options);
  };
  EventTarget.prototype.removeEventListener = function (type, handler, options) {
    const target = this || window;
    const id = key(target, type, handler, options);
    if (id !== null) live.delete(id);
    return remove.call(target, type, handler, options);
  };
  const observers = new Set();
  for (const name of ["ResizeObserver", "IntersectionObserver", "MutationObserver"]) {
    const Native = window[name];
    window[name] = class extends Native {
      observe(...args) { observers.add(this); return super.observe(...args); }
      disconnect() { observers.delete(this); return super.disconnect(); }
    };
  }
  const intervals = new Set();
  const { setInterval: start, clearInterval: stop } = window;
  window.setInterval = (...args) => { const id = start(...args); intervals.add(id); return id; };
  window.clearInterval = (id) => { intervals.delete(id); return stop(id); };

  function createModel(state) {
    const handlers = new Map();
    const emit = (event, ...args) => { for (const h of [...(handlers.get(event) || [])]) h(...args); };
    return {
      state, saves: [], sent: [],
      get: (name) => state[name],
      set(name, value) {
        if (state[name] === value) return;
        state[name] = value;
        emit(`change:${name}`);
      },
      save_changes() { this.saves.push(JSON.parse(JSON.stringify(state))); },
      on(event, handler) { handlers.set(event, [...(handlers.get(event) || []), handler]); },
      off(event, handler) { handlers.set(event, (handlers.get(event) || []).filter((h) => h !== handler)); },
      send(content) { this.sent.push(content); },
      receive(message, buffers) { emit("msg:custom", message, buffers || []); },
      handlers: () => [...handlers.values()].reduce((n, list) => n + list.length, 0),
    };
  }

  const mounted = [];
  window.shim = {
    mounted,
    /** What is still held: on the window, the document, or on nodes that are in the page. */
    held() {
      const kept = [...live.values()].filter((l) => !(l.target instanceof Node) || l.target.isConnected);
      return {
        listeners: kept.filter((l) => !(l.target instanceof AbortSignal)).map((l) => `${l.target.constructor.name}.${l.type}`).sort(),
        observers: observers.size,
        intervals: intervals.size,
      };
    },
    async mount(state) {
      const cx = await import("/cx/static/cx.js");
      const el = document.createElement("div");
      el.className = "bare-mount";
      document.querySelector("main").append(el);
      const model = createModel(state);
      const load = (name) => import(`/cx/static/${name}`);
      mounted.push({ model, el, unmount: cx.mount(model, el, { load }) });
      return mounted.length - 1;
    },
    /** What a widget host does with an anywidget module. */
    render(widget, state) {
      const el = document.createElement("div");
      el.className = "bare-mount";
      document.querySelector("main").append(el);
      const model = createModel(state);
      mounted.push({ model, el, unmount: widget.render({ model, el }) });
    },
    /** Take a component away, and wait for the frame after which its effects have been undone. */
    unmount(index) {
      mounted[index].unmount();
      return new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))));
    },
  };
})();
