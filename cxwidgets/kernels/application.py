"""ipykernel's application, made after the fork; and one in two halves for prepared notebooks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ipykernel import ipkernel
from ipykernel.compiler import XCachingCompiler
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.application import BaseIPythonApplication
from ipywidgets import register_comm_target

from cxwidgets.kernels.recorder import RecordedStream, Recorder
from cxwidgets.kernels.settle import changes, follow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NO_HISTORY = "--HistoryManager.enabled=False"  # or every kernel writes one same database
# The lifeline ends a kernel with the server; the preloaded parent may go before. ipykernel takes
# the first process, which never goes, to mean: there is a parent, do not poll for it.
NEVER_GONE = 1


PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")

Ready = Callable[[dict[str, int]], None]
"""What a kernel calls with its ports when they are open."""


class Application(IPKernelApp):
    """ipykernel's application, which finds its own ports if asked to.

    jupyter_client names ports that were free a moment ago; when fifty kernels start, some are not
    any more. A port that the kernel opens itself is its own.
    """

    parent_handle = NEVER_GONE
    finds_ports = False

    def init_connection_file(self) -> None:
        """Read the connection file; forget its ports if others are to be found."""
        super().init_connection_file()
        if self.finds_ports and self.transport == "tcp":
            for name in PORTS:
                setattr(self, name, 0)


def serve(asked: Mapping[str, Any], lifeline: int, ready: Ready) -> None:
    """Be a kernel until told to end.

    Parameters
    ----------
    asked
        ``argv``, and ``find_ports``: whether to take other ports than the connection file's.
    lifeline
        Closes when the server is gone.
    ready
        Is called with the ports.
    """
    app = Application.instance()
    app.finds_ports = asked["find_ports"]
    with _modules_unlisted():
        app.initialize(_quiet(asked["argv"]))
    _run(app, lifeline, ready)


def _quiet(argv: Sequence[str]) -> list[str]:
    return [*argv, *({NO_HISTORY} - set(argv))]


class _Unlisting:
    """The module ``sys``, but for its list of modules."""

    modules: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


@contextmanager
def _modules_unlisted() -> Iterator[None]:
    """Let ipykernel not read every module's file name, for a debugger that is not there.

    Reading counts a reference, which writes to a page of memory that was shared until then: for two
    thousand modules that is 13 MB a kernel, half of what it has to itself.
    """
    own = vars(ipkernel)
    own["sys"] = _Unlisting()
    try:
        yield
    finally:
        own["sys"] = sys


def _run(app: IPKernelApp, lifeline: int, ready: Ready) -> None:
    # ipywidgets was imported before there was a kernel to open its comms to.
    register_comm_target()
    follow(lifeline)
    ready({name: getattr(app, name) for name in PORTS})
    app.start()


class TwoHalves(Application):
    """A kernel application whose shell runs cells before there are sockets and threads.

    ``prepare`` makes the shell, as ipykernel would, with a recorder in the session's place;
    ``connect``, called in a fork of that process, makes everything else around the same shell. So
    the namespace, its widgets and their comms, hooks and extensions are simply there.
    """

    def prepare(self) -> None:
        """Make the shell."""
        BaseIPythonApplication.initialize(self, [NO_HISTORY])
        self.init_pdb()
        before = dict(os.environ)
        self.recorder = Recorder()
        self.streams = [RecordedStream(self.recorder, name) for name in ("stdout", "stderr")]
        sys.stdout, sys.stderr = self.streams
        self.shell = ZMQInteractiveShell.instance(
            parent=self,
            profile_dir=self.profile_dir,
            user_ns={},
            kernel=None,
            compiler_class=XCachingCompiler,
        )
        publishers: Any = (self.shell.displayhook, self.shell.display_pub)
        for publisher in publishers:
            publisher.session = self.recorder
        self.init_path()
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()
        register_comm_target()
        self._before, self._cwd = before, Path.cwd()

    def moved(self) -> dict[str, str | None]:
        """Return what the shell and the cells changed in the environment."""
        return changes(self._before)

    def stayed(self) -> bool:
        """Say whether the cells left the working directory alone."""
        return Path.cwd() == self._cwd

    def connect(self, asked: Mapping[str, Any], lifeline: int, ready: Ready) -> None:
        """Become a kernel around the shell, in a fork, until told to end; see ``serve``."""
        self.finds_ports = asked["find_ports"]
        shell: Any = self.shell
        for stream in self.streams:
            stream.let_go()
        self.reset_io()
        self.parse_command_line(_quiet(asked["argv"]))
        self.init_blackhole()
        self.init_connection_file()
        self.init_sockets()
        self.init_heartbeat()
        self.write_connection_file()
        self.log_connection_info()
        self.init_io()
        self.init_signal()
        with _modules_unlisted():
            self.init_kernel()
        shell.parent = shell.kernel = self.kernel
        # Widgets of before the fork tell a page nothing while their comms know of no kernel.
        for opened in self.kernel.comm_manager.comms.values():
            opened.kernel = self.kernel
        self.init_shell()
        sys.stdout.flush()
        sys.stderr.flush()
        _run(self, lifeline, ready)
