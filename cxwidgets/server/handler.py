"""What every door of the class server does: look the link up, set safe headers, speak plainly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from tornado.log import app_log
from tornado.web import HTTPError, RequestHandler

from cxwidgets.server import assets, packed
from cxwidgets.server.templates import page
from cxwidgets.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from cxwidgets.server.packed import Piece
    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor
    from cxwidgets.text import Text

MOST_BYTES = 512 * 1024
POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
WIDGET_SCRIPTS = " blob:"  # a widget brings its own module in its state
LIVE_SCRIPTS = " 'unsafe-inline' 'unsafe-eval' blob:"  # JupyterLab's own code needs them


def safe_headers(handler: RequestHandler, scripts: str = "") -> None:
    """Set headers that keep secrets in and strangers out."""
    handler.set_header("Content-Security-Policy", POLICY.format(scripts=scripts))
    handler.set_header("Referrer-Policy", "no-referrer")  # the address is a secret
    handler.set_header("X-Content-Type-Options", "nosniff")
    handler.set_header("Cache-Control", "no-store")


class Discreet:
    """Mixed into every handler with a secret in its address: failures are logged without it."""

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log what went wrong and where in the code, never the request: it names the address."""
        if not isinstance(value, HTTPError):  # that is an answer, not a failure
            app_log.error("%s failed", type(self).__name__, exc_info=(typ, value, tb))  # type: ignore[arg-type]


def wished(request: RequestHandler) -> str:
    """Return the language asked for in the address, or else the one remembered; perhaps none."""
    wishes = (request.get_query_argument("lang", ""), request.get_cookie("cx_lang", ""))
    return next((str(wish) for wish in wishes if wish in LANGUAGES), "")


class ClassHandler(Discreet, RequestHandler):
    """Base of our own handlers; ``session`` is the class."""

    visitor: Visitor

    @property
    def session(self) -> ClassSession:
        """The class in session."""
        return cast("ClassSession", self.settings["cx_session"])

    def set_default_headers(self) -> None:
        """Set the safe headers on every answer, errors included."""
        safe_headers(self)

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: the secret in the address is the proof, not a cookie."""

    def text(self, lang: str) -> Text:
        """Return the words in one language."""
        return self.session.texts[lang]

    def language(self) -> str:
        """Return the page's language: asked for, remembered, the visitor's, or the browser's."""
        if hasattr(self, "visitor"):
            return self.visitor.lang
        preferred = wished(self) or self.request.headers.get("Accept-Language", "")[:2].lower()
        return preferred if preferred in LANGUAGES else self.session.lang

    def identify(self, token: str) -> bool:
        """Look the visitor up; without one, answer with a friendly page and return False."""
        visitor = self.session.visitor(token, wished(self))
        if visitor is None:
            self.message(404, "page.link_unknown")
            return False
        self.visitor = visitor
        return True

    def send(self, pieces: Sequence[Piece]) -> None:
        """Answer with pieces, packed already where the browser can unpack them."""
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(packed.packed(pieces))
        else:
            self.finish(packed.plain(pieces))

    def compute_etag(self) -> str | None:
        """Compare nothing: no answer of ours is to be stored."""
        return None

    def message(self, status: int, key: str) -> None:
        """Answer with one plain sentence."""
        text = self.text(self.language())
        self.set_status(status)
        self.finish(
            page("message", text=text, lang=text.lang, words=text(key), assets=assets.address())
        )

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say that something went wrong, without inner details."""
        key = "page.not_found" if status_code == 404 else "page.failed"  # noqa: PLR2004
        self.message(status_code, key)


class ApiHandler(ClassHandler):
    """Base of the handlers that speak JSON."""

    async def prepare(self) -> None:
        """Look the visitor up before anything else; refuse bodies no page would send."""
        visitor = self.session.visitor(self.path_args[0], wished(self))
        if visitor is None:
            self.fail(404, "page.link_unknown")
            return
        self.visitor = visitor
        if len(self.request.body) > MOST_BYTES:
            self.fail(413, "page.too_large")

    def send(self, pieces: Sequence[Piece]) -> None:
        """Answer with JSON made of pieces."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        super().send(pieces)

    def reply(self, content: object, status: int = 200) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(content, ensure_ascii=False))

    def fail(self, status: int, key: str, detail: str = "") -> None:
        """Answer with a plain sentence as JSON."""
        words = self.text(self.language())(key)
        self.reply({"message": f"{words} {detail}".strip()}, status)

    def body(self) -> dict[str, Any] | None:
        """Return the JSON object that was sent, or ``None`` after answering that it is not one."""
        try:
            content = json.loads(self.request.body)
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict):
            self.fail(400, "page.not_understood")
            return None
        return content

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say that something went wrong, without inner details."""
        key = "page.not_found" if status_code == 404 else "page.failed"  # noqa: PLR2004
        self.fail(status_code, key)
