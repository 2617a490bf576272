"""The panel of the service-profit chain: which links hold, and how far a change reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import service_profit_chain as charts
from cxwidgets.methods.service_profit_chain import service_profit_chain
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Panel, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.service_profit_chain import ChainResult
    from cxwidgets.text import Text


def measured(measures: pd.DataFrame, text: Text) -> Panel:
    """Return a chain whose links stand in ``unit, link, value`` from its head to its end."""
    if measures.empty:
        return panel.empty(text)
    return summary(service_profit_chain(measures, list(measures["link"].unique())), text)


def summary(result: ChainResult, text: Text) -> Panel:
    """Return a result as blocks; its links are named as a reader knows them."""
    table = _links(result, text)
    known = result.links["r"].notna().any()
    reaches = result.reach["low"].notna().any()
    blocks: list[Block] = [
        panel.chart(charts.links(result, text), table) if known else table,
        *([_reach(result, text)] if reaches else []),
        *panel.remarks(result.notes, text),
        TextBlock(text("chain.not_cause"), "note"),
    ]
    return Panel(int(result.links["units"].max()), tuple(blocks))


def _links(result: ChainResult, text: Text) -> panel.TableBlock:
    rows = [
        [
            text("chain.link", cause=row["cause"], effect=row["effect"]),
            text.number(row["units"]),
            *(
                f"{text.signed(row[name], 2)} "
                f"{text.interval(row[f'{name}_low'], row[f'{name}_high'], 2)}".strip()
                for name in ("r", "slope")
            ),
        ]
        for _, row in result.links.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("chain.column.link"), "left"),
        (text("chain.column.units"), "right"),
        ("r", "right"),
        (text("chain.column.slope"), "right"),
    ]
    return panel.table(text("chain.table.links"), columns, rows)


def _reach(result: ChainResult, text: Text) -> panel.TableBlock:
    """Return what one more at the head comes to further down."""
    rows = [
        [
            str(row["link"]),
            f"{text.signed(row['change'], 2)} {text.interval(row['low'], row['high'], 2)}".strip(),
        ]
        for _, row in result.reach.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("chain.column.at"), "left"),
        (text("chain.column.change"), "right"),
    ]
    head = result.links["cause"].iloc[0]
    return panel.table(text("chain.table.reach", head=head), columns, rows)
