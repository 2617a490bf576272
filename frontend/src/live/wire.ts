// What travels between a live page and the class server about its kernel.
import type { ClassLink } from "../class/link";
import type { Model } from "../model";
import type { KernelLine } from "../page/kernel_line";
import type { ClassPage } from "../wire";

/** A kernel of one's own, and which of its models stands where in the page. */
export interface Opened {
  id: string;
  models: Record<string, string>;
}

export type Reply =
  /** With `message`, what became of the kernel before. */
  | { kind: "open"; opened: Opened; message?: string }
  | { kind: "wait"; seconds: number }
  | { kind: "closed"; message: string }
  | { kind: "away" };

/** The page as the bundle that drew it hands it over. */
export interface LivePage {
  page: ClassPage;
  link: ClassLink;
  parts: Map<string, Model>;
  line: KernelLine;
}
