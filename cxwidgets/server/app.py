"""The class server: Voilà, standalone, with the class's own doors in front of it.

Standalone matters: there the kernel socket takes widget messages only, never code.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tornado.ioloop import IOLoop
from tornado.log import access_log
from traitlets.config import Config
from voila.app import Voila

from cxwidgets.kernels import mode
from cxwidgets.server import api, assets, attach, kernels, shared_templates
from cxwidgets.server.admission import Admission, default_turns
from cxwidgets.server.forgetting import ForgetHandler
from cxwidgets.server.handler import ClassHandler
from cxwidgets.server.health import HealthHandler
from cxwidgets.server.join import JoinHandler
from cxwidgets.server.kernel_socket import PING_SETTINGS, Connection, KernelSocketHandler
from cxwidgets.server.light import CONSOLE, HOME, HomeHandler, ModuleHandler
from cxwidgets.server.live import LiveHandler, cut
from cxwidgets.server.memory import MemoryWatch
from cxwidgets.server.opening import Opening
from cxwidgets.server.pages import PageCache
from cxwidgets.server.push import Push, SocketHandler
from cxwidgets.widgets.component import STATIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxwidgets.server.session import ClassSession

TEMPLATES = Path(__file__).parent / "templates" / "voila"
EXTENSIONS = [
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
]
# Of Voilà's own doors these stay, below each visitor's link, where its page looks for everything;
# its file, tree, contents and render doors are closed, and those of kernels are ours.
KEPT = (
    "/voila/templates/",
    "/voila/static/",
    "/voila/api/themes/",
    "/voila/labextensions/",
)
TOKEN = r"/me/([a-z0-9]+-[a-z0-9]+)"  # noqa: S105 - the shape of one, not one
NAME = r"([a-z0-9_]+)"
KERNEL = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"


class PortTaken(OSError):
    """The port is in use or may not be used; the message says which."""


class NothingHere(ClassHandler):
    """Everything else: one friendly page."""

    def prepare(self) -> None:
        """Answer at once."""
        self.message(404, "page.not_found")


def settings_for(root: Path, host: str, port: int) -> Config:
    """Return Voilà's configuration for a class."""
    config = Config()
    config.Voila.root_dir = str(root)
    config.Voila.ip = host
    config.Voila.port = port
    config.Voila.open_browser = False
    config.Voila.log_level = logging.ERROR
    config.Voila.config_file_paths = []
    config.Voila.kernel_websocket_connection_class = Connection
    config.VoilaConfiguration.template = "lab"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.extension_allowlist = EXTENSIONS
    config.VoilaConfiguration.prelaunch_hook = cut
    config.VoilaConfiguration.show_margins = False
    config.VoilaConfiguration.multi_kernel_manager_class = kernels.ClassKernels
    kernels.settings(config)
    return config


def quiet_log(handler: Any) -> None:
    """Log failures only, and never an address: it holds the visitor's secret."""
    if handler.get_status() >= 500:  # noqa: PLR2004
        door = type(handler).__name__
        access_log.error("%s answered %d to %s", door, handler.get_status(), handler.request.method)


