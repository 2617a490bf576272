import { CircleAlert, CircleCheck, Info } from "lucide";
import { useState } from "preact/hooks";
import { Chart } from "../chart/chart";
import { ServiceMap } from "../map/map";
import { Icon } from "../icons";
import type { Load } from "../model";
import type { Block, FiguresBlock, MapBlock, Panel, TextBlock, WallBlock } from "../wire";
import { useLabels, useWords } from "../words";
import { Table } from "./table";

const TONES = { note: Info, warn: CircleAlert, good: CircleCheck };

function Text({ text, tone }: TextBlock) {
  return (
    <p class={`cx-note cx-note--${tone}`}>
      {tone === "plain" ? null : <Icon of={TONES[tone]} />}
      <span>{text}</span>
    </p>
  );
}

function Figures({ items }: FiguresBlock) {
  return (
    <dl class="cx-figures">
      {items.map(({ label, value, note }, i) => (
        <div key={i} class="cx-figure">
          <dt>{label}</dt>
          <dd class="cx-figure-value">{value}</dd>
          {note ? <dd class="cx-hint">{note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

const AT_FIRST = 12; // texts; a class of forty writes hundreds

function Wall({ items }: WallBlock) {
  const say = useWords("panel");
  const [all, setAll] = useState(false);
  if (items.length === 0) return <p class="cx-hint">{say("wall_empty")}</p>;
  return (
    <>
      <ul class="cx-wall">
        {(all ? items : items.slice(0, AT_FIRST)).map(({ text, by, count }, i) => (
          <li key={i}>
            <span class="cx-wall-text">{text}</span>
            {by || count ? (
              <span class="cx-hint">
                {by}
                {by && count ? " · " : ""}
                {count ? say("wall_count", { n: count }) : ""}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {items.length > AT_FIRST ? (
        <button
          type="button"
          class="cx-button cx-button--quiet cx-wall-more"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? say("wall_fewer") : say("wall_all", { n: items.length })}
        </button>
      ) : null}
    </>
  );
}

function Map({ definition, value }: MapBlock) {
  const labels = useLabels("map");
  return (
    <ServiceMap
      definition={definition as never}
      value={value as never}
      labels={labels}
      disabled
      onChange={() => undefined}
    />
  );
}

function Draw({ block, load }: { block: Block; load: Load }) {
  switch (block.type) {
    case "text":
      return <Text {...block} />;
    case "figures":
      return <Figures {...block} />;
    case "table":
      return <Table {...block} />;
    case "chart":
      return <Chart spec={block.spec} alt={block.alt} table={block.table} load={load} />;
    case "wall":
      return <Wall {...block} />;
    case "map":
      return <Map {...block} />;
  }
}

/** A result as Python wrote it, from top to bottom. */
export function PanelView({ panel, load }: { panel: Panel; load: Load }) {
  const say = useWords("panel");
  if (panel.blocks.length === 0) return <p class="cx-hint">{say("empty")}</p>;
  return (
    <div class="cx-panel">
      {panel.blocks.map((block, i) => (
        <Draw key={`${i} ${block.type}`} block={block} load={load} />
      ))}
    </div>
  );
}
