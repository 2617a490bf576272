// The script of the class's pages: a file of its own, because a strict content policy allows no
// script inside the page. A kernel is attached once the page is drawn and the browser rests.
import { start } from "./cx.js";

const page = start();
if (page) {
  const attach = () => void import("./live.js").then((live) => live.attach(page));
  if ("requestIdleCallback" in window) requestIdleCallback(attach, { timeout: 1_000 });
  else setTimeout(attach, 100); // Safari
}
