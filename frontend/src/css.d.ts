// A style sheet is imported as its (minified) text; styles.ts puts all of them into the page once.
declare module "*.css" {
  const text: string;
  export default text;
}
