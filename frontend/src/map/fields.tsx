/** Fields of the editor panels. Each reports at every key: nothing waits for a "done". */
interface TextProps {
  label: string;
  value: string;
  max: number;
  /** Several lines. */
  rows?: number;
  /** Take the focus when the panel opens. */
  first?: boolean;
  /** Select what stands there when it takes the focus: a name to be typed over. */
  whole?: boolean;
  placeholder?: string;
  onInput(text: string): void;
  /** Enter in a one-line field, Ctrl+Enter in a longer one. */
  onEnter?(): void;
}

export function TextField({ label, value, max, rows, first, whole, placeholder, onInput, onEnter }: TextProps) {
  const Tag = rows ? "textarea" : "input";
  return (
    <label class="cx-map-field">
      <span class="cx-map-label">{label}</span>
      <Tag
        class="cx-input"
        autofocus={first && hasKeyboard()}
        rows={rows}
        maxLength={max}
        placeholder={placeholder}
        value={value}
        onFocus={(event: FocusEvent) => whole && (event.currentTarget as HTMLInputElement).select()}
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

/** On a phone the focus would call up a keyboard that covers the panel before it was read. */
function hasKeyboard(): boolean {
  return window.matchMedia?.("(pointer: fine)").matches ?? true;
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
