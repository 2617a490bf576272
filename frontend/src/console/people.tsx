import { Link2 } from "lucide";
import { useEffect, useReducer, useState } from "preact/hooks";
import type { ClassLink } from "../class/link";
import { Icon } from "../icons";
import { useRead } from "../use_read";
import type { Person } from "../wire";
import { useWords } from "../words";
import type { OutlineModule } from "./outline";
import { Qr } from "./qr";

const MINUTE = 60_000;

interface PeopleProps {
  link: ClassLink;
  people: Person[];
  modules: OutlineModule[];
}

/** Who is here, by team, and a way back in for whoever lost their link. */
export function People({ link, people, modules }: PeopleProps) {
  const say = useWords("console");
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const beat = setInterval(() => tick(undefined), MINUTE / 2);
    return () => clearInterval(beat);
  }, []);
  const exercises = new Set(
    modules.flatMap((m) => m.sections.flatMap((s) => s.exercises.map((e) => e.id))),
  );
  const teams = [...new Set(people.map((person) => person.team))].sort();
  const online = people.filter((person) => person.online).length;
  return (
    <section class="cx-box" aria-label={say("people.title")}>
      <h3>{say("people.title")}</h3>
      <p class="cx-hint" role="status">
        {people.length === 0
          ? say("people.empty")
          : say("people.count", { online, all: people.length })}
      </p>
      {teams.map((team) => (
        <div key={team} class="cx-team">
          <h4>{team || say("people.no_team")}</h4>
          <ul>
            {people
              .filter((person) => person.team === team)
              .map((person) => (
                <Row
                  key={person.id}
                  link={link}
                  person={person}
                  all={exercises.size}
                  done={person.answered.filter((id) => exercises.has(id)).length}
                />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface RowProps {
  link: ClassLink;
  person: Person;
  done: number;
  all: number;
}

function Row({ link, person, done, all }: RowProps) {
  const say = useWords("console");
  const [open, setOpen] = useState(false);
  const minutes = Math.floor((link.now() - person.last_seen) / MINUTE);
  const seen = person.online
    ? say("people.online")
    : minutes < 1
      ? say("people.just_now")
      : minutes < 60
        ? say("people.minutes_ago", { n: minutes })
        : say("people.hours_ago", { n: Math.floor(minutes / 60) });
  return (
    <li class="cx-person">
      <span class={`cx-dot ${person.online ? "cx-dot--on" : ""}`} aria-hidden="true" />
      <span class="cx-person-name">{person.nickname}</span>
      <span class="cx-hint cx-person-facts">
        {seen}
        {all > 0 ? ` · ${say("people.done", { n: done, all })}` : ""}
      </span>
      <button
        type="button"
        class="cx-button cx-button--quiet cx-button--icon"
        aria-expanded={open}
        aria-label={say("people.link", { name: person.nickname })}
        title={say("people.link", { name: person.nickname })}
        onClick={() => setOpen(!open)}
      >
        <Icon of={Link2} size={18} />
      </button>
      {open ? <PersonalLink link={link} person={person} /> : null}
    </li>
  );
}

function PersonalLink({ link, person }: { link: ClassLink; person: Person }) {
  const say = useWords("console");
  const { data, error } = useRead<{ url: string; qr: string }>(link, `link/${person.id}`);
  if (error) return <p class="cx-error">{say("failed", { message: error })}</p>;
  if (!data) return <p class="cx-hint">{say("loading")}</p>;
  return (
    <div class="cx-person-link">
      <p class="cx-hint">{say("people.link_hint")}</p>
      <Qr svg={data.qr} alt={say("people.qr", { name: person.nickname })} />
      <input
        class="cx-input"
        readOnly
        value={data.url}
        aria-label={say("people.link", { name: person.nickname })}
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}
