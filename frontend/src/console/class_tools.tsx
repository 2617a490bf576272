import { DoorClosed, Download } from "lucide";
import type { ClassLink } from "../class/link";
import { Icon } from "../icons";
import { Sure } from "../shell/sure";
import { useWords } from "../words";
import type { Wish } from "./console";

/** What concerns the whole class: names on the wall, the export, the end. */
export function ClassTools({ link, wish }: { link: ClassLink; wish: Wish }) {
  const say = useWords("console");
  const { ended, names } = link.state.class;
  return (
    <section class="cx-box" aria-label={say("class.title")}>
      <h3>{say("class.title")}</h3>
      <label class="cx-check">
        <input
          type="checkbox"
          checked={Boolean(names)}
          onChange={(event) => void wish("names", { shown: event.currentTarget.checked })}
        />
        <span>{say("class.names")}</span>
      </label>
      <div class="cx-row">
        <a class="cx-button" href={link.href("api/export")} download>
          <Icon of={Download} size={18} />
          {say("class.export")}
        </a>
        {ended ? null : (
          <Sure
            icon={DoorClosed}
            danger
            words={say("class.end")}
            question={say("class.end_sure")}
            onYes={() => void wish("end")}
          />
        )}
      </div>
      <p class="cx-hint">{say("class.export_hint")}</p>
    </section>
  );
}
