// What Vega expects of any machine and a bare JavaScript engine lacks. There is no clock here:
// a chart on paper is drawn once, and nothing that would happen later happens.
const never = () => 0;
const quiet = Object.fromEntries(["debug", "error", "info", "log", "warn"].map((name) => [name, () => undefined]));
const missing: Record<string, unknown> = {
  clearInterval: never,
  clearTimeout: never,
  console: quiet,
  setInterval: never,
  setTimeout: never,
  structuredClone: (value: unknown) => JSON.parse(JSON.stringify(value)),
};
for (const [name, stand_in] of Object.entries(missing)) {
  (globalThis as Record<string, unknown>)[name] ??= stand_in;
}
export {};
