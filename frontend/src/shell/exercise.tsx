import { Clock } from "lucide";
import { useId, useMemo } from "preact/hooks";
import type { Carrier } from "../carrier/carrier";
import { components } from "../components";
import { Icon } from "../icons";
import type { Load } from "../model";
import { useWatch } from "../watch";
import type { Definition } from "../wire";
import { useLabels, useWords } from "../words";
import { withChoices } from "./ballot";
import { Banners } from "./banners";
import { Results } from "./results";
import { SaveLine } from "./save_line";
import { TrainerTools } from "./trainer_tools";

interface ExerciseProps {
  definition: Definition;
  carrier: Carrier;
  load: Load;
}

/** The card around every exercise. What is asked, the component draws; the rest is here. */
export function Exercise({ definition, carrier, load }: ExerciseProps) {
  const say = useWords("shell");
  const labels = useLabels(definition.component);
  const heading = useId();
  useWatch(carrier);
  const snapshot = carrier.read();
  const { room, over, role, value } = snapshot;
  const choices = JSON.stringify(room.choices ?? null);
  const asked = useMemo(() => withChoices(definition, room.choices), [definition, choices]);
  const Component = components[definition.component];
  const disabled = over !== null || (!room.open && role !== "trainer");
  return (
    <article class="cx-card" aria-labelledby={heading} data-exercise={definition.id}>
      <header class="cx-card-head">
        <h3 id={heading}>{definition.title}</h3>
        {definition.minutes ? (
          <span class="cx-minutes">
            <Icon of={Clock} size={16} />
            {say("minutes", { n: definition.minutes })}
          </span>
        ) : null}
      </header>
      <p class="cx-task">{definition.task}</p>
      {definition.note ? <p class="cx-hint">{definition.note}</p> : null}
      <Banners snapshot={snapshot} onKeep={() => carrier.save(value)} />
      <div class="cx-work" data-disabled={disabled || undefined}>
        {Component ? (
          <Component
            definition={asked}
            value={value}
            labels={labels}
            disabled={disabled}
            onChange={(next) => carrier.save(next)}
          />
        ) : (
          <p class="cx-error">{say("unknown_component", { name: definition.component })}</p>
        )}
      </div>
      <SaveLine snapshot={snapshot} onRetry={() => carrier.retry()} />
      {role === "trainer" && !over ? <TrainerTools carrier={carrier} snapshot={snapshot} /> : null}
      <Results snapshot={snapshot} load={load} onRetry={() => carrier.retry()} />
    </article>
  );
}
