// The bundle of live pages: brings a kernel to a page that is in use already.
export { attach } from "./live/page";
