import { useEffect, useRef, useState } from "preact/hooks";
import type { TableBlock } from "../wire";
import { useWords } from "../words";

/** How much room the longest cell of a column wants, in characters as wide as they are high. */
function room(cells: (string | number)[]): "short" | "long" | "" {
  const ems = (cell: string | number) =>
    [...String(cell)].reduce((sum, sign) => sum + (sign >= "\u2e80" ? 1 : 0.5), 0);
  const longest = Math.max(0, ...cells.map(ems));
  return longest <= 6 ? "short" : longest > 16 ? "long" : "";
}

/** A table that scrolls inside its own box where the page is narrow. */
export function Table({ caption, columns, rows }: TableBlock) {
  const say = useWords("panel");
  const box = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => setWide(element.scrollWidth > element.clientWidth + 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const sides = columns.map(({ align }, j) => {
    const wanted = room(rows.map((row) => row[j] ?? ""));
    return `cx-${align}${wanted && ` cx-${wanted}`}`;
  });
  const name = caption || say("table");
  return (
    <div
      ref={box}
      class="cx-table-box"
      // Only what scrolls is a stop on the way of the Tab key.
      {...(wide ? { tabIndex: 0, role: "region", "aria-label": say("scroll", { name }) } : {})}
    >
      <table class="cx-table">
        {caption ? <caption>{caption}</caption> : null}
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col" class={sides[i]}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => {
                const side = sides[j] ?? "cx-left";
                return j === 0 ? (
                  <th key={j} scope="row" class={side}>
                    {cell}
                  </th>
                ) : (
                  <td key={j} class={side}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
