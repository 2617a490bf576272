declare module "anywidget" {
  /** Make the model and view classes for a version of the base package. */
  const classes: (base: object) => { AnyModel: unknown; AnyView: unknown };
  export default classes;
}
declare module "sanitize-html" {
  interface Allowed {
    allowedTags: string[];
    allowedAttributes: Record<string, string[]>;
  }
  const sanitize: (html: string, allowed: Allowed) => string;
  export default sanitize;
}
