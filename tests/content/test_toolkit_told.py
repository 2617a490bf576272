"""What the toolkit and the gap module tell about their examples is true."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cxwidgets import client
from cxwidgets.exercise import catalog
from cxwidgets.methods.gaps import GAPS, SCALE, USES
from cxwidgets.methods.journey_segments import emotion_bands
from cxwidgets.methods.kano_segments import kano_segments
from cxwidgets.methods.peak_end import peak_end
from cxwidgets.methods.reorder import reorder
from cxwidgets.methods.scorecard import scorecard
from cxwidgets.methods.servqual_items import RATER

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = catalog(ROOT)


def example(name):
    frame = pd.read_csv(ROOT / "data" / "course" / "examples" / f"{name}.csv")
    return frame.rename(columns=lambda c: c.removesuffix("_en"))


def test_two_rides_have_one_mean_and_peak_end_scores_of_1_and_3():
    table = peak_end(example("two_rides")).table
    assert table["mean"].tolist() == [1, 1]
    assert sorted(table["peak_end"]) == [1, 3]


def test_waiting_is_where_the_two_lines_differ_most_and_the_walk_is_the_other_way_round():
    bands = emotion_bands(example("regular_brt"))
    median = pd.DataFrame({n: b.table.set_index("touchpoint")["median"] for n, b in bands.items()})
    ahead = median["BRT"] - median["Regular line"]
    assert ahead.idxmax() == "Wait"
    assert ahead["Walk to the stop"] < 0
    assert all(set(b.table["n"]) == {45} for b in bands.values())


def test_the_example_table_is_the_generators():
    import runpy

    made = runpy.run_path(str(ROOT / "data" / "course" / "examples" / "generate.py"))
    kept = pd.read_csv(ROOT / "data" / "course" / "examples" / "regular_brt.csv")
    pd.testing.assert_frame_equal(pd.DataFrame(made["rated_lines"]()), kept)


def test_the_best_tour_ends_at_2_with_a_score_of_2_5_and_the_first_order_can_be_bettered():
    exercise = EXERCISES["visit_order"]
    feels = {c.id: c.settings["valence"] for c in exercise.cards}
    rules = [tuple(rule) for rule in exercise.settings["precedence"]]
    found = reorder(feels, rules)
    assert found.broken == ()
    assert (found.after.end, found.after.peak_end) == (2, 2.5)
    assert found.before.peak_end == 1
    assert found.before.mean == found.after.mean == pytest.approx(0.625)
    told = ["queue", "welcome", "questionnaire", "shop_stop", "old_town", "sea_view"]
    told += ["tea_tasting", "photo"]
    assert reorder({c: feels[c] for c in told}, rules).before.peak_end == 2.5
    assert reorder({c: feels[c] for c in told}, rules).broken == ()


def test_the_hint_on_a_card_says_what_the_search_counts():
    for card in EXERCISES["visit_order"].cards:
        said = card.hint.en.removeprefix("feels ").replace("\u2212", "-")
        assert int(said) == card.settings["valence"]


def test_the_five_star_line_earns_four_stars_and_two_of_them_are_not_settled():
    actual = {
        "on_time": 2208 / 2400 * 100,
        "accidents": 1 / 25,
        "seats_whole": 1194 / 1200 * 100,
        "seats_given": 176 / 200 * 100,
        "complaints_closed": 38 / 40 * 100,
    }
    rows = [
        {"metric": row.id, "n": None, "actual": actual[row.id]}
        | {k: v for k, v in row.cells.items() if k != "metric"}
        for row in EXERCISES["five_star_line"].row
    ]
    table = scorecard(pd.DataFrame(rows)).table.set_index("metric")
    assert table["actual"].round(6).tolist() == [92, 0.04, 99.5, 88, 95]
    assert table["passed"].tolist() == [True, True, False, True, True]
    low, high = table.loc["complaints_closed", ["low", "high"]]
    assert (round(low), round(high)) == (83, 99)


@pytest.mark.parametrize(("n", "wrong"), [(40, 1 / 4), (200, 1 / 25)])
def test_how_often_a_class_of_40_and_of_200_names_the_wrong_kano_class(n, wrong):
    shares = {"M": 0.19, "O": 0.28, "A": 0.38, "I": 0.15}  # in the order that settles ties
    drawn = np.random.default_rng(11).multinomial(n, tuple(shares.values()), size=20_000)
    missed = np.mean(drawn.argmax(axis=1) != list(shares).index("A"))
    assert missed == pytest.approx(wrong, abs=0.03)


def test_the_example_client_sees_route_suggestions_with_two_pairs_of_eyes():
    table = kano_segments(client.load(ROOT, "bus").survey("kano", "en")).table
    route = table[table["feature"] == "Route suggestion"].set_index("segment")["category"]
    assert (route["Commuters"], route["Older riders"]) == ("O", "I")


def test_the_servqual_form_has_two_statements_or_more_in_each_dimension_and_weighs_all_five():
    pairs = [q for q in EXERCISES["servqual_bus"].questions if q.kind == "pair"]
    (points,) = (q for q in EXERCISES["servqual_bus"].questions if q.kind == "points")
    counted = {d: sum(q.dimension == d for q in pairs) for d in RATER}
    assert min(counted.values()) >= 2
    assert tuple(i.id for i in points.items) == tuple(RATER)


def test_every_gap_is_scored_evidenced_and_has_three_causes_for_the_five_uses():
    questions = {q.id: q for q in EXERCISES["five_gaps"].questions}
    assert [s.id for s in EXERCISES["five_gaps"].section] == list(GAPS)
    for gap in GAPS:
        score = questions[f"{gap}_score"]
        assert (score.low, score.high) == SCALE
        assert questions[f"{gap}_evidence"].kind == "text"
        causes = [q for key, q in questions.items() if key.startswith(f"{gap}_cause_")]
        assert len(causes) == 3
        assert all(tuple(c.id for c in q.choice) == USES for q in causes)
