// A kernel for a page that is in use already. Loaded after everything else, and only where the
// class server offers one.
import { words } from "../fill";
import { Attachment } from "./attachment";
import { ask } from "./door";
import { furnish, type Room } from "./furnish";
import type { Places } from "./replay";
import { elsewhere } from "./views";
import type { LivePage } from "./wire";

export function attach({ page, link, parts, line }: LivePage): void {
  const say = words(page.labels);
  const url = page.kernel!.url;
  const room: Room = {
    parts,
    hosts: new Map(
      [...document.querySelectorAll<HTMLElement>(".cx-widget[data-key]")].map((host) => [
        host.dataset["key"]!,
        host,
      ]),
    ),
    base: link.href(""),
    foreign: () => elsewhere(say, link.href(`m/${page.module}?page=voila`)),
  };
  let before: Places | null = null;
  const attachment = new Attachment({
    async ask(signal, lost) {
      const address = new URL(url, window.location.href);
      if (lost) address.searchParams.set("lost", lost);
      const reply = await ask(address.href, signal);
      // What was done in its widgets was too much for the kernel before: not again.
      if (reply.kind === "open" && reply.message) before = null;
      return reply;
    },
    async attach(opened, signal) {
      const furniture = await furnish(opened, room, before, signal);
      before = furniture.places;
      return furniture;
    },
    reachable: (signal) => until(() => link.connection === "open", (tell) => link.watch(tell), signal),
    pause,
    become: (state) => line.become(state),
    say: (message) => line.say(message),
    now: () => Date.now(),
  });
  // `pagehide` and not `beforeunload`: phones send only the former, and a page with the latter is
  // never kept for the way back.
  window.addEventListener("pagehide", () => {
    const id = attachment.stop();
    if (id) navigator.sendBeacon(link.href("api/kernel/end"), id);
  });
  window.addEventListener("pageshow", (event) => event.persisted && attachment.start());
  attachment.start();
}

/** Resolve when something watched is so, or when the signal says that nobody waits any more. */
function until(
  so: () => boolean,
  watch: (tell: () => void) => () => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    if (so() || signal.aborted) return resolve();
    const leave = watch(() => so() && done());
    const done = () => {
      leave();
      signal.removeEventListener("abort", done);
      resolve();
    };
    signal.addEventListener("abort", done);
  });
}

/** Wait, but no longer than until somebody looks at the page again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", looked);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const looked = () => void (document.hidden || done());
    const timer = setTimeout(done, ms);
    document.addEventListener("visibilitychange", looked);
    signal.addEventListener("abort", done);
  });
}
