"""`client new`: what is sure is written, what is not stays commented until somebody decides."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets import client as clients
from cxwidgets.client import ClientError
from cxwidgets.client_new import create
from cxwidgets.survey import problems_of
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.proposal.entry import quote, told_apart

SURE = "id,F1_functional,F1_dysfunctional\n1,I like it,I dislike it\n2,I expect it,I dislike it\n"
UNSURE = SURE + "3,Hmm so so,I dislike it\n"


def left(root, slug):
    client = clients.load(root, slug)
    return problems_of(client.folder, client.toml)


def test_a_sure_proposal_is_ready_and_the_file_is_untouched(course, write_csv):
    source = write_csv(SURE.replace("\n", "\r\n"))
    folder, proposal = create(course, "tea", [source])
    assert proposal.is_sure()
    assert (folder / "survey.csv").read_bytes() == source.read_bytes()
    assert left(course, "tea") == ()
    frame = clients.load(course, "tea").survey("kano")
    assert frame["respondent"].tolist() == ["1", "2"]


def test_what_is_unsure_stays_commented_and_check_refuses(course, write_csv):
    folder, proposal = create(course, "tea", [write_csv(UNSURE)])
    text = (folder / "client.toml").read_text(encoding="utf-8")
    assert not proposal.is_sure()
    assert any(line.startswith("? ") and "Hmm so so" in line for line in proposal.lines())
    assert '# "Hmm so so" = ' in text
    (problem,) = left(course, "tea")
    assert (problem.value, problem.rows) == ("Hmm so so", (4,))
    (folder / "client.toml").write_text(text.replace('# "Hmm', '"Hmm'), encoding="utf-8")
    assert left(course, "tea") == ()


def test_accept_takes_the_proposal_as_it_was_printed(course, write_csv):
    create(course, "tea", [write_csv(UNSURE)], accept=True)
    assert left(course, "tea") == ()


def test_an_answer_column_without_its_pair_must_be_decided(course, write_csv):
    source = write_csv("Is tea good?\nI like it\nI dislike it\nI am neutral\n")
    with pytest.raises(SurveyError):
        create(course, "other", [source], "scores")
    folder, proposal = create(course, "tea", [source], "kano")
    assert proposal.undecided() == ["Is tea good? (an answer column without its pair)"]
    text = (folder / "client.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["undecided"] == proposal.undecided()
    with pytest.raises(ClientError, match=r"kano.feature is missing") as error:
        left(course, "tea")
    what = "still undecided: Is tea good? (an answer column without its pair)"
    assert error.value.problems[-1].what == what


def test_scores_and_their_scale(course, write_csv):
    rows = "user_id,How likely are you to recommend us?,Satisfaction,Age\n"
    rows += "".join(f"{i},{i % 11},{1 + i % 5},{20 + i}\n" for i in range(22))
    create(course, "tea", [write_csv(rows)])
    items = clients.load(course, "tea").toml.scores.item
    assert [(i.measure, i.low, i.high) for i in items] == [("nps", 0, 10), ("csat", 1, 5)]
    assert left(course, "tea") == ()


def test_a_scale_whose_ends_nobody_used_must_be_decided(course, write_csv):
    create(course, "tea", [write_csv("Satisfaction\n2\n3\n4\n3\n")], "scores", accept=True)
    assert left(course, "tea") == ()
    _, proposal = create(course, "milk", [write_csv("Satisfaction\n2\n3\n4\n3\n")], "scores")
    assert proposal.undecided() == [
        "Satisfaction: csat from 1 to 5, high is good: is that the scale?"
    ]


def test_columns_that_ask_the_same_have_names_of_their_own(course, write_csv):
    head = (
        "StartDate,Status,ResponseId,RecordedDate,Q3_1,Q3_2\n"
        "Start Date,Response Type,Response ID,Recorded Date,Satisfied? - Staff,Satisfied? - Staff\n"
        + ",".join(f'"{{""ImportId"":""{code}""}}"' for code in "abcdef")
    )
    rows = "".join(f"\n2026-03-0{i},0,R_{i},2026-03-0{i},{i},{6 - i}" for i in range(1, 6))
    create(course, "tea", [write_csv(head + rows)], "scores")
    items = clients.load(course, "tea").toml.scores.item
    assert [(item.column, item.zh) for item in items] == [
        ("Q3_1", "Satisfied? - Staff"),
        ("Q3_2", "Satisfied? - Staff (2)"),
    ]
    assert left(course, "tea") == ()


@given(st.lists(st.sampled_from(["a", "a (2)", "a (2) (2)", "b"])))
def test_names_told_apart_are_all_different_and_keep_their_beginning(names):
    found = told_apart(names)
    assert len(set(found)) == len(found) == len(names)
    assert all(own.startswith(name) for own, name in zip(found, names, strict=True))


def test_servqual_pairs_dimensions_and_weights(course, write_csv):
    header = "id,REL1_E,REL1_P,EMP1_E,EMP1_P,REL_points,EMP_points\n"
    rows = "1,7,1,6,5,60,40\n2,7,4,5,5,50,50\n"
    create(course, "tea", [write_csv(header + rows)])
    section = clients.load(course, "tea").toml.servqual
    assert (section.low, section.high) == (1, 7)
    assert {i.id: i.dimension for i in section.item} == {"rel1": "reliability", "emp1": "empathy"}
    assert {d.id: d.weight for d in section.dimension} == {
        "empathy": "EMP_points",
        "reliability": "REL_points",
    }
    assert left(course, "tea") == ()


def test_a_statement_of_no_known_dimension_must_be_decided(course, write_csv):
    source = write_csv("warm_E,warm_P\n7,1\n1,7\n")
    _, proposal = create(course, "tea", [source])
    assert proposal.undecided() == ["warm_E / warm_P: which dimension?"]
    create(course, "milk", [source], accept=True)
    assert left(course, "milk") == ()


def test_several_files_become_segments(course, write_csv):
    sources = [write_csv(f"nps\n{n}\n10\n", name) for n, name in ((0, "mail.csv"), (9, "web.csv"))]
    create(course, "tea", sources)
    frame = clients.load(course, "tea").survey("scores")
    assert frame.groupby("segment")["score"].sum().to_dict() == {"mail": 10, "web": 19}


@pytest.mark.parametrize("slug", ["../evil", "Tea", "a b", "", "tea/x", "茶"])
def test_a_slug_that_is_not_plain_is_refused_before_anything_is_written(course, write_csv, slug):
    with pytest.raises(ClientError, match="short name"):
        create(course, slug, [write_csv(SURE)])
    assert list((course / "data" / "clients").iterdir()) == []


def test_an_existing_client_is_refused_and_stays_as_it_is(course, write_csv):
    folder, _ = create(course, "tea", [write_csv(SURE)])
    before = (folder / "client.toml").read_bytes()
    with pytest.raises(ClientError, match="already"):
        create(course, "tea", [write_csv(UNSURE)])
    assert (folder / "client.toml").read_bytes() == before


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "Age\n30\n"])
def test_nothing_is_left_behind_when_nothing_is_understood(course, write_csv, content):
    with pytest.raises(SurveyError):
        create(course, "tea", [write_csv(content)])
    assert list((course / "data" / "clients").iterdir()) == []


def test_two_files_of_one_name_are_refused(course, write_csv, tmp_path):
    first = write_csv(SURE)
    (tmp_path / "more").mkdir()
    second = tmp_path / "more" / first.name
    second.write_text(SURE, encoding="utf-8")
    with pytest.raises(ClientError, match="same name"):
        create(course, "tea", [first, second])


WORDS = {
    "english": ["I like it", "I expect it", "I’m neutral", "I can tolerate it", "I dislike it"],
    "chinese": ["我很喜欢", "理应如此", "无所谓", "勉强可以接受", "我不喜欢"],
}
PAIRS = st.lists(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=3),
    min_size=5,
    max_size=20,
)


@settings(max_examples=20, deadline=None)
@given(PAIRS, st.sampled_from(sorted(WORDS)), st.permutations(range(6)))
def test_answers_come_out_as_they_went_in_whatever_wording_and_order(people, lang, order):
    people = [*people, *([(i, 6 - i)] * 3 for i in range(1, 6))]  # every wording is seen
    headers = [f"F{i}_{half}" for i in (1, 2, 3) for half in ("functional", "dysfunctional")]
    rows = [[WORDS[lang][code - 1] for pair in row for code in pair] for row in people]
    lines = [",".join(row[i] for i in order) for row in [headers, *rows]]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "survey.csv").write_text("\n".join(lines), encoding="utf-8")
        create(root, "tea", [root / "survey.csv"])
        frame = clients.load(root, "tea").survey("kano")
    for number in (1, 2, 3):
        found = frame[frame["feature"] == f"F{number}"][["functional", "dysfunctional"]]
        assert found.to_numpy().tolist() == [list(row[number - 1]) for row in people]


@given(st.text())
def test_whatever_stands_in_a_cell_stays_inside_its_quotes(words):
    clean = words.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"a = {quote(clean)}") == {"a": clean}
    assert "\n" not in quote(clean)


def test_hostile_headers_and_answers_make_valid_toml(course, write_csv):
    rows = (
        '"evil\n[kano] ""x""_functional","evil\n[kano] ""x""_dysfunctional"\n'
        '"I like it\n[scores]","]"\n'
    )
    folder, _ = create(course, "tea", [write_csv(rows)])
    content = tomllib.loads((folder / "client.toml").read_text(encoding="utf-8"))
    assert set(content) == {"name", "language", "colour", "kano"}
