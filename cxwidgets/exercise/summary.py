"""An answer in words: one line for a list, one cell a question for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxwidgets.exercise.definition import Exercise
    from cxwidgets.text import Text

LINE = 160


def fields(exercise: Exercise, text: Text) -> dict[str, str]:
    """Return the spreadsheet columns of an exercise: key → heading."""
    if exercise.component == "form":
        columns: dict[str, str] = {}
        for question in exercise.question:
            heading = text.pick(question.prompt)
            for part in _halves(question):
                key = f"{question.id}.{part}" if part else question.id
                columns[key] = f"{heading} · {_half(part, question, text)}" if part else heading
        return columns
    if exercise.component == "board":
        return {zone.id: getattr(zone, text.lang) for zone in exercise.zone}
    if exercise.component == "sheet":
        return {"rows": text("export.rows")}
    return {"steps": text("export.steps"), "cards": text("export.cards")} | {
        "emotion": text("export.emotion"),
        "points": text("export.points"),
    }


def _halves(question: Any) -> tuple[str, ...]:
    if question.kind == "kano":
        return ("functional", "dysfunctional") + (("importance",) if question.importance else ())
    if question.kind == "pair":
        return ("expectation", "perception")
    if question.kind == "points":
        return tuple(item.id for item in question.items)
    return ("",)


def _half(part: str, question: Any, text: Text) -> str:
    if question.kind == "points":
        return str(next(getattr(i, text.lang) for i in question.items if i.id == part))
    return text(f"export.{part}")


def cells(exercise: Exercise, value: dict[str, Any], text: Text) -> dict[str, Any]:
    """Return one answer as spreadsheet cells, with the keys of ``fields``."""
    if exercise.component == "form":
        return _form_cells(exercise, value, text)
    if exercise.component == "board":
        names = {c.id: getattr(c, text.lang) for c in exercise.card} | value.get("own", {})
        return {
            zone: text("export.between").join(names.get(c, c) for c in found)
            for zone, found in value.get("zones", {}).items()
        }
    if exercise.component == "sheet":
        lines = [
            text("export.between").join(str(v) for v in row["cells"].values() if v is not None)
            for row in value.get("rows", [])
        ]
        return {"rows": "\n".join(lines)}
    return _map_cells(value, text)


def _form_cells(exercise: Exercise, value: dict[str, Any], text: Text) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in exercise.question:
        given = value.get(question.id)
        if given is None:
            continue
        if isinstance(given, dict):
            found |= {f"{question.id}.{part}": v for part, v in given.items()}
        elif question.kind in ("single", "multiple"):
            names = {c.id: getattr(c, text.lang) for c in question.choice}
            chosen = given if isinstance(given, list) else [given]
            found[question.id] = text("export.between").join(names[c] for c in chosen)
        elif isinstance(given, list):
            found[question.id] = text("export.between").join(map(str, given))
        else:
            found[question.id] = given
    return found


def _map_cells(value: dict[str, Any], text: Text) -> dict[str, Any]:
    between = text("export.between")
    lines: dict[str, list[str]] = {"steps": [], "cards": [], "emotion": [], "points": []}
    for content in value.get("maps", {}).values():
        names = {s["id"]: s["name"] for s in content.get("steps", [])}
        lines["steps"].append(between.join(names.values()))
        lines["cards"].append(between.join(c["text"] for c in content.get("cards", [])))
        lines["emotion"].append(
            between.join(
                f"{names[s]} {text.signed(v)}" for s, v in content.get("emotion", {}).items()
            )
        )
        lines["points"].append(
            between.join(
                f"{names[p['step']]} {text('export.' + p['kind'])} {p.get('text', '')}".strip()
                for p in content.get("points", [])
            )
        )
    return {key: "\n".join(found) for key, found in lines.items()}


def summary(exercise: Exercise, value: dict[str, Any], text: Text) -> str:
    """Return an answer in one line for a list."""
    headings = fields(exercise, text)
    found = cells(exercise, value, text)
    parts = [
        f"{headings[key]}{text('export.colon')}{cell}" if len(found) > 1 else str(cell)
        for key, cell in found.items()
        if key in headings and cell not in ("", None)
    ]
    line = text("export.between").join(parts).replace("\n", text("export.between"))
    return line if len(line) <= LINE else line[: LINE - 1] + "…"
