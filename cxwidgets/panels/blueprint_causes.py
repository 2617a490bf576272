"""Findings on one blueprint: chains of causes, cards without an owner, work that goes round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.causes import ranked
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, TextBlock

if TYPE_CHECKING:
    from cxwidgets.artifacts.service_map import ServiceMap
    from cxwidgets.methods.blueprint import BlueprintResult
    from cxwidgets.text import Text

MOST = 12
ARROW = " ← "


def findings(service: ServiceMap, result: BlueprintResult, text: Text) -> list[Block]:
    """Return what was found, as a table of causal chains and sentences that name the cards."""
    said = {card.id: card.text for card in service.cards}
    comma = text("panel.comma")
    blocks: list[Block] = []
    if result.paths:
        blocks += [_chains(service, result, text), _leading(service, result, text)]
    if result.untraced:
        cards = comma.join(said[c] for c in result.untraced)
        blocks.append(TextBlock(text("blueprint.untraced", cards=cards), "warn"))
    if result.unowned:
        cards = comma.join(said[c] for c in result.unowned)
        blocks.append(TextBlock(text("blueprint.unowned", cards=cards), "warn"))
    blocks += [
        TextBlock(text("blueprint.loop", cards=" ⇄ ".join(said[c] for c in loop)), "warn")
        for loop in result.loops
    ]
    blocks.append(
        TextBlock(
            text(
                "blueprint.crossings",
                interaction=result.crossings["interaction"],
                visibility=result.crossings["visibility"],
                internal=result.crossings["internal"],
            ),
            "note",
        )
    )
    return blocks


def _chains(service: ServiceMap, result: BlueprintResult, text: Text) -> panel.TableBlock:
    card = {c.id: c for c in service.cards}
    step = {s.id: s.name for s in service.steps}
    rows = [
        (
            f"{step[card[path.symptom].step]}{text('blueprint.colon')}{card[path.symptom].text}",
            ARROW.join(card[c].text for c in path.cards[1:]),
            card[path.cause].owner or text("blueprint.nobody"),
        )
        for path in result.paths[:MOST]
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("blueprint.column.symptom"), "left"),
        (text("blueprint.column.chain"), "left"),
        (text("blueprint.column.owner"), "left"),
    ]
    caption = text("blueprint.table.chains", shown=len(rows), n=len(result.paths))
    return panel.table(caption, columns, rows)


def _leading(service: ServiceMap, result: BlueprintResult, text: Text) -> TextBlock:
    said = {card.id: card.text for card in service.cards}
    cause, behind = ranked(result.paths)[0]
    return TextBlock(text("blueprint.leading_cause", card=said[cause], n=behind))
