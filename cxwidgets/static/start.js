import { start } from "./cx.js";
start();
