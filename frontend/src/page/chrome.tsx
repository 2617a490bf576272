// What a page of a class has around its components: the bar on top, and the trainer's pace.
import { render } from "preact";
import { acquire, type Connection, release } from "../class/connection";
import { words } from "../fill";
import { addStyles } from "../styles";
import { WordsProvider } from "../words";
import { Header } from "./header";
import { offer } from "./opener";
import { pace } from "./pacing";

let end: (() => void) | null = null;

/** Draw the chrome of this page, once; nothing outside a class. */
export function startChrome(): void {
  if (end) return;
  const connection = acquire();
  if (connection) end = draw(connection);
}

/** Take it away again. */
export function endChrome(): void {
  end?.();
  end = null;
}

function draw(connection: Connection): () => void {
  const { page, link } = connection;
  addStyles();
  const known = document.getElementById("cx-header");
  const host = known ?? document.createElement("div");
  host.classList.add("cx", "cx-header");
  if (!known) document.body.prepend(host);
  render(
    <WordsProvider value={page.labels}>
      <Header connection={connection} />
    </WordsProvider>,
    host,
  );

  const root = document.querySelector<HTMLElement>("main") ?? document.body;
  const say = words(page.labels);
  let planned = 0;
  const paced = () => {
    planned = 0;
    const module = page.module;
    const entry = module ? link.state.modules[module] : undefined;
    const openTo = entry?.open_to ?? null;
    if (page.role !== "trainer") pace(root, openTo, say("page.gate"));
    else if (entry) {
      offer(root, openTo, say, (section) => link.control({ action: "open_to", module, section }));
    }
  };
  const plan = () => {
    planned ||= requestAnimationFrame(paced);
  };
  const leave = link.watch(plan);
  // A live page receives its cells one by one.
  const observer = new MutationObserver(plan);
  observer.observe(root, { childList: true, subtree: true });
  paced();

  return () => {
    leave();
    observer.disconnect();
    cancelAnimationFrame(planned);
    render(null, host);
    if (!known) host.remove();
    release();
  };
}
