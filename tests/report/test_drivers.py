"""Two surveys brought together, only where they name the same people."""

from __future__ import annotations

import pytest

from cxwidgets import client as clients
from cxwidgets.report import drivers, servqual


@pytest.fixture
def bus(root):
    return clients.load(root, "bus")


def test_the_same_people_are_matched_by_their_number(bus, english):
    quality, scores = bus.survey("servqual", "en"), bus.survey("scores", "en")
    matched = drivers.match(quality.sample(frac=1, random_state=2), scores, bus, english)
    assert len(matched.rows) == 180
    assert matched.item.id == "satisfied"
    assert list(matched.names)[:2] == ["reliability", "assurance"]
    one = quality[
        (quality["respondent"].astype(str) == "1") & (quality["dimension"] == "reliability")
    ]
    found = drivers.match(
        quality[quality["respondent"].astype(str) == "1"], scores, bus, english
    ).rows
    assert found["reliability"].tolist() == [one["perception"].mean()]


def test_without_numbers_nobody_is_matched_by_their_row(bus, text):
    nameless = bus.toml.servqual.model_copy(update={"respondent": ""})
    toml = bus.toml.model_copy(update={"servqual": nameless})
    client = clients.Client(bus.slug, bus.folder, toml)
    quality, scores = bus.survey("servqual", "en"), bus.survey("scores", "en")
    for page in (drivers.panel, drivers.ipa, drivers.prca):
        made = page(quality, scores, client, text)
        assert [block.text for block in made.blocks] == [text("drivers.no_match")]


def test_the_shipped_clients_have_a_first_driver_to_find(root, english):
    for slug, first in (("bus", "Reliability"), ("hotel", "Tangibles")):
        client = clients.load(root, slug)
        pair = client.survey("servqual", "en"), client.survey("scores", "en")
        made = drivers.panel(*pair, client, english)
        (chart,) = [block for block in made.blocks if block.type == "chart"]
        assert chart.table.rows[0][0] == first


def test_alpha_of_a_clients_dimensions(bus, text):
    made = servqual.reliability(bus.survey("servqual", text.lang), bus, text)
    (chart,) = [block for block in made.blocks if block.type == "chart"]
    assert len(chart.table.rows) == 5


def test_customers_agree_on_an_order_where_points_were_given(bus, text):
    answers = bus.survey("servqual", text.lang)
    made = servqual.priorities(answers, bus, text)
    (chart,) = [block for block in made.blocks if block.type == "chart"]
    assert chart.table.rows[0][1] == text("servqual.dimension.reliability")
    without = servqual.priorities(answers.drop(columns="weight"), bus, text)
    assert without.blocks[0].text == text("servqual.no_points")
