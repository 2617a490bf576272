import { describe, expect, it } from "vitest";
import sanitize from "../src/live/sanitize";

const ALLOWED = {
  allowedTags: ["a", "b", "img", "span"],
  allowedAttributes: { "*": ["class", "aria-*"], a: ["href"], img: ["src"] },
};

describe("sanitize", () => {
  it.each([
    ["<b>bold</b> &amp; plain", "<b>bold</b> &amp; plain"],
    ["1 < 2", "1 &lt; 2"],
    ["", ""],
    ['<span class="x" aria-label="y" onclick="no()">z</span>', '<span class="x" aria-label="y">z</span>'],
    ["<p>text <i>stays</i></p>", "text stays"],
    ["<script>no()</script><style>b{}</style>", ""],
    ['<a href="javascript:no()">a</a>', "<a>a</a>"],
    ['<a href=" JaVaScRiPt:no()">a</a>', "<a>a</a>"],
    ['<a href="java\nscript:no()">a</a>', "<a>a</a>"],
    ['<a href="/page">a</a>', '<a href="/page">a</a>'],
    ['<img src="data:image/svg+xml,<svg onload=no()>">', "<img>"],
    ['<svg><b onload="no()">deep</b></svg>', "<b>deep</b>"],
  ])("%s", (html, safe) => {
    expect(sanitize(html, ALLOWED).replace(/ ?\/>/, ">").replace(/ xmlns="[^"]*"/g, "")).toBe(safe);
  });
});
