"""What the loyalty module tells about its examples is true; its tables can be made again."""

from __future__ import annotations

import runpy
from itertools import pairwise
from math import isinf
from pathlib import Path

import pandas as pd
import pytest

from cxwidgets.exercise import catalog
from cxwidgets.methods.clv import clv
from cxwidgets.methods.constant_clv import constant_clv
from cxwidgets.methods.effect import before_after
from cxwidgets.methods.loyalty import attitude_types, satisfaction_loyalty
from cxwidgets.methods.personas import personas
from cxwidgets.methods.retention import kaplan_meier
from cxwidgets.methods.rfm import rfm
from cxwidgets.methods.sbg import sbg
from cxwidgets.methods.service_profit_chain import service_profit_chain
from cxwidgets.methods.style import ITEMS
from cxwidgets.panels.loyalty import QUESTIONS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data" / "course" / "examples"


def example(name):
    frame = pd.read_csv(EXAMPLES / f"{name}.csv")
    return frame.assign(at=pd.to_datetime(frame["at"])) if "at" in frame else frame


def test_of_those_who_gave_a_4_fewer_than_a_quarter_are_loyal_of_those_who_gave_a_5_nine_in_ten():
    share = satisfaction_loyalty(example("riders")).table.set_index("satisfaction")["share"]
    assert share[4] < 0.25
    assert share[5] == pytest.approx(0.9, abs=0.02)
    assert len(example("riders")) == 160


def test_satisfaction_rose_by_a_fifth_of_a_point_and_not_by_chance():
    row = before_after(example("riders")).table.iloc[0]
    assert row["change"] == pytest.approx(0.2)
    assert row["low"] > 0


def test_half_of_the_monthly_members_left_by_month_9_and_fewer_than_half_of_the_yearly_ones():
    members = example("members").rename(columns={"segment_en": "segment"})
    medians = kaplan_meier(members).segments.set_index("segment")["median"]
    assert medians["Paying monthly"] == 9
    assert isinf(medians["Paying yearly"])
    assert (len(members), members["tenure"].max()) == (250, 24)


def test_the_margin_multiple_gets_steeper_and_is_half_of_what_the_cohort_is_worth():
    multiple = {r: constant_clv(1, r, 0.1) for r in (0.6, 0.7, 0.8, 0.9, 0.63)}
    assert 0.5 < multiple[0.7] - multiple[0.6] < 0.6
    assert 1.8 < multiple[0.9] - multiple[0.8] < 2
    assert multiple[0.63] == pytest.approx(1.3, abs=0.05)
    later = sbg([1000, 631, 468, 382, 326], discount=0.1).lifetime - 1  # the first is not counted
    assert later == pytest.approx(2.6, abs=0.05)


def test_the_published_cohort_is_quoted_as_it_is():
    table = sbg([1000, 631, 468, 382, 326]).table.set_index("period")
    rounded = table.loc[1:4, "retention"].round(2).tolist()
    assert rounded == [0.63, 0.74, 0.82, 0.85]


def test_a_quarter_of_the_guests_bring_more_than_half_of_the_money():
    table = rfm(example("purchases"), draws=5).table.set_index("segment")
    assert table.loc["champions", "share"] < 0.25
    assert table.loc["champions", "amount_share"] > 0.5


def test_the_model_fits_the_cafe():
    check = clv(example("purchases"), horizon=26).check
    assert (abs(check["customers"] - check["expected"]) < 10).all()


def test_the_three_kinds_of_guests_come_back():
    result = personas(example("wishes"), 3, draws=10)
    assert result.stability > 0.9
    assert result.table["n"].sum() == 160


def test_the_tables_are_made_again_byte_for_byte(tmp_path):
    for name in ("generate_loyalty.py", "loyalty.toml"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    runpy.run_path(str(tmp_path / "generate_loyalty.py"), run_name="__main__")
    for name in ("riders", "members", "purchases", "wishes", "guests"):
        made = (tmp_path / f"{name}.csv").read_bytes()
        assert made == (EXAMPLES / f"{name}.csv").read_bytes(), name


def test_the_exercises_ask_what_their_methods_know():
    known = catalog(ROOT)
    assert [q.id for q in known["own_loyalty"].questions] == list(QUESTIONS)
    assert {q.id for q in known["own_style"].questions} == set(ITEMS)
    in_order = [q.id.split("_")[0] for q in known["own_style"].questions]
    assert all(a != b for a, b in pairwise(in_order)), "styles are mixed"


def test_more_than_half_of_those_who_come_often_do_not_like_the_cafe_better():
    guests = example("guests")
    counts = attitude_types(guests).table.set_index("cell")["n"]
    assert len(guests) == counts.sum() == 160
    assert counts["spurious"] > (counts["loyal"] + counts["spurious"]) / 2
    assert counts["spurious"] == counts.max()
    assert counts["latent"] == 20
    strict = attitude_types(guests, patronage=0.7).table.set_index("cell")["n"]
    assert strict["spurious"] > strict["loyal"], "with a stricter cut too"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_three_links_of_the_chain_hold_and_the_last_is_loose(lang):
    measures = example("depot_chain").rename(columns={f"link_{lang}": "link"})
    result = service_profit_chain(measures, list(measures["link"].unique()))
    assert list(result.links["units"]) == [36] * 4
    assert (result.links["r_low"][:3] > 0.6).all()
    assert result.links["r_low"][3] < 0 < result.links["r_high"][3]
    (note,) = result.notes
    assert note.key == "chain.note.loose"
    assert note.params["cause"] == result.links["cause"][3]
