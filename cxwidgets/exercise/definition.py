"""One exercise: what its TOML file says, what a page may know of it, what it accepts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, PrivateAttr, ValidationError, model_validator

from cxwidgets.artifacts.service_map import ServiceMap
from cxwidgets.course import Words
from cxwidgets.exercise import answer, board, form, resolve, sheet, template
from cxwidgets.exercise.part import Part, unique

if TYPE_CHECKING:
    from cxwidgets.text import Text

Variant = Literal["as_is", "to_be"]


class Exercise(Part):
    """A definition over one of the four exercise components.

    Attributes
    ----------
    id
        The file's name without ``.toml``.
    component
        ``form``, ``board``, ``map`` or ``sheet``.
    method
        The file in ``cxwidgets/panels`` that turns the room's answers into a result.
    feedback
        ``immediate``: Python comments each saved answer; ``reveal``: only after the trainer
        reveals the result.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")  # a spreadsheet's sheet is named after it
    module: str
    component: Literal["form", "board", "map", "sheet"]
    method: str
    order: int = 0
    minutes: int = Field(ge=0)
    curriculum: tuple[str, ...] = ()
    title: Words
    task: Words
    note: Words | None = None
    feedback: Literal["immediate", "reveal"] = "reveal"
    settings: dict[str, Any] = Field(default_factory=dict)

    # form
    picture: Literal["five_gaps"] | None = None
    section: Annotated[tuple[form.Section, ...], unique("id")] = ()
    question: Annotated[tuple[form.Question, ...], unique("id")] = ()
    # board
    ordered: bool = False
    own_cards: int = Field(default=0, ge=0, le=30)
    zone: Annotated[tuple[board.Zone, ...], unique("id")] = ()
    card: Annotated[tuple[board.BoardCard, ...], unique("id")] = ()
    # map
    view: Literal["journey", "blueprint"] = "blueprint"
    mode: Literal["rate", "edit"] = "edit"
    variants: tuple[Variant, ...] = ("as_is",)
    template: str = ""
    # sheet
    column: Annotated[tuple[sheet.Column, ...], unique("id")] = ()
    row: Annotated[tuple[sheet.Row, ...], unique("id")] = ()
    free_rows: int = Field(default=0, ge=0, le=100)

    _root: Path = PrivateAttr(default=Path())

    @property
    def questions(self) -> tuple[Any, ...]:
        """The form's questions in order."""
        return self.question

    @property
    def cards(self) -> tuple[board.BoardCard, ...]:
        """The board's cards in order."""
        return self.card

    @property
    def zones(self) -> tuple[board.Zone, ...]:
        """The board's zones in order."""
        return self.zone

    @property
    def has_key(self) -> bool:
        """Say whether there are right answers, which a reveal gives away."""
        questions = any(
            getattr(q, "right", None) is not None
            or any(c.right is not None for c in getattr(q, "choice", ()))
            for q in self.question
        )
        return questions or any(card.zone is not None for card in self.card)

    @property
    def votes(self) -> tuple[form.Vote, ...]:
        """The questions that vote for what the room wrote elsewhere."""
        return tuple(q for q in self.question if isinstance(q, form.Vote))

    @model_validator(mode="after")
    def _fits_together(self) -> Exercise:
        wanted = {"form": "question", "board": "zone", "sheet": "column"}.get(self.component)
        if wanted and not getattr(self, wanted):
            raise ValueError(f"a {self.component} needs at least one [[{wanted}]]")
        zones = {z.id for z in self.zone}
        for card in self.card:
            if card.zone is not None and card.zone not in zones:
                raise ValueError(f"card {card.id!r}: there is no zone {card.zone!r}")
        sections = {s.id for s in self.section}
        for question in self.question:
            if question.section and question.section not in sections:
                raise ValueError(f"question {question.id!r}: no section {question.section!r}")
        return self

    def map_template(self, text: Text) -> ServiceMap:
        """Return the map this exercise starts from; an empty one where it starts blank."""
        return template.load(self._root, self.template, text) if self.template else ServiceMap()

    def resolve(self, text: Text) -> dict[str, Any]:
        """Return what a page may know, in one language: no keys, no reasons, no settings."""
        public = resolve.public(self, text)
        if self.component == "map":
            public["template"] = self.map_template(text).as_json()
        return public

    def clean(self, value: object) -> dict[str, Any]:
        """Check an answer that came from outside.

        Raises
        ------
        AnswerError
            Naming the field and the value that does not fit.
        """
        if self.component == "form":
            return form.clean(self.question, value)
        if self.component == "board":
            return board.clean(self.zone, self.card, self.own_cards, value)
        if self.component == "sheet":
            return sheet.clean(self.column, self.row, self.free_rows, value)
        return self._clean_maps(value)

    def _clean_maps(self, value: object) -> dict[str, Any]:
        given = answer.mapping(value, "map")
        for key in given:
            answer.one_of(key, {"maps"}, "map")
        maps = {}
        for variant, content in answer.mapping(given.get("maps", {}), "map.maps").items():
            answer.one_of(variant, set(self.variants), "map.maps")
            try:
                maps[variant] = ServiceMap.model_validate(content).as_json()
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                where = ".".join(str(part) for part in first["loc"])
                raise answer.AnswerError(f"map.{variant}.{where}: {first['msg']}") from None
        return {"maps": maps}

    def is_complete(self, value: dict[str, Any]) -> bool:
        """Say whether nothing is left to answer."""
        if self.component == "form":
            return form.complete(self.question, value)
        if self.component == "board":
            placed = {c for cards in value.get("zones", {}).values() for c in cards}
            return {c.id for c in self.card} <= placed
        if self.component == "map":
            return bool(value.get("maps"))
        return bool(value.get("rows"))
