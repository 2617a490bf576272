import { Check, Clock } from "lucide";
import type { Connection } from "../class/connection";
import { Icon } from "../icons";
import { useWatch } from "../watch";
import { useWords } from "../words";

export interface CourseModule {
  id: string;
  title: string;
  minutes: number;
  summary: string;
  exercises: string[];
  href: string;
}

interface CourseMapProps {
  modules: CourseModule[];
  connection: Connection | null;
}

/** The modules of the course in order, each with one's own progress. */
export function CourseMap({ modules, connection }: CourseMapProps) {
  const say = useWords("course");
  useWatch(connection?.link ?? null);
  if (modules.length === 0) return <p class="cx-hint">{say("empty")}</p>;
  const answers = connection?.link.state.answers ?? {};
  return (
    <ol class="cx-course">
      {modules.map(({ id, title, minutes, summary, exercises, href }, i) => {
        const done = exercises.filter((exercise) => exercise in answers).length;
        const all = exercises.length;
        const finished = all > 0 && done === all;
        return (
          <li key={id} class={`cx-module ${finished ? "cx-module--done" : ""}`}>
            <span class="cx-module-number" aria-hidden="true">
              {finished ? <Icon of={Check} /> : i + 1}
            </span>
            <div class="cx-module-text">
              <h3>{connection ? <a href={connection.link.href(href)}>{title}</a> : title}</h3>
              <p>{summary}</p>
              <p class="cx-module-facts cx-hint">
                <span>
                  <Icon of={Clock} size={16} /> {say("minutes", { n: minutes })}
                </span>
                {connection && all > 0 ? (
                  <>
                    <span>{say(finished ? "finished" : "progress", { done, all })}</span>
                    <progress value={done} max={all} aria-label={say("progress_of", { title })} />
                  </>
                ) : null}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
