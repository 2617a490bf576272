import { beforeEach, describe, expect, it } from "vitest";
import { pace, sections } from "../src/page/pacing";

const CLOSED = ".cx-closed";

function page(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  return document.querySelector("main")!;
}

const shown = (root: HTMLElement) =>
  [...root.querySelectorAll("p, h2")]
    .filter((element) => !element.closest(CLOSED) && !element.classList.contains("cx-gate"))
    .map((element) => element.textContent);

describe("pace", () => {
  let root: HTMLElement;
  beforeEach(() => {
    root = page(`
      <div><p>intro</p></div>
      <div><h2>one</h2><p>1a</p></div>
      <div class="cx"><h2>not a section</h2></div>
      <div><div><h2>two</h2><p>2a</p><h2>three</h2></div></div>
      <div><p>3a</p></div>`);
  });

  it("knows the page's own headings", () => {
    expect(sections(root).map((h2) => h2.textContent)).toEqual(["one", "two", "three"]);
  });
  it("shows what stands before the first heading at 0", () => {
    pace(root, 0, "later");
    expect(shown(root)).toEqual(["intro"]);
    expect(root.querySelector(".cx-gate")?.textContent).toBe("later");
  });
  it("goes up to a heading in the middle of a cell", () => {
    pace(root, 2, "later");
    expect(shown(root)).toEqual(["intro", "one", "1a", "not a section", "two", "2a"]);
  });
  it("opens and closes again, with one gate at most", () => {
    pace(root, 1, "later");
    pace(root, 2, "later");
    expect(root.querySelectorAll(".cx-gate").length).toBe(1);
    pace(root, null, "later");
    expect(root.querySelectorAll(`.cx-gate, ${CLOSED}`).length).toBe(0);
  });
  it("has no gate behind the last section", () => {
    pace(root, 3, "later");
    expect(root.querySelector(".cx-gate")).toBeNull();
  });
});
