import type { ComponentProps } from "../component";

export function ServiceMap({ definition }: ComponentProps<{ id: string }, object>) {
  return <div class="cx-map" data-exercise={definition.id} />;
}
