// What the page says of its kernel: nothing while all is well. Answers never depend on it.

export type KernelState = "starting" | "ready" | "lost" | "none";

const READABLE = 1_500; // ms a line stays, so that it can be read

export class KernelLine {
  /** Whether the visitor is told that the kernel is being replaced. */
  lost = false;
  readonly #watchers = new Set<() => void>();
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  become(state: KernelState): void {
    document.documentElement.dataset["cxKernel"] = state;
    clearTimeout(this.#timer);
    if (state === "lost") {
      if (!this.lost) this.#since = Date.now();
      this.#show(true);
    } else if (this.lost) {
      const rest = Math.max(0, this.#since + READABLE - Date.now());
      this.#timer = setTimeout(() => this.#show(false), rest);
    }
  }

  /** A line of the server at the top of the page, in place of the one before. */
  say(message: string): void {
    const main = document.querySelector("main");
    if (!main || !message) return;
    main.querySelector(":scope > [data-cx-kernel]")?.remove();
    const line = document.createElement("p");
    line.className = "cx-small";
    line.dataset["cxKernel"] = "";
    line.setAttribute("role", "status");
    line.textContent = message;
    main.prepend(line);
  }

  #show(lost: boolean): void {
    if (this.lost === lost) return;
    this.lost = lost;
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** The page's one line. */
export const kernelLine = new KernelLine();
