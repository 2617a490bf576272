// The part of an anywidget model the components use. JupyterLab and Voila bring the real one;
// a light page and the tests bring one of their own.

export interface Model {
  get(name: string): any;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, handler: (...args: any[]) => void): void;
  off(event: string, handler: (...args: any[]) => void): void;
  send(content: unknown): void;
}

/** Fetches a sibling of this bundle (`vega.js`), once a page. */
export type Load = (name: string) => Promise<any>;
