// Asking the class server for a kernel.
import type { Opened, Reply } from "./wire";

const PATIENCE = 60_000; // ms: without a fork server a kernel starts and runs the notebook first

export async function ask(url: string, signal: AbortSignal): Promise<Reply> {
  const limit = new AbortController();
  const leave = () => limit.abort();
  const timer = setTimeout(leave, PATIENCE);
  signal.addEventListener("abort", leave);
  try {
    const response = await fetch(url, { method: "POST", cache: "no-store", signal: limit.signal });
    const body = (await response.json().catch(() => null)) as Record<string, unknown> | null;
    return read(response.status, body);
  } catch {
    return { kind: "away" };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", leave);
  }
}

/** What a status and a body mean; a refusal that is not ours passes, like an absent server. */
export function read(status: number, body: Record<string, unknown> | null): Reply {
  const message = String(body?.["message"] ?? "");
  if (status === 200 && typeof body?.["id"] === "string") {
    const opened: Opened = { id: body["id"], models: (body["models"] ?? {}) as Opened["models"] };
    return { kind: "open", opened, ...(message ? { message } : {}) };
  }
  if (status === 503 && body && "retry" in body) {
    const retry = body["retry"];
    return typeof retry === "number" ? { kind: "wait", seconds: retry } : { kind: "closed", message };
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { kind: "closed", message };
  return { kind: "away" };
}
