import { ExternalLink, LockOpen } from "lucide";
import { useState } from "preact/hooks";
import type { ClassLink } from "../class/link";
import { Icon } from "../icons";
import type { Load } from "../model";
import { useWords } from "../words";
import type { Wish } from "./console";
import { ExerciseRow } from "./exercise_row";

export interface OutlineModule {
  module: string;
  title: string;
  minutes: number;
  notebook: string;
  sections: { index: number; title: string; exercises: { id: string; title: string }[] }[];
}

interface OutlineProps {
  link: ClassLink;
  modules: OutlineModule[];
  /** Trainees in the class. */
  people: number;
  wish: Wish;
  load: Load;
}

/** The course as the trainer opens it: one module at a time, section by section. */
export function OutlineView({ link, modules, people, wish, load }: OutlineProps) {
  const say = useWords("console");
  const [chosen, choose] = useState<string | null>(null);
  if (modules.length === 0) return <p class="cx-hint">{say("outline.empty")}</p>;
  const { modules: paces } = link.state;
  const begun = modules.find((m) => typeof paces[m.module]?.open_to === "number");
  const shown = modules.find((m) => m.module === chosen) ?? begun ?? modules[0]!;
  const openTo = paces[shown.module]?.open_to ?? null;
  const last = shown.sections.at(-1)?.index ?? 0;
  const open = (section: number | null) => void wish("open_to", { module: shown.module, section });
  return (
    <section aria-label={say("outline.title")}>
      <div class="cx-tabs" role="group" aria-label={say("outline.modules")}>
        {modules.map(({ module, title }) => (
          <button
            key={module}
            type="button"
            class="cx-button"
            aria-pressed={module === shown.module}
            onClick={() => choose(module)}
          >
            {title}
          </button>
        ))}
      </div>
      <div class="cx-row cx-outline-head">
        <p class="cx-hint">
          {openTo === null || openTo >= last
            ? say("outline.all_open")
            : say("outline.open_to", { title: shown.sections.find((s) => s.index === openTo)?.title ?? "" })}
        </p>
        <button type="button" class="cx-button" aria-pressed={openTo === null} onClick={() => open(null)}>
          {say("outline.open_all")}
        </button>
        <a class="cx-button" href={link.href(`m/${shown.module}`)}>
          <Icon of={ExternalLink} size={18} />
          {say("outline.page")}
        </a>
      </div>
      <ol class="cx-sections">
        {shown.sections.map(({ index, title, exercises }) => {
          const visible = openTo === null || index <= openTo;
          return (
            <li key={index} class={`cx-section ${visible ? "" : "cx-section--closed"}`}>
              <div class="cx-section-head">
                <h3>{title}</h3>
                <span class="cx-hint">{say(visible ? "outline.is_open" : "outline.is_closed")}</span>
                <button
                  type="button"
                  class="cx-button"
                  aria-pressed={openTo === index}
                  aria-label={say("outline.up_to_name", { title })}
                  onClick={() => open(index)}
                >
                  <Icon of={LockOpen} size={18} />
                  {say("outline.up_to")}
                </button>
              </div>
              {exercises.map((exercise) => (
                <ExerciseRow key={exercise.id} link={link} exercise={exercise} people={people} wish={wish} load={load} />
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
