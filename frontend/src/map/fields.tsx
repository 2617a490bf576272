/** Fields of the editor panels. Each reports at every key: nothing waits for a "done". */
import { useLayoutEffect, useRef } from "preact/hooks";

interface TextProps {
  label: string;
  value: string;
  max: number;
  /** Several lines. */
  rows?: number;
  /** Take the focus when the panel opens. */
  first?: boolean;
  placeholder?: string;
  onInput(text: string): void;
  /** Enter in a one-line field, Ctrl+Enter in a longer one. */
  onEnter?(): void;
}

export function TextField({ label, value, max, rows, first, placeholder, onInput, onEnter }: TextProps) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (first) field.current?.focus();
  }, []);
  const Tag = rows ? "textarea" : "input";
  return (
    <label class="cx-map-field">
      <span class="cx-map-label">{label}</span>
      <Tag
        ref={field}
        class="cx-input"
        rows={rows}
        maxLength={max}
        placeholder={placeholder}
        value={value}
        onInput={(event: Event) => onInput((event.currentTarget as HTMLInputElement).value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Enter" && !event.isComposing && (!rows || event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onEnter?.();
          }
        }}
      />
    </label>
  );
}

interface NumberProps {
  label: string;
  value: number | null;
  most: number;
  onInput(value: number | null): void;
}

export function NumberField({ label, value, most, onInput }: NumberProps) {
  return (
    <label class="cx-map-field">
      <span class="cx-map-label">{label}</span>
      <input
        class="cx-input"
        type="number"
        inputMode="decimal"
        min={0}
        max={most}
        step="any"
        value={value ?? ""}
        onInput={(event) => {
          const number = event.currentTarget.valueAsNumber;
          onInput(Number.isFinite(number) ? Math.max(0, Math.min(most, number)) : null);
        }}
      />
    </label>
  );
}

interface PickProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onPick(value: string): void;
}

export function PickField({ label, value, options, onPick }: PickProps) {
  return (
    <label class="cx-map-field">
      <span class="cx-map-label">{label}</span>
      <select class="cx-input" value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </label>
  );
}
