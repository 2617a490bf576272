import type { ComponentProps } from "../component";

export function Board({ definition }: ComponentProps<{ id: string }, object>) {
  return <div class="cx-board" data-exercise={definition.id} />;
}
