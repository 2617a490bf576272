// Icons are inline SVG: only those a component imports from lucide are in the bundle.
import type { IconNode } from "lucide";
import { h } from "preact";

interface IconProps {
  of: IconNode;
  /** Edge in pixels. */
  size?: number;
  /** A name for screen readers, only where no words stand beside the icon. */
  name?: string;
}

/** `import { Check } from "lucide"; <Icon of={Check} />` */
export function Icon({ of, size = 20, name }: IconProps) {
  return (
    <svg
      class="cx-icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      focusable="false"
      role={name ? "img" : undefined}
      aria-label={name}
      aria-hidden={name ? undefined : true}
    >
      {of.map(([tag, attributes], i) => h(tag, { key: i, ...attributes }))}
    </svg>
  );
}
