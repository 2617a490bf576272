"""Purchases and retention in a client's report: panels and words for every shape of record."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import vl_convert

from cxwidgets import client as clients
from cxwidgets.report import glance_records, kano, retention, transactions
from cxwidgets.text import Text

HEAD = 'name = {{ zh = "茶", en = "Tea" }}\nlanguage = "en"\n{more}'
both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture(scope="module")
def hotel(root):
    return clients.load(root, "hotel")


@pytest.fixture
def tea(tmp_path):
    """Write a client of one file and return it."""

    def write(more, rows):
        folder = tmp_path / "data" / "clients" / "tea"
        folder.mkdir(parents=True)
        (folder / "client.toml").write_text(HEAD.format(more=more), encoding="utf-8")
        (folder / "t.csv").write_text(rows, encoding="utf-8")
        return clients.load(tmp_path, "tea")

    return write


TILL = """\
[transactions]
customer = "c"
at = "d"
amount = "a"
[[transactions.file]]
name = "t.csv"
"""
CLUB = '[retention]\n{}\n[[retention.file]]\nname = "t.csv"\n'


def drawn(panel):
    """Draw all charts of a panel and return the blocks by type."""
    found = {}
    for block in panel.to_json()["blocks"]:
        found.setdefault(block["type"], []).append(block)
        if block["type"] == "chart":
            for width in (358, 816):
                svg = vl_convert.vegalite_to_svg(json.dumps(block["spec"] | {"width": width}))
                assert "NaN" not in svg
    return found


def said(panel):
    return [b["text"] for b in panel.to_json()["blocks"] if b["type"] == "text"]


@both_languages
def test_purchases_of_the_hotel(hotel, lang):
    text, bought = Text(lang), hotel.survey("transactions", lang)
    counted = drawn(transactions.panel(bought, hotel, text))
    assert [i["value"] for i in counted["figures"][0]["items"]] == ["350", "1,182", "58%", "915"]
    assert counted["table"][0]["rows"][0][2] == "68% [60%, 75%]"
    groups = drawn(transactions.groups(bought, text))["chart"][0]["table"]["rows"]
    assert sum(int(row[1]) for row in groups) == 350
    assert len(drawn(transactions.again(bought, text))["chart"]) == 2
    worth = drawn(transactions.value(bought, hotel, text))
    terms = text("report.transactions.terms", horizon=26, margin="30%", discount="8.0%")
    assert said(transactions.value(bought, hotel, text))[-1] == terms
    assert "[" in worth["figures"][0]["items"][3]["note"]


def test_cohorts_bear_the_month_they_first_came(hotel, text):
    panel = transactions.again(hotel.survey("transactions"), text)
    assert '"2024-04 (n=18)"' in json.dumps(panel.to_json())


@both_languages
def test_members_of_the_hotel(hotel, lang):
    text, stayed = Text(lang), hotel.survey("retention", lang)
    made = drawn(retention.panel(stayed, hotel, text))
    assert [i["value"] for i in made["figures"][0]["items"]] == ["300", "136", "67%", "42%"]
    assert made["table"][0]["rows"][-1] == ("24", "42% [35%, 49%]", "52")
    assert text("report.retention.until", day="2026-03-31") in said(
        retention.panel(stayed, hotel, text)
    )
    parts = drawn(retention.segments(stayed, hotel, text))
    assert [row[1] for row in parts["table"][0]["rows"]] == ["140", "160"]
    cohorts = drawn(retention.cohorts(stayed, hotel, text))["chart"][0]["table"]["rows"]
    assert dict(row[:2] for row in cohorts) == {
        "2023": "86",
        "2024": "106",
        "2025": "92",
        "2026": "16",
    }
    assert cohorts[-1][-1] == "–", "nobody who joined in 2026 was watched for two years"


@both_languages
def test_no_word_of_a_program_reaches_the_reader(hotel, lang):
    text, stayed = Text(lang), hotel.survey("retention", lang)
    words = json.dumps(retention.panel(stayed[["customer", "at", "tenure", "churned"]], hotel, text)
                       .to_json()["blocks"][1]["table"])  # fmt: skip
    assert text("retention.all") in json.loads(words)["rows"][0]
    few = stayed.assign(churned=0)
    assert said(retention.panel(few, hotel, text))[0].count(text("retention.all")) == 1


@both_languages
def test_the_glance_says_what_is_settled_with_interval_and_n(hotel, lang):
    text = Text(lang)
    found = [*glance_records.transactions(hotel, text), *glance_records.retention(hotel, text)]
    assert len(found) == 4
    assert "[35%, 49%]" in found[2]
    assert "300" in found[2]
    assert ("度假客人" if lang == "zh" else "Holiday guests") in found[3]


def test_the_glance_names_no_segment_where_the_bands_overlap(tea, text):
    rows = "t,c,s\n" + "".join(f"{6 + i % 9},{i % 2},{'xy'[i // 2 % 2]}\n" for i in range(160))
    client = tea(CLUB.format('tenure = "t"\nchurned = "c"\nsegment = "s"'), rows)
    assert len(list(glance_records.retention(client, text))) == 1


def test_seven_segments_are_all_in_the_table_and_four_in_the_picture(tea, text):
    rows = "t,c,s\n" + "".join(
        f"{1 + i % 12},{i % 2},{'abcdefg'[min(i % 9, 6)]}\n" for i in range(270)
    )
    client = tea(CLUB.format('tenure = "t"\nchurned = "c"\nsegment = "s"'), rows)
    made = retention.segments(client.survey("retention"), client, text)
    assert text("report.retention.largest", most=4, all=7) in said(made)
    found = drawn(made)
    assert len(found["chart"][0]["table"]["rows"]) == 4
    assert [row[0] for row in found["table"][0]["rows"]] == list("abcdefg")


@both_languages
def test_one_segment_alone_is_named_and_not_compared(tea, lang, root):
    text = Text(lang, root)
    rows = "t,c,s,Q1,Q2\n5,1,Gold,1,5\n6,0,Gold,2,5\n7,0,,2,5\n"
    feature = "[[kano.feature]]\nid='a'\nzh='a'\nen='a'\nfunctional='Q1'\ndysfunctional='Q2'\n"
    toml = CLUB.format('tenure = "t"\nchurned = "c"\nsegment = "s"')
    toml += '[kano]\nsegment = "s"\n[[kano.file]]\nname = "t.csv"\n' + feature
    client = tea(toml, rows)
    wanted = [text("report.one_segment", segment="Gold")]
    assert "Gold" in wanted[0]
    assert said(retention.segments(client.survey("retention"), client, text)) == wanted
    assert said(kano.by_segment(client.survey("kano"), text)) == wanted


def test_what_the_records_do_not_hold_is_a_sentence(tea, text):
    client = tea(CLUB.format('tenure = "t"\nchurned = "c"'), "t,c\n5,1\n6,0\n")
    frame = client.survey("retention")
    assert said(retention.segments(frame, client, text)) == [text("report.no_segments")]
    assert said(retention.cohorts(frame, client, text)) == [text("report.retention.no_date")]
    assert drawn(retention.panel(frame, client, text))["chart"]
    assert list(glance_records.retention(client, text)) == []


def test_a_few_purchases_of_one_month_carry_no_forecast(tea, text):
    client = tea(TILL, "c,d,a\nx,2026-03-01,5\nx,2026-03-02,5\ny,2026-03-03,5\n")
    frame = client.survey("transactions")
    assert said(transactions.again(frame, text)) == [text("report.transactions.one_month")]
    assert said(transactions.value(frame, client, text)) == [
        text("report.transactions.no_forecast", n="2", again="1")
    ]
    assert drawn(transactions.groups(frame, text))["chart"]
    assert text("panel.small_n", n=2) in said(transactions.panel(frame, client, text))
    list(glance_records.transactions(client, text))


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
@both_languages
def test_every_unit_has_its_words(tea, unit, lang):
    rows = "t,c\n" + "".join(f"{400 + i},{i % 2}\n" for i in range(60))
    client = tea(CLUB.format(f'tenure = "t"\nchurned = "c"\nunit = "{unit}"'), rows)
    text = Text(lang)
    panel = retention.panel(client.survey("retention"), client, text)
    assert text(f"retention.unit.{unit}") in json.dumps(panel.to_json(), ensure_ascii=False)
    assert len(list(glance_records.retention(client, text))) == 1


def test_amounts_are_worth_what_margin_and_discount_say(tea, text):
    one = pd.date_range("2025-01-01", periods=50, freq="7D")
    rows = "c,d,a\n" + "".join(
        f"{c},{one[w]:%Y-%m-%d},{(5 + c * 7 % 40) * (2 + w % 3)}\n"
        for c in range(80)
        for w in range(c % 9, 50, 3 + c % 11)
        if w < 50 - (c % 4) * 10
    )
    client, worth = tea(TILL, rows), []
    for margin in (1.0, 0.5):
        section = client.toml.transactions.model_copy(update={"margin": margin})
        toml = client.toml.model_copy(update={"transactions": section})
        own = clients.Client("tea", client.folder, toml)
        panel = transactions.value(own.survey("transactions"), own, text).to_json()
        figure = panel["blocks"][0]["items"][3]["value"]
        worth.append(float(figure.replace(",", "")))
    assert worth[1] == pytest.approx(worth[0] / 2, abs=1)
