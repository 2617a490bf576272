// Vega for the whole page: one file, fetched once, by the first chart that is drawn.
// The interpreter evaluates chart expressions without `eval`, so a strict content policy holds.
export { expressionInterpreter } from "vega-interpreter";
export * as vegaLite from "vega-lite";
export * as vega from "vega";
