import { useState } from "preact/hooks";
import type { Connection } from "../class/connection";
import type { Load } from "../model";
import { useRead } from "../use_read";
import { useWatch } from "../watch";
import type { Person } from "../wire";
import { useWords } from "../words";
import { ClassTools } from "./class_tools";
import { Join } from "./join";
import { type OutlineModule, OutlineView } from "./outline";
import { People } from "./people";
import { TimerTools } from "./timer_tools";

export type Wish = (action: string, detail?: Record<string, unknown>) => Promise<void>;

interface ConsoleProps {
  connection: Connection | null;
  load: Load;
}

/** The trainer's desk: who is here, what is open, what they answer, how long is left. */
export function Console({ connection, load }: ConsoleProps) {
  const say = useWords("console");
  if (!connection) return <p class="cx-note cx-note--note">{say("no_class")}</p>;
  if (connection.page.role !== "trainer") {
    return <p class="cx-note cx-note--note">{say("trainer_only")}</p>;
  }
  return <Desk connection={connection} load={load} />;
}

function Desk({ connection, load }: { connection: Connection; load: Load }) {
  const say = useWords("console");
  const { link } = connection;
  useWatch(link);
  const [problem, setProblem] = useState("");
  const outline = useRead<OutlineModule[]>(link, "outline");
  // The socket brings the list as soon as it is open; until then, ask.
  const asked = useRead<Person[]>(link, link.people ? null : "people");
  const people = (link.people ?? asked.data ?? []).filter((person) => person.role === "trainee");
  const wish: Wish = async (action, detail = {}) => {
    try {
      await link.control({ action, ...detail });
      setProblem("");
    } catch (error) {
      setProblem(say("failed", { message: (error as Error).message }));
    }
  };
  const { state } = link;
  return (
    <div class="cx-console">
      <header class="cx-console-head">
        <h2 class="cx-console-title">{state.class.title}</h2>
        {state.class.ended ? <p class="cx-note cx-note--warn">{say("ended")}</p> : null}
        {problem ? (
          <p class="cx-error" role="alert">
            {problem}
          </p>
        ) : null}
      </header>
      <div class="cx-console-side">
        <section class="cx-box" aria-label={say("timer.title")}>
          <h3>{say("timer.title")}</h3>
          <TimerTools wish={wish} running={state.timer !== null} />
        </section>
        <Join link={link} />
        <People link={link} people={people} modules={outline.data ?? []} />
        <ClassTools link={link} wish={wish} />
      </div>
      <div class="cx-console-main">
        {outline.data ? (
          <OutlineView link={link} modules={outline.data} people={people.length} wish={wish} load={load} />
        ) : outline.error ? (
          <div class="cx-row" role="alert">
            <p class="cx-error">{say("failed", { message: outline.error })}</p>
            <button type="button" class="cx-button" onClick={outline.again}>
              {say("retry")}
            </button>
          </div>
        ) : (
          <p class="cx-hint" role="status">
            {say("loading")}
          </p>
        )}
      </div>
    </div>
  );
}
