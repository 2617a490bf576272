"""A run of reports: every client is attempted, what is finished is shown, what failed is told."""

from __future__ import annotations

from collections import deque
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxwidgets.report.build import written

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from cxwidgets.report.job import Job
    from cxwidgets.report.news import News
    from cxwidgets.report.progress import Shown


@dataclass
class Outcome:
    """What came of a run.

    Attributes
    ----------
    made
        The index page of each client whose report was written.
    failed
        Problems of each other client, a line each.
    """

    made: dict[str, Path] = field(default_factory=dict)
    failed: dict[str, tuple[str, ...]] = field(default_factory=dict)


def carry_out(
    jobs: Sequence[Job],
    news: Generator[News],
    out: Path,
    shown: Shown,
    say: Callable[[Path], object],
) -> Outcome:
    """Write each report as it is made, and return what came of all of them.

    Parameters
    ----------
    jobs
        What was asked for.
    news
        What happens, from ``local`` or a cluster; closed in any case, so that nothing goes on
        working after an interruption.
    out
        The reports' folder.
    shown
        Shows progress.
    say
        Called with each index page, in the order of ``jobs``, as soon as those before it are done.
    """
    outcome = Outcome()
    order = deque(job.slug for job in jobs)
    with closing(news), shown:
        for one in news:
            if one.what == "made":
                try:
                    outcome.made[one.slug] = written(out / one.slug, one.files)
                except OSError as error:
                    outcome.failed[one.slug] = (f"cannot write the report: {error}",)
            elif one.what == "failed":
                outcome.failed[one.slug] = one.problems
            shown.tell(one)
            while order and (order[0] in outcome.made or order[0] in outcome.failed):
                if order[0] in outcome.made:
                    say(outcome.made[order[0]])
                order.popleft()
    outcome.failed = {j.slug: outcome.failed[j.slug] for j in jobs if j.slug in outcome.failed}
    return outcome
