"""Panels of coders: categories by Fleiss' kappa, ratings by Krippendorff's alpha."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import coding as charts
from cxwidgets.methods.agreement import krippendorff_alpha
from cxwidgets.methods.coding import coding
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.coding import CodingResult
    from cxwidgets.methods.concordance import Concordance
    from cxwidgets.text import Text

FIRM, TENTATIVE = 0.8, 0.667
"""Krippendorff's customary limits: rely on it, draw tentative conclusions; below, define anew."""


def sorted_alike(codes: pd.DataFrame, text: Text) -> Panel:
    """Return how far coders sorted alike: ``respondent, item, category``."""
    result = coding(codes)
    found = result.agreement
    if found.value != found.value:  # NaN: nothing to compare
        return Panel(found.items, panel.remarks(result.notes, text))
    chance = (found.raw - found.value) / (1 - found.value) if found.value < 1 else float("nan")
    figures = (
        Figure(text("coding.items"), text.number(found.items)),
        Figure(text("coding.raw"), text.percent(found.raw)),
        Figure(text("coding.chance"), text.percent(chance)),
        _figure("κ", found, text),
    )
    blocks: list[Block] = [
        FiguresBlock(figures),
        panel.chart(charts.pairs(result, text), _pairs(result, text)),
        _verdict(found, text),
    ]
    if result.apart:
        one, other, n = result.apart
        blocks.append(TextBlock(text("coding.apart", one=one, other=other, n=n), "note"))
    return Panel(found.items, (*blocks, *panel.remarks(result.notes, text)))


def rated_alike(ratings: pd.DataFrame, text: Text, level: str = "ordinal") -> Panel:
    """Return how far people rated alike: ``respondent, item, rating``, some of it missing."""
    known = ratings.dropna(subset="rating")
    found = krippendorff_alpha(ratings, level)
    remarks = panel.remarks(found.notes, text)
    if found.value != found.value:  # NaN: nothing to compare
        return Panel(found.items, remarks or panel.empty(text).blocks)
    given = known.groupby(["item", "rating"], as_index=False, sort=False).size()
    given = given.rename(columns={"size": "n"})
    wide = known.groupby("item", sort=False)["rating"].agg(["count", "min", "max"])
    rows = [
        [str(item), text.number(row["count"]), text.number(row["min"]), text.number(row["max"])]
        for item, row in wide.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("agreement.column.item"), "left"),
        *((text(f"coding.column.{name}"), "right") for name in ("ratings", "lowest", "highest")),
    ]
    table = panel.table(text("coding.table.ratings"), columns, rows)
    figures = (
        Figure(text("panel.people"), text.number(found.raters)),
        Figure(text("coding.items"), text.number(found.items)),
        _figure("α", found, text),
    )
    blocks: tuple[Block, ...] = (
        FiguresBlock(figures),
        panel.chart(charts.ratings(given, text), table),
        _verdict(found, text),
        *remarks,
    )
    return Panel(found.items, blocks)


def _figure(name: str, found: Concordance, text: Text) -> Figure:
    limits = text.interval(found.low, found.high, 2)
    return Figure(text("coding.coefficient", name=name), text.number(found.value, 2), limits)


def _verdict(found: Concordance, text: Text) -> TextBlock:
    """Say whether the result may be relied on: by the interval where there is one."""
    low, high = (v if v == v else found.value for v in (found.low, found.high))  # noqa: PLR0124
    if low >= FIRM:
        return TextBlock(text("coding.firm"), "good")
    return (
        TextBlock(text("coding.weak"), "warn")
        if high < TENTATIVE
        else TextBlock(text("coding.between"), "note")
    )


def _pairs(result: CodingResult, text: Text) -> panel.TableBlock:
    wide = result.pairs.pivot_table(index="one", columns="other", values="n")
    rows = [
        [one, *(text.number(wide.loc[one, other]) for other in result.categories)]
        for one in result.categories
    ]
    columns: list[tuple[str, panel.Align]] = [(text("coding.column.category"), "left")]
    columns += [(name, "right") for name in result.categories]
    return panel.table(text("coding.table.pairs"), columns, rows)
