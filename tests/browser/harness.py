"""A bare page for components: no Jupyter, no server, and no way out.

Everything the page asks for is answered from the repository; any other address is refused and
remembered, so that a test can say "nothing left this machine".
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator, Page, Request, Route

HERE = Path(__file__).parent
STATIC = HERE.parent.parent / "cxwidgets" / "static"
ORIGIN = "http://cx.test"  # not a secure context, like a class on a local network
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Bare page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/cx/static/page.css">
<script src="/shim.js"></script>{head}</head>
<body class="{body_class}"><main class="cx-main">{body}</main></body></html>"""


@dataclass
class Mounted:
    """One model drawn into the page."""

    page: Page
    index: int

    @property
    def el(self) -> Locator:
        """The element the component draws into."""
        return self.page.locator(".bare-mount").nth(self.index)

    def _model(self, body: str, argument: object = None) -> Any:
        script = f"([i, a]) => {{ const m = shim.mounted[i].model; {body} }}"
        return self.page.evaluate(script, [self.index, argument])

    def get(self, name: str) -> Any:
        """Read a trait as the kernel would see it."""
        return self._model("return m.get(a)", name)

    def set(self, name: str, value: object) -> None:
        """Change a trait as the kernel would."""
        self._model("m.set(a[0], a[1])", [name, value])

    def saves(self) -> list[dict[str, Any]]:
        """Return the whole state at each ``save_changes``."""
        return self._model("return m.saves")

    def sent(self) -> list[Any]:
        """Return the custom messages the component sent."""
        return self._model("return m.sent")

    def handlers(self) -> int:
        """Count the handlers the component has on its model."""
        return self._model("return m.handlers()")

    def unmount(self) -> None:
        """Take the component away."""
        self.page.evaluate("(i) => shim.unmount(i)", self.index)


@dataclass
class Bare:
    """A page of its own, with a network that ends at the repository."""

    page: Page
    answers: dict[str, Callable[[Request], tuple[int, object]]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    html: str = ""

    @classmethod
    def on(cls, context: BrowserContext) -> Bare:
        """Open a page in ``context`` and close every way out of it."""
        bare = cls(context.new_page())
        context.route("**/*", bare._route)
        bare.page.on("pageerror", lambda error: bare.errors.append(str(error)))
        bare.page.on(
            "console",
            lambda line: bare.errors.append(line.text) if line.type == "error" else None,
        )
        return bare

    def _route(self, route: Route, request: Request) -> None:
        url = urlsplit(request.url)
        if f"{url.scheme}://{url.netloc}" != ORIGIN:
            self.refused.append(request.url)
            route.abort()
        elif url.path in self.answers:
            status, body = self.answers[url.path](request)
            if status == 0:
                route.abort("internetdisconnected")
                return
            route.fulfill(status=status, json=body)
        elif url.path == "/":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            folder = STATIC if url.path.startswith("/cx/static/") else HERE
            file = folder / Path(url.path).name
            if file.is_file():
                kind = TYPES.get(file.suffix, "application/octet-stream")
                route.fulfill(body=file.read_bytes(), content_type=f"{kind}; charset=utf-8")
            else:
                route.fulfill(status=404, body="")

    def open(
        self, *, lang: str = "zh", head: str = "", body: str = "", body_class: str = ""
    ) -> Bare:
        """Load the page; ``body`` goes into its main element."""
        self.html = PAGE.format(lang=lang, head=head, body=body, body_class=body_class)
        self.page.goto(f"{ORIGIN}/")
        return self

    def mount(self, kind: str, **traits: object) -> Mounted:
        """Draw a model of this kind and these traits."""
        index = self.page.evaluate("(state) => shim.mount(state)", {"kind": kind, **traits})
        return Mounted(self.page, index)

    def held(self) -> dict[str, Any]:
        """Return the listeners, observers and intervals that are alive."""
        return self.page.evaluate("() => shim.held()")

    def axe(self, within: str = "main") -> list[str]:
        """Run axe-core; return its serious and critical findings, one line each."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.add_script_tag(content=(HERE / "axe.min.js").read_text(encoding="utf-8"))
        found = self.page.evaluate("(within) => axe.run(within)", within)["violations"]
        return [
            f"{v['id']}: {n['html'][:200]} | {n['failureSummary'][:300]}"
            for v in found
            if v["impact"] in {"serious", "critical"}
            for n in v["nodes"]
        ]


def element(kind: str, payload: object, **attributes: str) -> str:
    """Return a JSON script element, safe to stand in a page."""
    text = json.dumps(payload, ensure_ascii=False).replace("<", "\\u003c")
    extra = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<script type="{kind}"{extra}>{text}</script>'
