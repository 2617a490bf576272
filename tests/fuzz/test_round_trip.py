"""What people answered comes back out of every platform's export, value by value."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.survey import problems_of, tabular
from tests.fuzz.exports import EXPORTS, Export
from tests.fuzz.questionnaire import KANO, SCALES, WORDS, Person, people

TOML = """\
name = {{ zh = "线路", en = "Line" }}
language = "en"
[kano]
respondent = ""
[[kano.file]]
name = "survey{suffix}"
[kano.answers]
{answers}
[[kano.feature]]
id = "seat"
zh = "座位"
en = "Seat"
functional = '{seat_f}'
dysfunctional = '{seat_d}'
[[kano.feature]]
id = "wifi"
zh = "无线网"
en = "Wi-Fi"
functional = '{wifi_f}'
dysfunctional = '{wifi_d}'
[scores]
[[scores.file]]
name = "survey{suffix}"
[[scores.item]]
id = "recommend"
zh = "推荐"
en = "Recommend"
column = '{recommend}'
measure = "nps"
low = 0
high = 10
[[scores.item]]
id = "satisfied"
zh = "满意"
en = "Satisfied"
column = '{satisfied}'
measure = "csat"
low = 1
high = 5
"""
FAST = [name for name, export in EXPORTS.items() if export.suffix != ".sav"]


def read(export, persons: list[Person]):
    """Write the export, describe it in a client.toml, and return its surveys."""
    with TemporaryDirectory() as root:
        folder = Path(root) / "data" / "clients" / "line"
        folder.mkdir(parents=True)
        words = {str(i): i for i in range(1, 6)}
        if not export.coded:
            words = {word: i for i, word in enumerate(WORDS[export.lang], start=1)}
        toml = TOML.format(
            suffix=export.suffix,
            answers="\n".join(f'"{word}" = {i}' for word, i in words.items()),
            **{field: export.column(field) for field in (*KANO, *SCALES)},
        )
        (folder / "client.toml").write_text(toml, encoding="utf-8")
        (folder / f"survey{export.suffix}").write_bytes(export.content(export.grid(persons)))
        client = clients.load(Path(root), "line")
        assert problems_of(client.folder, client.toml) == ()
        return client.survey("kano"), *client.survey_with_account("scores")


def same(found, truth) -> bool:
    return [None if v != v else int(v) for v in found] == list(truth)  # noqa: PLR0124 - NaN


def compare(export: Export, persons: list[Person]) -> None:
    kano, scores, account = read(export, persons)
    for feature, stem in (("Seat", "seat"), ("Wi-Fi", "wifi")):
        own = kano[kano["feature"] == feature]
        for half, letter in (("functional", "f"), ("dysfunctional", "d")):
            assert same(own[half], (p.answers[f"{stem}_{letter}"] for p in persons))
    for item, field in (("Recommend", "recommend"), ("Satisfied", "satisfied")):
        own = scores[scores["item"] == item]["score"]
        assert same(own, (p.answers[field] for p in persons))
    assert account.read == len(persons)
    assert [seen.name for _, seen in account.recognised] == [export.dialect]


ANSWERS = st.fixed_dictionaries(
    {
        **{field: st.one_of(st.none(), st.integers(1, 5)) for field in KANO},
        **{field: st.one_of(st.none(), st.integers(*SCALES[field])) for field in SCALES},
        "group": st.sampled_from(["Commuter", "游客", "x;y", "N"]),
        "comment": st.text(
            st.characters(
                codec="gb18030", exclude_characters="\0\ufffd", exclude_categories=["Cs"]
            ),
            max_size=20,
        ),
    }
)


@pytest.mark.parametrize("name", FAST)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers=st.lists(ANSWERS, min_size=3, max_size=8))
def test_answers_come_back_from_every_export(name, answers):
    sheets = [
        Person(i, f"2026-03-0{i} 08:30:07", {**given, "recommend": given["recommend"]})
        for i, given in enumerate(answers, start=1)
    ]
    compare(EXPORTS[name], sheets)


@pytest.mark.parametrize("coded", [True, False], ids=["by code", "by label"])
def test_answers_come_back_from_spss(coded):
    export = replace(EXPORTS["spss"], coded=coded)  # client.toml may name either
    compare(export, people(random.Random(3), "en"))  # noqa: S311 - no secret


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_recognised_and_says_why(name, tmp_path):
    export = EXPORTS[name]
    path = tmp_path / f"survey{export.suffix}"
    path.write_bytes(export.content(export.grid(people(random.Random(1), export.lang))))  # noqa: S311
    table = tabular.read(path)
    assert table.recognised.name == export.dialect
    assert table.recognised.why
    assert len(table.frame) == 12
    assert table.aside == ()
    assert all(export.column(field) in table.frame.columns for field in (*KANO, *SCALES))


# Without a question, or its place, in the file nobody can say what a column is.
SILENT = ("plain", "plain_xlsx", "parquet", "long", "limesurvey_codes")


@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in SILENT])
def test_every_platform_becomes_a_client_of_two_surveys_in_one_go(name, tmp_path):
    export = EXPORTS[name]
    path = tmp_path / f"survey{export.suffix}"
    path.write_bytes(export.content(export.grid(people(random.Random(1), export.lang))))  # noqa: S311
    _, proposal = create(tmp_path, "line", [path], ["kano", "scores"], accept=True)
    client = clients.load(tmp_path, "line")
    assert problems_of(client.folder, client.toml) == ()
    assert proposal.kind == "kano, scores"
    halves = [(f.functional, f.dysfunctional) for f in client.toml.kano.feature]
    column = export.column
    assert halves == [(column(f"{s}_f"), column(f"{s}_d")) for s in ("seat", "wifi")]
    assert [i.measure for i in client.toml.scores.item] == ["nps", "csat"]
    assert client.toml.kano.file[0].dialect == export.dialect
