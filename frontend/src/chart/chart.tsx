import { Table2 } from "lucide";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "../icons";
import type { Load } from "../model";
import { Table } from "../panel/table";
import type { TableBlock } from "../wire";
import { useWords } from "../words";
import { Drawing } from "./drawing";
import { near } from "./near";

interface ChartProps {
  spec: Record<string, unknown>;
  alt: string;
  table: TableBlock | null;
  load: Load;
}

/** A chart with its words and its numbers: who cannot see the picture loses nothing. */
export function Chart({ spec, alt, table, load }: ChartProps) {
  const say = useWords("chart");
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const [state, setState] = useState<"loading" | "drawn" | "failed">("loading");
  const [open, setOpen] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const tableId = useId();
  // Python sends an equal specification again with every answer; only a new one is drawn.
  const written = JSON.stringify(spec);

  useEffect(() => {
    drawing.current = new Drawing(box.current!, load);
    return () => drawing.current?.close();
  }, [load]);

  useEffect(() => {
    const leave = new AbortController();
    const { signal } = leave;
    near(box.current!.parentElement!, signal)
      .then(() => drawing.current!.show(JSON.parse(written)))
      .then(
        () => signal.aborted || setState("drawn"),
        (error: unknown) => {
          console.warn("cx: chart", error);
          if (!signal.aborted) setState("failed");
        },
      );
    return () => leave.abort();
  }, [written, attempt, load]);

  return (
    <figure class="cx-chart" data-state={state}>
      <div
        class="cx-chart-box"
        ref={box}
        role="img"
        aria-label={alt}
        data-state={state}
        style={state === "loading" ? { minHeight: spec["height"] as number | undefined } : undefined}
      />
      {state === "loading" ? <p class="cx-hint cx-chart-wait">{say("loading")}</p> : null}
      {state === "failed" ? (
        <div class="cx-row">
          <p class="cx-note cx-note--warn">
            {say("failed")} {alt}
          </p>
          <button type="button" class="cx-button" onClick={() => setAttempt(attempt + 1)}>
            {say("retry")}
          </button>
        </div>
      ) : null}
      {table ? (
        <>
          <button
            type="button"
            class="cx-button cx-button--quiet cx-chart-more"
            aria-expanded={open}
            aria-controls={tableId}
            onClick={() => setOpen(!open)}
          >
            <Icon of={Table2} />
            {say(open ? "hide_table" : "show_table")}
          </button>
          <div id={tableId} class="cx-chart-table" hidden={!open && state !== "failed"}>
            <Table {...table} />
          </div>
        </>
      ) : null}
    </figure>
  );
}
