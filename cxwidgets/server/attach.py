"""The doors by which a page gets its kernel and gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tornado.log import app_log

from cxwidgets.execution import ExecutionError
from cxwidgets.server.admission import Busy, Full
from cxwidgets.server.handler import ApiHandler
from cxwidgets.server.light import CONSOLE

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from cxwidgets.server.admission import Admission
    from cxwidgets.server.kernels import ClassKernels
    from cxwidgets.server.memory import MemoryWatch
    from cxwidgets.server.opening import Attached, Opening


def turn(settings: dict[str, Any], visitor: str) -> AbstractAsyncContextManager[None]:
    """Wait for a turn to start a kernel; see :meth:`Admission.turn`.

    A visitor at a limit gives up a kernel that no page is connected to any more.
    """
    kernels = cast("ClassKernels", settings["kernel_manager"])
    admission = cast("Admission", settings["cx_admission"])
    if admission.full(kernels.running) or len(kernels.of(visitor)) >= admission.each:
        for kernel in kernels.deserted(visitor)[:1]:
            kernels.end_soon(kernel)
    return admission.turn(visitor, kernels.running, len(kernels.of(visitor)))


class AttachHandler(ApiHandler):
    """``api/kernel/<module>``: a kernel for this page, or when to ask again, or none."""

    _gone = False

    async def post(self, _token: str, module: str) -> None:
        """Open a kernel with the visitor's edition."""
        shown = {m.id for m in self.session.outline.modules}
        if module not in (shown | {CONSOLE} if self.visitor.is_trainer else shown):
            self.fail(404, "page.not_found")
            return
        try:
            attached = await self._open(module)
        except Busy as busy:
            self._refuse("page.kernel_wait", busy.seconds)
        except Full:
            self._refuse("page.kernel_cap", None)
        except (ExecutionError, OSError, RuntimeError, TimeoutError):
            app_log.exception("no kernel for a page of %s", module)
            self._refuse("page.kernel_failed", None)
        else:
            if attached and self._gone:
                self._kernels.end_soon(attached.id)
            elif attached:
                self._kernels.hand_over(attached.id)
                said = {"id": attached.id, "models": attached.models, "foreign": False}
                self.reply({**said, "message": self._what_happened()})

    async def _open(self, module: str) -> Attached | None:
        opening = cast("Opening", self.settings["cx_opening"])
        async with turn(self.settings, self.visitor.id):
            if self._gone:
                return None
            lang = self.language()
            return await opening.open(module, lang, self.visitor.role, self.visitor.id)

    def _what_happened(self) -> str:
        """Return the words for a page whose last kernel was ended; it says which that was."""
        memory = cast("MemoryWatch", self.settings["cx_memory"])
        lost = self.get_query_argument("lost", "")
        if memory.took_too_much(lost, self.visitor.id):
            return self.text(self.language())("page.kernel_memory")
        return ""

    @property
    def _kernels(self) -> ClassKernels:
        return cast("ClassKernels", self.settings["kernel_manager"])

    def _refuse(self, key: str, seconds: int | None) -> None:
        self.reply({"message": self.text(self.language())(key), "retry": seconds}, 503)

    def on_connection_close(self) -> None:
        """Note that the page was closed while its kernel started."""
        self._gone = True


class OwnKernelHandler(ApiHandler):
    """Base of the doors of one kernel: only the visitor whose page it was made for may use them."""

    async def prepare(self) -> None:
        """Turn away who only knows the kernel's name."""
        await super().prepare()
        if self._finished:
            return
        owner = self.kernels.owner(self.path_args[1])
        if owner is None:
            self.fail(404, "page.not_found")
        elif owner != self.visitor.id:
            self.fail(403, "page.not_yours")

    @property
    def kernels(self) -> ClassKernels:
        """The kernels of the class."""
        return cast("ClassKernels", self.settings["kernel_manager"])


class KernelHandler(OwnKernelHandler):
    """``api/kernels/<id>``: Voilà's page asks whether its kernel is there."""

    def get(self, _token: str, kernel: str) -> None:
        """Say that it is."""
        self.reply({"id": kernel, "name": self.kernels.get_kernel(kernel).kernel_name})


class ShutdownHandler(OwnKernelHandler):
    """``voila/api/shutdown/<id>``: how Voilà's page, being closed, lets its kernel go."""

    def post(self, _token: str, kernel: str) -> None:
        """End the kernel."""
        self.kernels.end_soon(kernel)
        self.set_status(204)
        self.finish()


class DetachHandler(ApiHandler):
    """``api/kernel/end``: a page that is being closed lets its kernel go."""

    def post(self, _token: str) -> None:
        """End a kernel this visitor opened; any other id changes nothing."""
        kernels = cast("ClassKernels", self.settings["kernel_manager"])
        kernel = self.request.body.decode("ascii", "replace").strip()
        if kernel in kernels.of(self.visitor.id):
            kernels.end_soon(kernel)
        self.set_status(204)
        self.finish()
