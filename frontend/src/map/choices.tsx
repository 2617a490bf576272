import type { IconNode } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "../icons";

export interface Choice<T> {
  value: T;
  label: string;
  icon?: IconNode;
  mark?: ComponentChildren;
}

interface Props<T> {
  label: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange(value: T): void;
  /** Hide the label from sight where its meaning is plain. */
  quiet?: boolean;
}

/** A few alternatives side by side, one of them pressed. */
export function Choices<T extends string | number | null>({ label, choices, value, onChange, quiet }: Props<T>) {
  return (
    <div class="cx-map-field" role="group" aria-label={label}>
      {!quiet && (
        <span class="cx-map-label" aria-hidden="true">
          {label}
        </span>
      )}
      <div class="cx-map-choices">
        {choices.map((choice) => (
          <button
            key={String(choice.value)}
            type="button"
            class="cx-map-choice"
            aria-pressed={choice.value === value}
            onClick={() => onChange(choice.value)}
          >
            {choice.icon && <Icon of={choice.icon} size={18} />}
            {choice.mark}
            {choice.label}
          </button>
        ))}
      </div>
    </div>
  );
}
