// The words of a page, handed down to whatever draws in it.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Labels } from "./component";
import { type Say, words } from "./fill";

const Words = createContext<Labels>({});

export const WordsProvider = Words.Provider;

/** The look-up of one section: `const say = useWords("shell"); say("status.saved")`. */
export function useWords(section: string): Say {
  return words(useLabels(section));
}

/** A whole section, for a component that looks its words up itself. */
export function useLabels(section: string): Labels {
  const found = useContext(Words)[section];
  return typeof found === "object" ? found : {};
}
