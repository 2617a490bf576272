import type { ComponentChildren } from "preact";
import { useInstance } from "../moving/instance";
import { again } from "./again";

interface ScaleProps {
  legend: ComponentChildren;
  low: number;
  high: number;
  value: number | undefined;
  /** What the two ends mean. */
  ends?: [string, string];
  narrow: boolean;
  /** Keep all points in one row even where they get small, so that two scales line up. */
  oneRow?: boolean;
  disabled: boolean;
  onPick(value: number | undefined): void;
}

const ROW = 7; // a phone held upright has room for seven targets of 44 pixels side by side

/** A row of numbers to press: radio buttons, so that arrow keys and screen readers just work. */
export function Scale({ legend, low, high, value, ends, narrow, oneRow, disabled, onPick }: ScaleProps) {
  const name = useInstance("form");
  const points = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const half = Math.ceil(points.length / 2);
  const rows = narrow && !oneRow && points.length > ROW ? [points.slice(0, half), points.slice(half)] : [points];
  return (
    <fieldset role="radiogroup" class="cx-form-scale" disabled={disabled} data-open={value === undefined ? "" : undefined}>
      <legend>{legend}</legend>
      <div class={rows.length > 1 ? "cx-form-strips cx-form-strips--two" : "cx-form-strips"}>
        {rows.map((row) => (
          <div class="cx-form-strip" key={row[0]}>
            {row.map((point) => (
              <label key={point} class="cx-form-point">
                <input
                  type="radio"
                  name={name}
                  value={point}
                  checked={value === point}
                  onChange={() => onPick(point)}
                  {...again(value === point, () => onPick(undefined))}
                />
                <span class="cx-form-face">
                  {point}
                  {ends && (point === low || point === high) && (
                    <span class="cx-hidden"> {ends[point === low ? 0 : 1]}</span>
                  )}
                </span>
              </label>
            ))}
          </div>
        ))}
        {ends && (
          <div class="cx-form-ends" aria-hidden="true">
            <span>{ends[0]}</span>
            <span>{ends[1]}</span>
          </div>
        )}
      </div>
    </fieldset>
  );
}
