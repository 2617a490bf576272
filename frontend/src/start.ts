// The script of a light page and of the join page's successors: a file of its own, because a
// strict content policy allows no script inside the page.
import { start } from "./cx.js";

start();
