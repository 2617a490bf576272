// The four exercise components by the name a definition calls them.
import type { ComponentType } from "preact";
import { Board } from "./board/board";
import type { ComponentProps } from "./component";
import { Form } from "./form/form";
import { ServiceMap } from "./map/map";
import { Sheet } from "./sheet/sheet";

// Each component knows its own definition and value; the shell passes them through unread.
export type AnyComponent = ComponentType<ComponentProps<any, any>>;

export const components: Record<string, AnyComponent> = {
  form: Form,
  board: Board,
  map: ServiceMap,
  sheet: Sheet,
};
