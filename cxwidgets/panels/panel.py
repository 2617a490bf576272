"""A panel: what a result says, as blocks any page can show.

A panel is made in Python and drawn by the page, the report and the trainer's console alike. It
holds finished words and display strings only: whoever shows it needs no method, no text table and
no arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import altair as alt

    from cxwidgets.exercise import Exercise
    from cxwidgets.methods.notes import Note
    from cxwidgets.text import Text

Tone = Literal["plain", "note", "warn", "good"]
Align = Literal["left", "right"]

INDICATIVE = 30
"""Below this many answers a result is called indicative (methods reference, 1.6)."""


@dataclass(frozen=True)
class Answered:
    """One participant's current answer to an exercise.

    ``name`` is None while names are hidden from the room.
    """

    participant: str
    name: str | None
    team: str
    value: dict[str, Any]


@dataclass(frozen=True)
class TextBlock:
    """A sentence or two."""

    text: str
    tone: Tone = "plain"
    type: str = field(default="text", init=False)


@dataclass(frozen=True)
class Figure:
    """One number large enough to read from the last row."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class FiguresBlock:
    """A row of figures."""

    items: tuple[Figure, ...]
    type: str = field(default="figures", init=False)


@dataclass(frozen=True)
class Column:
    """A table's column: its heading and alignment."""

    label: str
    align: Align = "left"


@dataclass(frozen=True)
class TableBlock:
    """A table whose cells are display strings."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    type: str = field(default="table", init=False)


@dataclass(frozen=True)
class ChartBlock:
    """A chart as Vega-Lite, the sentence that replaces it, and the numbers behind it."""

    spec: dict[str, Any]
    alt: str
    table: TableBlock | None = None
    type: str = field(default="chart", init=False)


@dataclass(frozen=True)
class WallItem:
    """A text somebody wrote; ``by`` is None while names are hidden."""

    text: str
    by: str | None = None
    count: int | None = None


@dataclass(frozen=True)
class WallBlock:
    """Texts people wrote."""

    items: tuple[WallItem, ...]
    type: str = field(default="wall", init=False)


@dataclass(frozen=True)
class MapBlock:
    """A service map to look at: its definition and the map itself."""

    definition: dict[str, Any]
    value: dict[str, Any]
    type: str = field(default="map", init=False)


Block = TextBlock | FiguresBlock | TableBlock | ChartBlock | WallBlock | MapBlock


@dataclass(frozen=True)
class Panel:
    """A result as blocks.

    Parameters
    ----------
    n
        How many people's answers are in it.
    blocks
        What to show, from top to bottom.
    """

    n: int
    blocks: tuple[Block, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the panel as plain JSON values; charts and rows are the panel's own, no copies."""
        return {"n": self.n, "blocks": [_plain(block) for block in self.blocks]}


def _plain(value: Any) -> Any:
    """Return a block as a dictionary; ``dataclasses.asdict`` would copy a chart value by value."""
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple) and any(map(is_dataclass, value)):
        return tuple(map(_plain, value))
    return value


class Method(Protocol):
    """What a module ``panels/<method>.py`` offers."""

    def room(self, exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
        """Show the whole room's answers of one round."""
        ...

    def own(self, exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
        """Show one participant's answer, judged; None where there is nothing to say."""
        ...

    def headline(
        self, exercise: Exercise, rows: Sequence[Answered], text: Text
    ) -> tuple[Figure, ...]:
        """Return the two to four numbers that are compared between rounds."""
        ...


def empty(text: Text) -> Panel:
    """Return the panel of a room that has not answered yet: it says what to do."""
    return Panel(0, (TextBlock(text("panel.empty"), "note"),))


def table(
    caption: str, columns: Iterable[tuple[str, Align]], rows: Iterable[Iterable[str]]
) -> TableBlock:
    """Return a table block from (heading, alignment) pairs and rows of display strings."""
    return TableBlock(
        caption,
        tuple(Column(label, align) for label, align in columns),
        tuple(tuple(row) for row in rows),
    )


def chart(drawing: alt.TopLevelMixin, numbers: TableBlock | None = None) -> ChartBlock:
    """Return a chart block; the alternative text is the chart's own description.

    Raises
    ------
    ValueError
        If the chart has no description.
    """
    spec: dict[str, Any] = drawing.to_dict(validate=False)  # the charts' own tests do
    if not spec.get("description"):
        raise ValueError("a chart needs a description: it is read to those who cannot see it")
    return ChartBlock(_drawable(spec), spec["description"], numbers)


def _drawable(value: Any) -> Any:
    """Return a chart with numbers as exact as a picture can be: it travels to every page."""
    if isinstance(value, dict):
        return {key: _drawable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_drawable(part) for part in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def words(note: Note, text: Text) -> str:
    """Return a note in the reader's language; a tuple is listed with the language's comma."""
    values = {
        name: text("panel.comma").join(map(str, value)) if isinstance(value, tuple) else value
        for name, value in note.params.items()
    }
    return text(note.key, **values)


def renamed(note: Note, param: str, name: Callable[[str], str]) -> Note:
    """Return a note whose listed ids are replaced by names a reader knows."""
    ids = note.params.get(param)
    if not isinstance(ids, tuple):
        return note
    return replace(note, params={**note.params, param: tuple(map(name, ids))})


def remarks(notes: Iterable[Note], text: Text) -> tuple[TextBlock, ...]:
    """Return one text block for each note."""
    return tuple(
        TextBlock(words(note, text), "warn" if note.tone == "warn" else "note") for note in notes
    )


def small(n: int, text: Text) -> tuple[TextBlock, ...]:
    """Return the remark that ``n`` is small, or nothing from 30 on."""
    return () if n >= INDICATIVE else (TextBlock(text("panel.small_n", n=n), "note"),)
