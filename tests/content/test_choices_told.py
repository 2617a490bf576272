"""What the modules tell about their examples of choosing is true; the tables can be made again."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from cxwidgets.methods.agreement import krippendorff_alpha
from cxwidgets.methods.antecedents import antecedents
from cxwidgets.methods.coding import coding
from cxwidgets.methods.ipa import ipa
from cxwidgets.methods.knowledge_gap import knowledge_gap
from cxwidgets.methods.moments_of_truth import moments_of_truth
from cxwidgets.methods.screening import opportunity, pugh, weighted

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "course" / "examples"


def example(name, lang="en"):
    frame = pd.read_csv(EXAMPLES / f"{name}.csv")
    return frame.rename(columns=lambda c: c.removesuffix(f"_{lang}"))


def plan():
    with (EXAMPLES / "choices.toml").open("rb") as stream:
        return tomllib.load(stream)


def by_weights(*weights):
    criteria = example("stop_criteria")["criterion"]
    result = weighted(example("stop_scores"), dict(zip(criteria, weights, strict=True)))
    return result.table.set_index("concept")


def test_the_tables_are_made_again_byte_for_byte(tmp_path):
    for name in ("generate_choices.py", "choices.toml"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    runpy.run_path(str(tmp_path / "generate_choices.py"), run_name="__main__")
    made = sorted(tmp_path.glob("*.csv"))
    assert made
    for file in made:
        assert file.read_bytes() == (EXAMPLES / file.name).read_bytes(), file.name


def test_every_example_says_in_both_languages_where_it_comes_from():
    with (EXAMPLES / "index.toml").open("rb") as stream:
        index = tomllib.load(stream)
    assert set(index) == {f.stem for f in EXAMPLES.glob("*.csv")}
    for name, entry in index.items():
        words = [entry[part][lang] for part in ("title", "note") for lang in ("zh", "en")]
        assert all(words), name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_most_important_need_comes_fourth_and_the_least_met_comes_last(lang):
    names = {need["en"]: need[lang] for need in plan()["rider_needs"]["need"]}
    answers = example("rider_needs", lang)
    table = opportunity(answers).table.set_index("item")
    smooth, charger = names["A smooth ride, no hard braking"], names["A charger on board"]
    minutes = names["Know how many minutes until the bus"]
    assert (len(table), answers["respondent"].nunique()) == (6, 80)
    assert table["importance"].idxmax() == smooth
    assert table.index[3] == smooth
    assert table["satisfaction"].idxmin() == table["importance"].idxmin() == charger
    assert table.index[-1] == charger
    first = table.iloc[0]
    assert first.name == minutes
    halves = (first["importance"], first["satisfaction"], first["score"])
    assert [f"{v:.1f}" for v in halves] == ["8.4", "2.4", "14.4"]
    assert table.iloc[1]["rank_low"] == 1, "other riders might swap the two"
    assert table.iloc[2]["rank_low"] > 1
    assert table.iloc[1]["high"] > first["low"]


def test_three_concepts_could_be_first_and_the_guide_is_last_whoever_rates():
    table = by_weights(0.5, 0.3, 0.2)
    assert example("stop_criteria")["weight"].tolist() == [0.5, 0.3, 0.2]
    assert (table["n"] == 8).all()
    assert table["score"].iloc[0] - table["score"].iloc[2] < 0.25
    assert (table["rank_low"].iloc[:3] == 1).all()
    assert table.loc["A guide at the stop", "rank_low"] == len(table) == 4


def test_other_weights_put_the_roof_first():
    assert by_weights(0.8, 0.1, 0.1).index[0] == "A roof and seats at the stop"
    assert by_weights(0.5, 0.3, 0.2).index[0] != "A roof and seats at the stop"


def test_the_roof_is_wanted_most_and_still_worse_than_the_stop_of_today():
    roof = "A roof and seats at the stop"
    scores = example("stop_scores").query("criterion == 'Do riders want it?'")
    assert scores.groupby("concept")["score"].mean().idxmax() == roof
    result = pugh(example("stop_marks"))
    table = result.table.set_index("concept")
    assert (table.loc["The stop of today", ["plus", "minus"]] == 0).all()
    assert table.loc[roof, "high"] < 0
    marks = result.cells.set_index(["concept", "criterion"])["score"][roof]
    assert marks["Do riders want it?"] > 0
    assert (marks.drop("Do riders want it?") < 0).all()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_colleagues_agree_on_32_of_45_and_part_between_waiting_and_transfer(lang):
    codes = example("leaving_words", lang)
    result = coding(codes)
    found, pairs = result.agreement, result.pairs
    same = pairs.loc[pairs["one"] == pairs["other"], "n"].sum()
    assert (found.items, same, pairs["n"].sum() - same) == (45, 32, 13)
    assert (f"{found.raw:.0%}", f"{found.value:.2f}") == ("71%", "0.61")
    assert f"{(found.raw - found.value) / (1 - found.value):.0%}" == "27%"
    reasons = {r["id"]: r[lang] for r in plan()["leaving_words"]["reason"]}
    *two, times = result.apart
    assert (set(two), times) == ({reasons["wait"], reasons["transfer"]}, 9)
    lin, mei = (coder[lang] for coder in plan()["leaving_words"]["coder"])
    counted = codes.groupby(["respondent", "category"]).size()
    told = {mei: (15, 13), lin: (14, 14)}
    for coder, numbers in told.items():
        assert tuple(counted[coder][[reasons["wait"], reasons["transfer"]]]) == numbers


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_three_raters_are_never_more_than_one_apart_and_twelve_items_are_few(lang):
    ratings = example("leaving_pain", lang)
    spans = ratings.groupby("item")["rating"].agg(lambda r: r.max() - r.min())
    assert (len(spans), spans.max()) == (12, 1)
    assert sorted(ratings["respondent"].value_counts()) == [7, 12, 12]
    found = krippendorff_alpha(ratings, "ordinal")
    assert (f"{found.value:.2f}", f"{found.low:.1f}", f"{found.high:.1f}") == ("0.80", "0.6", "1.0")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_display_is_first_under_every_cross_and_the_shelter_only_under_one(lang):
    names = {one["en"]: one[lang] for one in plan()["touchpoints"]["touchpoint"]}
    answers = example("touchpoints", lang)
    result = ipa(answers)
    table = result.table.set_index("item")
    assert (len(table), answers["respondent"].nunique()) == (7, 90)
    crosses = result.flips.set_index(["item", "crosshair"])["quadrant"]
    assert set(crosses[names["The display at the stop"]]) == {"concentrate"}
    shelter, screens = names["The shelter"], names["Screens on board"]
    assert table.loc[shelter, "quadrant"] == "concentrate"
    assert table.loc[shelter, "probability"] > 0.98
    assert crosses[shelter, "midpoint"] == "keep_up"
    assert table.loc[screens, "quadrant"] == "overkill"
    assert table["importance"].idxmin() == screens


def test_the_gap_follows_the_tools_and_not_the_supervision():
    staff = example("depot_staff")
    people = staff.groupby("unit")["respondent"].nunique()
    assert (len(people), set(people)) == (20, {6})
    table = antecedents(staff, example("depot_gaps")).table.set_index("antecedent")
    assert (set(table["units"]), len(table)) == ({20}, 4)
    tools, control = table.loc["technology_fit"], table.loc["supervisory_control"]
    assert table.index[0] == "technology_fit"
    assert f"{tools['rho']:.1f}" == "-0.8"
    assert f"{tools['score']:.1f}" == "3.6"
    assert (tools["rank"], tools["rank_high"]) == (1, 3)
    assert table.loc["role_ambiguity", "rho_low"] > 0
    assert control["rho_low"] < 0 < control["rho_high"]
    assert abs(control["rho"]) == table["rho"].abs().min() < 0.1
    assert control["score"] == table["score"].max()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_managers_do_not_hear_of_delays_and_think_too_much_of_new_buses(lang):
    ratings = example("bus_beliefs", lang)
    managers, riders = (ratings[(ratings["who"] == "managers") == side] for side in (True, False))
    assert [side["respondent"].nunique() for side in (managers, riders)] == [14, 60]
    result = knowledge_gap(managers, riders)
    table = result.items.set_index("item")
    delays, buses = {"zh": ("晚点马上告知", "车辆崭新")}.get(
        lang, ("Told of delays at once", "New buses")
    )
    assert f"{table.loc[delays, 'gap']:.2f}" == "-1.25"
    assert f"{table.loc[buses, 'gap']:.2f}" == "1.19"
    assert set(table.index[table["p_adjusted"] < 0.05]) == {delays, buses}
    touching = table.drop([delays, buses])
    assert ((touching["low"] < 0) & (touching["high"] > 0)).all()
    assert f"{result.overall.loc[0, 'gap']:.2f}" == "-0.21"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_most_is_missing_where_everybody_waits_and_the_hotline_that_few_call_is_worst(lang):
    names = {one["en"]: one[lang] for one in plan()["ride_moments"]["moment"]}
    ratings = example("ride_moments", lang)
    wide = ratings.pivot_table("score", "respondent", "touchpoint")
    touchpoints = list(ratings["touchpoint"].unique())
    whole = ratings.groupby("respondent")["whole"]
    assert (whole.min() == whole.max()).all()
    result = moments_of_truth(wide.assign(whole=whole.first()), "whole", touchpoints)
    table = result.table.set_index("touchpoint")
    assert result.n == 600
    waiting, hotline = table.loc[names["Waiting"]], table.loc[names["Calling the hotline"]]
    driver = table.loc[names["How the driver stops and starts"]]
    assert table["performance"].idxmin() == table["impact"].idxmax() == names["Calling the hotline"]
    assert 0.18 < hotline["frequency"] < 0.22
    assert hotline["rank_low"] == 1  # "it could be first here too"
    assert (waiting["rank"], waiting["frequency"]) == (1, 1)
    assert waiting["performance"] < 0.5
    assert 0.38 < waiting["share"] < 0.42
    assert (waiting["first"], len(table)) == (pytest.approx(0.97, abs=0.01), 7)
    assert driver["performance"] > 0.7
    assert driver["impact"] > 0.1
