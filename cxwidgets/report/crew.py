"""Processes that do one thing at a time for the process that started them.

One that dies is replaced and its task is given out once more. When the owner dies, they end.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from cxwidgets.survey.problems import SurveyError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

GRACE_SECONDS = 5
PRELOADED = ("cxwidgets.report.job", "papermill")
# One thread for each matrix product: the processes already fill the machine.
SINGLE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def context() -> BaseContext:
    """Return how processes start: forked from one that has imported everything, if possible."""
    for name in SINGLE:
        os.environ.setdefault(name, "1")
    if "forkserver" in multiprocessing.get_all_start_methods():
        chosen = multiprocessing.get_context("forkserver")
        chosen.set_forkserver_preload(list(PRELOADED))
        return chosen
    return multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Answer:
    """What came of a task.

    Attributes
    ----------
    task
        The task's name.
    value
        What the function returned.
    problems
        What went wrong, a line each; then there is no value.
    again
        The process died and the task is given to another one.
    """

    task: Any
    value: Any = None
    problems: tuple[str, ...] = ()
    again: bool = False


@dataclass
class _Order:
    task: Any
    arguments: tuple[Any, ...]
    tries: int = 0


@dataclass
class _Member:
    process: BaseProcess
    line: Connection
    order: _Order | None = None


class Crew:
    """Up to ``size`` processes for one kind of work.

    Parameters
    ----------
    start
        How processes start; see ``context``.
    size
        How many there may be.
    work
        A function of a module; arguments and result must be picklable.
    prepare
        Called once in each process before its first task.
    """

    def __init__(
        self,
        start: BaseContext,
        size: int,
        work: Callable[..., Any],
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._start, self._size, self._work, self._prepare = start, size, work, prepare
        self._members: list[_Member] = []
        self._orders: deque[_Order] = deque()

    @property
    def free(self) -> bool:
        """Whether a task given now would be begun at once."""
        return sum(m.order is not None for m in self._members) + len(self._orders) < self._size

    def begin(self) -> None:
        """Start the first process, so that it is there when the first task comes."""
        if not self._members:
            self._members.append(self._hired())

    def give(self, task: Any, *arguments: Any) -> None:
        """Have a task done when a process is free; ``task`` names it in the answer."""
        self._orders.append(_Order(task, arguments))
        self._hand_out()

    def lines(self) -> list[Connection]:
        """Return what to wait for: a line becomes readable when there is an answer."""
        return [m.line for m in self._members]

    def heard(self, line: Connection) -> Answer | None:
        """Return what a readable line says; ``None`` if an idle process has died."""
        member = next(m for m in self._members if m.line is line)
        order = member.order
        try:
            value, problems = line.recv()
        except (EOFError, OSError):
            return self._died(member)
        member.order = None
        self._hand_out()
        return Answer(order.task, value, problems) if order else None

    def dismiss(self) -> None:
        """End every process; a busy one is interrupted."""
        for member in self._members:
            member.line.close()  # an idle process ends by this
            if member.order is not None:
                member.process.terminate()
        limit = time.monotonic() + GRACE_SECONDS
        for member in self._members:
            member.process.join(max(0.0, limit - time.monotonic()))
            if member.process.is_alive():
                member.process.kill()
                member.process.join()
        self._members.clear()
        self._orders.clear()

    def _hired(self) -> _Member:
        ours, theirs = self._start.Pipe()
        arguments = (theirs, self._work, self._prepare)
        process = self._start.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Member(process, ours)

    def _hand_out(self) -> None:
        while self._orders:
            member = next((m for m in self._members if m.order is None), None)
            if member is None:
                if len(self._members) >= self._size:
                    return
                member = self._hired()
                self._members.append(member)
            member.order = self._orders.popleft()
            with suppress(OSError):  # it is dead: its line says so when it is listened to
                member.line.send(member.order.arguments)

    def _died(self, member: _Member) -> Answer | None:
        self._members.remove(member)
        member.line.close()
        member.process.join(GRACE_SECONDS)
        if member.process.is_alive():  # it only lost its line: nobody would hear of it again
            member.process.kill()
            member.process.join()
        order = member.order
        if order is None:
            return None
        order.tries += 1
        said = (f"the process ended ({_ending(member.process.exitcode)})",)
        if order.tries > 1:
            self._hand_out()
            return Answer(order.task, problems=said)
        self._orders.appendleft(order)
        self._hand_out()
        return Answer(order.task, problems=said, again=True)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"


def _serve(
    line: Connection, work: Callable[..., Any], prepare: Callable[[], object] | None
) -> None:
    """Do tasks until the line is closed: the life of one process."""
    threading.Thread(target=_end_with_owner, daemon=True).start()
    if prepare is not None:
        prepare()
    while True:
        # Ctrl-C reaches every process of a terminal: only the owner answers it. (Set anew each
        # time, for running a notebook sets it too.)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            answer = attempted(work, line.recv())
            line.send(answer)
        except (EOFError, OSError, KeyboardInterrupt):
            return


def attempted(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, tuple[str, ...]]:
    """Return what ``work`` returns, and what went wrong, a line each."""
    try:
        return work(*arguments), ()
    except SurveyError as error:
        return None, tuple(str(problem) for problem in error.problems)
    except Exception as error:  # noqa: BLE001 - one client's failure never stops the others
        said = str(error).strip().splitlines()
        return None, (f"{type(error).__name__}: {said[0]}" if said else type(error).__name__,)


def _end_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        wait([owner.sentinel])
        if sys.platform != "win32":
            os.kill(os.getpid(), signal.SIGTERM)  # ends a notebook that is running
            time.sleep(GRACE_SECONDS)
        os._exit(1)
