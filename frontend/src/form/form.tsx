import type { ComponentProps } from "../component";

export function Form({ definition }: ComponentProps<{ id: string }, object>) {
  return <div class="cx-form" data-exercise={definition.id} />;
}
