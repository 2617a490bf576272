"""The one object a notebook holds: its module, its client, its language."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets import course
from cxwidgets.charts import theme
from cxwidgets.exercise import catalog, template
from cxwidgets.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt

    from cxwidgets.artifacts.service_map import ServiceMap
    from cxwidgets.client import Client
    from cxwidgets.panels.panel import Panel
    from cxwidgets.widgets import Chart, Console, CourseMap, PanelView
    from cxwidgets.widgets.exercise import ExerciseComponent, Keeper


def open_module(module: str, client: str = "bus", lang: str = "zh") -> Workbook:
    """Open a course module for one client in one language.

    Parameters
    ----------
    module
        A module id of ``data/course/modules.toml``.
    client
        A folder in ``data/clients``.
    lang
        ``"zh"`` or ``"en"``.

    Raises
    ------
    KeyError
        For an unknown module; the message lists the known ones.
    cxwidgets.client.ClientError
        For an unknown client or one whose ``client.toml`` does not fit.
    """
    return Workbook(course.find_root(), module, client, lang)


class Workbook:
    """What the cells of a notebook call.

    Attributes
    ----------
    text
        The words, in the notebook's language.
    client
        The client whose survey the charts show.
    """

    def __init__(self, root: Path, module: str, client: str, lang: str) -> None:
        from cxwidgets import client as clients

        self.root = root
        self.module = course.module(root, module)
        self.lang = lang
        self.text = Text(lang, root)
        self.client: Client = clients.load(root, client)
        theme.use_accent(self.client.toml.colour)
        theme.check_when_shown()  # here, so that it is so however the kernel was started
        self._exercises = catalog(root)
        self._placed: set[str] = set()
        self._keeper: Keeper | None = None

    def __repr__(self) -> str:
        return f"Workbook({self.module.id!r}, {self.client.slug!r}, {self.lang!r})"

    def exercise(self, exercise_id: str) -> ExerciseComponent:
        """Return the component of one exercise; ``KeyError`` lists the known ids."""
        from cxwidgets.widgets import exercise_component

        if exercise_id not in self._exercises:
            known = ", ".join(self._exercises)
            raise KeyError(f"no exercise {exercise_id!r}; there are {known}")
        self._placed.add(exercise_id)
        return exercise_component(self._exercises[exercise_id], self.text, self._own_keeper())

    def exercises(self) -> None:
        """Show the module's exercises that no cell has placed: a new file appears here."""
        from IPython.display import display

        for exercise in self._exercises.values():
            if exercise.module == self.module.id and exercise.id not in self._placed:
                display(self.exercise(exercise.id))

    def show(self, chart: alt.TopLevelMixin, table: dict[str, Any] | None = None) -> Chart:
        """Show a chart, with a table of the same facts if given."""
        from cxwidgets.widgets import Chart

        return Chart(chart, self.text, table)

    def panel(self, panel: Panel) -> PanelView:
        """Show a result panel."""
        from cxwidgets.widgets import PanelView

        return PanelView(panel.to_json(), self.text)

    def has(self, kind: str) -> bool:
        """Say whether the client has a survey of this kind."""
        return self.client.has(kind)

    def survey(self, kind: str) -> pd.DataFrame:
        """Return the client's answers to a survey of this kind as a tidy frame."""
        return self.client.survey(kind, self.lang)

    def example(self, name: str) -> pd.DataFrame:
        """Return a small teaching table from ``data/course/examples``."""
        folder = self.root / "data" / "course" / "examples"
        files = {f.stem: f for f in folder.glob("*.csv")}
        if name not in files:
            raise KeyError(f"no example {name!r}; there are {', '.join(sorted(files))}")
        frame = pd.read_csv(files[name], encoding="utf-8")
        if "at" in frame and not pd.api.types.is_numeric_dtype(frame["at"]):
            frame["at"] = pd.to_datetime(frame["at"])
        said = [c for c in frame.columns if c.endswith(f"_{self.lang}")]
        unsaid = [c for c in frame.columns if c.endswith(("_zh", "_en")) and c not in said]
        return frame.drop(columns=unsaid).rename(columns={c: c[:-3] for c in said})

    def map(self, name: str) -> ServiceMap:
        """Return a service map from ``data/course/maps``."""
        return template.load(self.root, name, self.text)

    def console(self) -> Console:
        """Return the trainer's console."""
        from cxwidgets.widgets import Console

        return Console(self.text)

    def course_map(self) -> CourseMap:
        """Return the map of the course."""
        from cxwidgets.widgets import CourseMap

        entries = [
            {
                "id": m.id,
                "title": self.text.pick(m.title),
                "minutes": m.minutes,
                "summary": self.text.pick(m.summary),
                "exercises": [e.id for e in self._exercises.values() if e.module == m.id],
                "href": f"m/{m.id}",
            }
            for m in course.modules(self.root)
            if m.audience == "trainee" and m.id != self.module.id
        ]
        return CourseMap(entries, self.text)

    def cover(self) -> PanelView:
        """Return the client's name card for a report."""
        from cxwidgets.report.cover import cover

        return self.panel(cover(self.client, self.text))

    def provenance(self) -> PanelView:
        """Return what a report was made from: data, versions, and whether it is synthetic."""
        from cxwidgets.report.provenance import provenance

        notebook = self.root / "notebooks" / f"{self.module.notebook}.ipynb"
        return self.panel(provenance(self.client, self.text, notebook))

    def _own_keeper(self) -> Keeper | None:
        """Keep answers on this machine, unless a class server does."""
        if os.environ.get("CXW_CLASS"):
            return None
        if self._keeper is None:
            from cxwidgets.classroom.alone import AloneKeeper

            self._keeper = AloneKeeper(self.root / ".cxw" / "alone.sqlite")
        return self._keeper
