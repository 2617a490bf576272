"""A report at a glance: what the answers say for certain, in a few sentences with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.servqual import dimension_name
from cxwidgets.panels.panel import Block, Panel, TextBlock
from cxwidgets.report import glance_records
from cxwidgets.report.kano import result as classes
from cxwidgets.report.scores import index, results
from cxwidgets.report.servqual import result as gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from cxwidgets.client import Client
    from cxwidgets.text import Text

_CLASSES = ("M", "O", "A", "R")


def glance(client: Client, text: Text) -> Panel:
    """Return what stands out in each survey the client has; nothing that is not settled."""
    say: dict[str, Callable[[Client, Text], Iterator[str]]] = {
        "kano": _kano,
        "scores": _scores,
        "servqual": _servqual,
        "transactions": glance_records.transactions,
        "retention": glance_records.retention,
    }
    said = [sentence for kind in client.kinds for sentence in say[kind](client, text)]
    blocks: tuple[Block, ...] = tuple(TextBlock(sentence) for sentence in said)
    return Panel(0, blocks)


def _kano(client: Client, text: Text) -> Iterator[str]:
    table = classes(client.survey("kano", text.lang)).table
    settled = table[table["settled"].astype(bool)]
    for category in _CLASSES:
        of_class = settled[settled["category"] == category]
        if len(of_class):
            yield text(
                f"report.glance.kano.{category}",
                features=_listed(of_class["feature"], text),
                n=int(of_class["n"].min()),
            )
    open_ = table[~table["settled"].astype(bool)]
    if len(open_):
        yield text("report.glance.kano.open", features=_listed(open_["feature"], text))
    weight = client.toml.kano.weight if client.toml.kano else ""
    if weight:
        yield text("report.glance.kano.weighted", column=weight)


def _scores(client: Client, text: Text) -> Iterator[str]:
    yield from _index(client, text)
    for item, result in results(client, text):
        row = result.overall.iloc[0]
        if row["n"]:
            yield text(
                f"report.glance.scores.{item.measure}",
                item=item[text.lang],
                value=_value(item.measure, row, text),
                interval=_interval(item.measure, row, text),
                n=text.number(row["n"]),
            )
    weight = client.toml.scores.weight if client.toml.scores else ""
    if weight:
        yield text("report.glance.scores.weighted", column=weight)


def _index(client: Client, text: Text) -> Iterator[str]:
    found = index(client.survey("scores", text.lang), client, text)
    for _, row in found.overall.iterrows() if found else ():
        if row["n"]:
            yield text(
                "report.glance.scores.index",
                value=text.number(row["index"], 1),
                interval=text.interval(row["low"], row["high"], 1),
                n=text.number(row["n"]),
            )


def _servqual(client: Client, text: Text) -> Iterator[str]:
    found = gaps(client, text)
    table = found.dimensions.dropna(subset=["gap"]).sort_values("gap")
    short = table[table["high"] < 0]
    if len(short):
        worst = short.iloc[0]
        yield text(
            "report.glance.servqual.widest",
            dimension=dimension_name(worst["dimension"], text),
            gap=text.signed(worst["gap"], 2),
            interval=text.interval(worst["low"], worst["high"], 2),
            n=text.number(worst["n"]),
        )
    met = table[table["high"] >= 0]
    if len(met):
        names = text("panel.comma").join(dimension_name(d, text) for d in met["dimension"])
        yield text("report.glance.servqual.met", dimensions=names)


def _listed(features: pd.Series, text: Text) -> str:
    return text("panel.comma").join(map(str, features))


def _value(measure: str, row: Any, text: Text) -> str:
    if measure == "nps":
        return text.signed(row["nps"])
    return text.percent(row["share"])


def _interval(measure: str, row: Any, text: Text) -> str:
    if measure == "nps":
        return text.interval(row["low"], row["high"])
    low, high = ("low", "high") if measure == "csat" else ("share_low", "share_high")
    return f"[{text.percent(row[low])}, {text.percent(row[high])}]"
