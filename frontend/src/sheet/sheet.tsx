import type { ComponentProps } from "../component";

export function Sheet({ definition }: ComponentProps<{ id: string }, object>) {
  return <div class="cx-sheet" data-exercise={definition.id} />;
}
