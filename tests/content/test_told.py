"""What the pages tell about their own examples is true."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cxwidgets.artifacts.service_map import Link
from cxwidgets.exercise import catalog, template
from cxwidgets.methods.blueprint import blueprint
from cxwidgets.methods.causes import ranked, trace
from cxwidgets.methods.estimate import added, compounded
from cxwidgets.methods.pareto import pareto
from cxwidgets.panels.pareto import counted
from cxwidgets.text import Text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def line():
    return template.load(ROOT, "bus_line", Text("en", ROOT))


def test_up_40_and_down_25_ends_at_105_and_most_people_say_115():
    (question,) = catalog(ROOT)["complaint_index"].questions
    assert compounded(100, (40, -25))[-1] == pytest.approx(question.right)
    assert compounded(100, (-25, 40))[-1] == pytest.approx(question.right)
    assert added(100, (40, -25)) == pytest.approx(115)


def reasons():
    table = pd.read_csv(ROOT / "data" / "course" / "examples" / "churn_bus.csv")
    return table.rename(columns={"reason_en": "reason"})[["reason", "count"]]


def churn(times=1):
    counts = reasons().assign(count=reasons()["count"] * times)
    return pareto(counts, n=int(counts["count"].sum()))


def test_the_first_two_reasons_make_63_per_cent_and_other_is_larger_than_attitude():
    table = churn().table
    assert list(table["reason"]) == ["Long wait", "Poor transfer", "Other", "Poor attitude"]
    assert table["cumulative"].tolist() == pytest.approx([0.35, 0.63, 0.82, 1])
    assert (round(table["low"][0], 2), round(table["high"][0], 2)) == (0.26, 0.45)


def test_the_picture_on_the_page_counts_100_people():
    made = counted(reasons(), Text("en", ROOT))
    chart = made.to_json()["blocks"][0]
    assert made.n == 100
    assert [row[1] for row in chart["table"]["rows"]] == ["35", "28", "19", "18"]


@pytest.mark.parametrize(("times", "settled"), [(1, False), (4, False), (6, True)])
def test_400_people_fall_short_of_settling_the_first_place_and_600_are_enough(times, settled):
    assert churn(times).settled is settled


def test_the_sheet_starts_from_the_same_figures_as_the_chart():
    rows = catalog(ROOT)["churn_reasons"].row
    assert sorted(r.cells["people"] for r in rows) == sorted(churn().table["count"])


def test_two_cards_have_no_owner_one_case_goes_round_and_the_log_leads_nowhere(line):
    result = blueprint(line)
    assert set(result.unowned) == {"walk_support", "transfer_back"}
    assert [set(loop) for loop in result.loops] == [{"feedback_front", "feedback_back"}]
    assert not [link for link in line.links if link.from_ == "feedback_support"]


def test_the_impatient_driver_leads_back_to_rota_and_timetable(line):
    chains = [p.cards for p in trace(line, "board_customer")]
    assert ("board_customer", "board_front", "board_back", "wait_back", "wait_support") in chains


def test_the_wrong_display_leads_back_to_positioning_and_dispatch(line):
    causes = {p.cause for p in trace(line, "wait_front")}
    assert {"check_support", "wait_back"} <= causes
    assert {cause for cause, _ in ranked(blueprint(line).paths)[:2]} == {
        "wait_back",
        "wait_support",
    }


def test_linking_complaints_to_the_timetable_costs_one_hand_off_and_one_owner_change(line):
    link = {"from": "feedback_support", "to": "wait_support"}
    linked = line.model_copy(update={"links": (*line.links, Link.model_validate(link))})
    before, after = blueprint(line).readouts, blueprint(linked).readouts
    changed = {m: after[m] - before[m] for m in before if after[m] != before[m]}
    assert changed == {"links": 1, "hand_offs": 1, "owner_changes": 1}
