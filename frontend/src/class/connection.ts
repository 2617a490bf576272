// A page has one link and one outbox, however many components it shows. They begin with the
// first component that needs them and end with the last.
import type { ClassPage } from "../wire";
import { ClassLink } from "./link";
import { Outbox, type Reply } from "./outbox";

export interface Connection {
  page: ClassPage;
  link: ClassLink;
  outbox: Outbox;
}

let current: Connection | null = null;
let users = 0;

/** The class this page belongs to, or null where a kernel is all there is. */
export function classPage(): ClassPage | null {
  const element = document.getElementById("cx-class");
  return element ? (JSON.parse(element.textContent ?? "") as ClassPage) : null;
}

/** Join the page's connection; call `release` once when done. Null outside a class. */
export function acquire(): Connection | null {
  if (!current) {
    const page = classPage();
    if (!page) return null;
    current = connect(page);
  }
  users += 1;
  return current;
}

export function release(): void {
  users -= 1;
  if (users > 0 || !current) return;
  current.outbox.stop();
  current.link.stop();
  current = null;
}

/** A name for this person in this class: trainers are called the same in every class. */
function ownerOf({ base, state }: ClassPage): string {
  let digest = 2166136261; // FNV-1a: the link itself is a secret and stays out of the device's store
  for (const character of base) digest = Math.imul(digest ^ character.charCodeAt(0), 16777619);
  return `${state.me.id}-${(digest >>> 0).toString(36)}`;
}

function connect(page: ClassPage): Connection {
  const link = new ClassLink(page);
  const outbox = new Outbox(ownerOf(page), async (parcel, leaving): Promise<Reply> => {
    const { submission, exercise, round, value, at } = parcel;
    const response = await link.request(
      "answer",
      { submission, exercise, round, value, at },
      leaving,
    );
    const body = (await response.json().catch(() => ({}))) as Partial<Reply>;
    const { message, own, pending } = body;
    const retry = Number(response.headers.get("Retry-After")) || undefined;
    return { code: response.status, message, retry, own, pending };
  });
  let before = link.connection;
  link.watch(() => {
    if (link.connection === "open" && before !== "open") outbox.hurry();
    before = link.connection;
  });
  outbox.watch((exercise, done) => {
    if (done?.reply.code === 200) link.note(exercise, done.parcel);
  });
  link.start();
  outbox.start();
  return { page, link, outbox };
}
