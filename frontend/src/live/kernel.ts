// The socket to one kernel. It is tried once: whether to come back to it, or to ask for another
// kernel, is decided by the attachment.
import { CommsOverSubshells, KernelConnection, ServerConnection } from "@jupyterlab/services";
import type { Loss } from "./attachment";

class OneConnection extends KernelConnection {
  override async reconnect(): Promise<void> {
    // A kernel that was started anew under its old name knows nothing of this page.
  }
}

const ENDS = new Set(["dead", "restarting", "autorestarting", "terminating"]);

export interface Kernel {
  connection: KernelConnection;
  over: Promise<Loss>;
}

/** Open the kernel `id` at the visitor's own address `base`: the class server knows it by no other. */
export function openKernel(id: string, base: string): Kernel {
  const here = new URL(base, window.location.href);
  const socket = new URL(here);
  socket.protocol = here.protocol === "https:" ? "wss:" : "ws:";
  const connection = new OneConnection({
    model: { id, name: "" },
    serverSettings: ServerConnection.makeSettings({
      baseUrl: here.href,
      wsUrl: socket.href,
      token: "",
      appendToken: false,
    }),
    // The class server passes on comms and kernel_info only.
    commsOverSubshells: CommsOverSubshells.Disabled,
    // Asked when a socket is refused; the server names no kernels to pages.
    kernelAPIClient: { getModel: () => Promise.reject(new Error("refused")) } as never,
  });
  const over = new Promise<Loss>((resolve) => {
    connection.statusChanged.connect((_, status) => ENDS.has(status) && resolve("dead"));
    connection.connectionStatusChanged.connect((_, status) => status !== "connected" && resolve("lost"));
  });
  void over.then(() => connection.dispose());
  return { connection, over };
}
