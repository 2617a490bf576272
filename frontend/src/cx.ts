// The bundle: `mount` draws one model, `start` wakes up a page that has no kernel.
export { mount } from "./mount";
