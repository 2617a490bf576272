import { Maximize2, X } from "lucide";
import { useRef } from "preact/hooks";
import type { ClassLink } from "../class/link";
import { Icon } from "../icons";
import { useRead } from "../use_read";
import { useWords } from "../words";
import { Qr } from "./qr";

interface Door {
  url: string;
  qr: string;
}

/** How to get in: address and code, as large as the projector if need be. */
export function Join({ link }: { link: ClassLink }) {
  const say = useWords("console");
  const { data, error, again } = useRead<Door>(link, "join");
  const large = useRef<HTMLDialogElement>(null);
  return (
    <section class="cx-box" aria-label={say("join.title")}>
      <h3>{say("join.title")}</h3>
      {data ? (
        <>
          <div class="cx-join">
            <Qr svg={data.qr} alt={say("join.qr", { url: data.url })} />
            <p class="cx-join-url">{data.url}</p>
          </div>
          <button type="button" class="cx-button" onClick={() => large.current?.showModal()}>
            <Icon of={Maximize2} size={18} />
            {say("join.large")}
          </button>
          <dialog ref={large} class="cx-large" aria-label={say("join.title")}>
            <button
              type="button"
              class="cx-button cx-button--icon cx-large-close"
              onClick={() => large.current?.close()}
            >
              <Icon of={X} name={say("close")} />
            </button>
            <h2>{say("join.how")}</h2>
            <Qr svg={data.qr} alt={say("join.qr", { url: data.url })} />
            <p class="cx-large-url">{data.url}</p>
          </dialog>
        </>
      ) : error ? (
        <div class="cx-row">
          <p class="cx-error">{say("failed", { message: error })}</p>
          <button type="button" class="cx-button" onClick={again}>
            {say("retry")}
          </button>
        </div>
      ) : (
        <p class="cx-hint">{say("loading")}</p>
      )}
    </section>
  );
}
