"""`cxw client` says first what it took a file for, why, and what it noticed."""

from __future__ import annotations

import openpyxl
import pytest
from typer.testing import CliRunner

from cxwidgets import client as clients
from cxwidgets.cli import app
from cxwidgets.client import ClientError
from cxwidgets.client_new import create
from tests.fuzz.exports import EXPORTS, made

KANO = "id,F1_functional,F1_dysfunctional\n1,I like it,I dislike it\n2,I expect it,I dislike it\n"
SCORES = "user,Would you recommend us?\n1,0\n2,10\n"


def cxw(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def export(tmp_path):
    """Write a platform's synthetic export."""

    def write(name):
        path = tmp_path / f"survey{EXPORTS[name].suffix}"
        path.write_bytes(EXPORTS[name].content(made(name, 1)[1]))
        return path

    return write


@pytest.mark.parametrize("name", ["qualtrics", "wjx_xlsx", "limesurvey_full", "google_forms"])
def test_new_says_the_dialect_and_why_and_what_else_is_there(course, export, name):
    source = export(name)
    done = cxw("client", "new", "tea", "--from", source, "--kind", "kano", "--root", course)
    assert done.exit_code == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert first.startswith(f"{source.name}: dialect {EXPORTS[name].dialect}, confidence 0.")
    assert 'dialect = "…"' in done.stdout
    assert "may also hold: scores" in done.stdout
    toml = (course / "data/clients/tea/client.toml").read_text(encoding="utf-8")
    assert f'dialect = "{EXPORTS[name].dialect}"' in toml


def test_where_everything_is_to_be_decided_the_draft_is_written_and_says_so(course, export):
    done = cxw("client", "new", "tea", "--from", export("wjx"), "--kind", "kano", "--root", course)
    assert done.exit_code == 0, done.stderr
    assert "? 0.40" in done.stdout
    assert "3 left to decide" in done.stdout
    assert cxw("client", "check", "tea", "--root", course).exit_code == 2


def test_check_counts_rows_and_names_what_was_left_out(course, write_csv):
    source = write_csv(KANO + "3,I like it\n")
    assert cxw("client", "new", "tea", "--from", source, "--root", course).exit_code == 0
    done = cxw("client", "check", "tea", "--root", course)
    assert "2 of 3 rows have answers that count" in done.stdout
    assert "survey.csv, row 4: 1 left out: another number of cells" in done.stdout


def test_several_kinds_from_several_files_in_one_go(course, write_csv):
    sources = [write_csv(KANO, "kano.csv"), write_csv(SCORES, "scores.csv")]
    _, proposal = create(course, "tea", sources, accept=True)
    assert proposal.kind == "kano, scores"
    client = clients.load(course, "tea")
    assert [f.name for f in client.files()] == ["kano.csv", "scores.csv"]
    assert len(client.survey("kano")) == len(client.survey("scores")) == 2


def test_the_first_sheet_that_is_not_hidden_is_read_and_another_one_can_be_asked_for(
    course, write_xlsx
):
    rows = [["user", "NPS"], [1, 0], [2, 10]]
    source = write_xlsx(Old=[["user", "NPS"], [1, 5]], Cover=[["Survey"], ["of March"]], Data=rows)
    book = openpyxl.load_workbook(source)
    book["Old"].sheet_state = "hidden"
    book.active = 1
    book.save(source)
    said = cxw("client", "new", "tea", "--from", source, "--root", course)
    assert "3 sheets; 'Cover' was read; hidden: 'Old'" in said.stdout
    assert said.exit_code == 2
    asked = ["--from", source, "--sheet", "Data", "--root", course]
    assert cxw("client", "new", "tea", *asked).exit_code == 0
    assert clients.load(course, "tea").survey("scores")["score"].tolist() == [0, 10]


def test_an_encoding_that_is_only_likely_is_to_be_decided_with_a_word_to_judge_by(
    course, write_csv
):
    rows = "Name,NPS\n" + "".join(f"Łukasz Čeněk,{i % 11}\n" for i in range(22))
    source = write_csv(rows.encode("cp1250"))
    said = cxw("client", "new", "tea", "--from", source, "--root", course)
    (line,) = [each for each in said.stdout.splitlines() if each.startswith("? survey.csv")]
    assert "not Unicode, read as cp125" in line
    assert "1 left to decide" in said.stdout
    assert "not Unicode" in cxw("client", "check", "tea", "--root", course).stderr


def test_everything_wrong_with_every_file_is_said_at_once(course, write_csv):
    sources = [write_csv("", "a.csv"), write_csv(b"a\n\x00", "b.csv"), write_csv(KANO, "c.csv")]
    done = cxw("client", "new", "tea", *(f"--from={s}" for s in sources), "--root", course)
    assert done.exit_code == 2
    assert "a.csv: the first row is empty" in done.stderr
    assert "b.csv, row 2: there are NUL characters" in done.stderr
    assert list((course / "data" / "clients").iterdir()) == []


@pytest.mark.parametrize("name", [".hidden.csv", "a:b.csv", "a\nb.csv", "a\x1b[2J.csv"])
def test_a_name_no_client_file_may_have_is_refused_before_anything_is_written(
    course, write_csv, name
):
    with pytest.raises(ClientError, match="not a name for a file") as error:
        create(course, "tea", [write_csv(KANO, name)])
    assert "\x1b" not in str(error.value)
    assert list((course / "data" / "clients").iterdir()) == []


def test_a_respondent_in_several_rows_is_named(kano_client, course):
    rows = "who,Tea there,Tea not there\na,like,dislike\na,like,like\nb,like,like\n"
    client = clients.load(course, kano_client(rows, 'respondent = "who"'))
    note = client.survey_with_account("kano")[1].notes[-1]
    assert (note.rows, note.value) == ((2, 3), "a")
    assert "1 respondents stand in several rows" in note.what