class ClassServer(Voila):
    """One class, one process.

    Parameters
    ----------
    session
        The class.
    on_ready
        Called once the port is open.
    site
        The address trainees reach the server by.
    kernels
        How many kernels at a time.
    """

    name = "cxw-class"

    def __init__(
        self,
        session: ClassSession,
        on_ready: Callable[[], None],
        site: str,
        kernels: int,
        **traits: Any,
    ) -> None:
        self._session, self._on_ready, self._site = session, on_ready, site
        self._kernels = kernels
        self.pages = PageCache(session.root, session.client.slug)
        super().__init__(**traits)

    def setup_template_dirs(self) -> None:
        """Put our template before Voilà's."""
        super().setup_template_dirs()
        shared_templates.use()
        self.template_paths.insert(0, str(TEMPLATES))

    def init_settings(self) -> dict[str, Any]:
        """Add what our handlers need; compression only works if it is set this early."""
        secure = urlsplit(self._site).scheme == "https"
        theirs = super().init_settings()
        self.opening = Opening(self._session, self.kernel_manager)
        self.memory = MemoryWatch(self.kernel_manager)
        return {
            **theirs,
            "compress_response": True,
            "websocket_ping_interval": 20,
            **PING_SETTINGS,
            "websocket_max_message_size": 4 << 20,
            "log_function": quiet_log,
            "cx_session": self._session,
            "cx_push": Push(self._session),
            "cx_pages": self.pages,
            "cx_opening": self.opening,
            "cx_memory": self.memory,
            "cx_site": self._site,
            "cx_admission": Admission(self._kernels, default_turns(mode().name)),
            "cx_secure": secure,
        }

    def init_handlers(self) -> list[Any]:
        """Return our doors, the few of Voilà's that stay open, and a friendly wall."""
        live = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        ours = [
            (r"/", JoinHandler),
            (r"/cx/health", HealthHandler),
            (r"/cx/static/([0-9a-f]{16})/(.*)", assets.AssetHandler, {"path": STATIC}),
            (f"{TOKEN}/?", HomeHandler),
            (f"{TOKEN}/m/{NAME}", ModuleHandler),
            (f"{TOKEN}/live/{NAME}", LiveHandler, live),
            (f"{TOKEN}/api/kernel/end", attach.DetachHandler),
            (f"{TOKEN}/api/kernel/{NAME}", attach.AttachHandler),
            (f"{TOKEN}/api/kernels/{KERNEL}", attach.KernelHandler),
            (f"{TOKEN}/api/kernels/{KERNEL}/channels", KernelSocketHandler),
            (f"{TOKEN}/voila/api/shutdown/{KERNEL}", attach.ShutdownHandler),
            (f"{TOKEN}/api/state", api.StateHandler),
            (f"{TOKEN}/api/socket", SocketHandler),
            (f"{TOKEN}/api/answer", api.AnswerHandler),
            (f"{TOKEN}/api/panel/{NAME}", api.PanelHandler),
            (f"{TOKEN}/api/control", api.ControlHandler),
            (f"{TOKEN}/api/people", api.PeopleHandler),
            (f"{TOKEN}/api/answers/{NAME}", api.AnswersHandler),
            (f"{TOKEN}/api/outline", api.OutlineHandler),
            (f"{TOKEN}/api/link/{NAME}", api.LinkHandler),
            (f"{TOKEN}/api/forget/{NAME}", ForgetHandler),
            (f"{TOKEN}/api/join", api.JoinLinkHandler),
            (f"{TOKEN}/api/export", api.ExportHandler),
        ]
        link = TOKEN.replace("(", "(?:")
        kept = [h for h in super().init_handlers() if h[0].startswith(KEPT)]
        theirs = [(f"{link}{path}", *rest) for path, *rest in kept]
        return [*ours, *theirs, (r".*", NothingHere)]

    def listen(self) -> None:
        """Open exactly the port that was asked for, and serve until told to stop."""
        try:
            self.app.listen(self.port, self.ip, max_body_size=8 << 20)
        except OSError as error:
            self.stop()
            raise PortTaken(f"port {self.port} on {self.ip}: {error.strerror}") from None
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self._on_ready)
        self.ioloop.add_callback(self._warm)
        self.ioloop.add_callback(self.memory.run)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("stopping")
        finally:
            self.stop()

    async def _warm(self) -> None:
        """Make the light pages, then the likely editions, before somebody waits for them."""
        await asyncio.to_thread(assets.warm)
        self._session.results.warm()
        modules = [m.id for m in self._session.outline.modules]
        others = [lang for lang in self._session.texts if lang != self._session.lang]
        await self.pages.warm([CONSOLE, *modules], self._session.lang)
        likely = [(m, self._session.lang, "trainee") for m in modules if m != HOME]
        await self.opening.warm(likely)
        for lang in others:
            await self.pages.warm([CONSOLE, *modules], lang)
        gc.collect()
        gc.freeze()  # what is here now stays: no use looking through it again and again
