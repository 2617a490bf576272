"""`cxw report` and `cxw client`: what cannot be done is one plain line, exit code 2, no file."""

from __future__ import annotations

import shutil

import pytest
from typer.testing import CliRunner

from cxwidgets.cli import app

FIRST_PAIR = "我很喜欢"


def cxw(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def small(write_notebook):
    """Return a course whose client report runs in a moment."""
    return write_notebook("# Report", "## End\n\nwords")


def bus(course):
    return course / "data" / "clients" / "bus"


def edit(file, old, new):
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody"], 'there is no client: "nobody"; accepted: bus'),
        (["../bus"], 'there is no client: "../bus"'),
        (["bus", "--lang", "fr"], 'unknown language: "fr"; accepted: zh, en'),
        (["bus", "--module", "tea"], 'there is no module: "tea"; accepted: kano, scores'),
        (["bus", "--module", "trainer_console"], 'there is no module: "trainer_console"'),
        (["bus", "--format", "html,pdf"], 'not written in this format: "pdf"; accepted: html'),
        ([], "say which client to report on; accepted: bus, or --all"),
    ],
)
def test_a_wrong_argument(small, arguments, words):
    done = cxw("report", *arguments, "--root", small)
    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (small / "reports").exists()


def test_an_unknown_option(small):
    assert cxw("report", "bus", "--colour", "red", "--root", small).exit_code == 2


def test_a_missing_file_a_missing_column_and_values_off_the_scale_all_at_once(small):
    (bus(small) / "scores.csv").unlink()
    edit(bus(small) / "kano.csv", FIRST_PAIR, "=cmd()")
    edit(bus(small) / "servqual.csv", "准时到站（期望）", "到站")
    done = cxw("report", "bus", "--root", small)
    assert done.exit_code == 2
    said = done.stderr.splitlines()
    assert "scores.csv: the file does not exist" in said
    assert any(
        'servqual.csv, column "准时到站（期望）": there is no such column' in s for s in said
    )
    assert any("kano.csv, row " in s and '"=cmd()"' in s and "[kano.answers]" in s for s in said)
    assert len(said) == 3
    assert not (small / "reports").exists()
    check = cxw("client", "check", "bus", "--root", small)
    assert (check.exit_code, check.stderr) == (2, done.stderr)


def test_a_parameter_the_notebook_does_not_declare(write_notebook):
    course = write_notebook("# Report", parameters='lang = "zh"  # x')
    done = cxw("report", "bus", "--root", course)
    assert done.exit_code == 2
    assert 'no such parameter: "client"' in done.stderr
    assert not (course / "reports" / "bus").exists()


def test_a_cell_that_shows_what_a_page_cannot_carry(write_notebook):
    course = write_notebook("# Report", "code: print(1)")
    done = cxw("report", "bus", "--root", course)
    assert done.exit_code == 2
    assert "client_report: cell" in done.stderr
    assert not (course / "reports" / "bus").exists()


def test_one_wrong_client_among_several_stops_before_the_first(small):
    done = cxw("report", "bus", "nobody", "--root", small)
    assert done.exit_code == 2
    assert done.stderr.startswith('there is no client: "nobody"')
    assert not (small / "reports").exists()


def test_all_clients_in_another_language(small):
    shutil.copytree(bus(small), small / "data" / "clients" / "tram")
    done = cxw("report", "--all", "--lang", "en", "--out", small / "out", "--root", small)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.split() == [str(small / "out" / s / "index.html") for s in ("bus", "tram")]
    page = (small / "out" / "bus" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "Bay City bus line 12" in page


def test_a_survey_the_client_does_not_have_has_no_page_and_the_contents_say_so(write_notebook):
    course = write_notebook("# Report", "## Gaps", 'code: cx.survey("servqual")', "## End")
    toml = (bus(course) / "client.toml").read_text(encoding="utf-8")
    start = toml.index("# ---- SERVQUAL")
    (bus(course) / "client.toml").write_text(toml[:start], encoding="utf-8")
    done = cxw("report", "bus", "--module", "servqual", "--root", course, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    folder = course / "reports" / "bus"
    assert {f.name for f in folder.iterdir()} == {"index.html", "client_report.html"}
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "SERVQUAL service quality survey: there is no such data" in index
    assert "Gaps" not in index


def test_new_prints_what_it_understood_check_refuses_and_list_names_the_client(small, root):
    source = root / "data" / "samples" / "cafe_google_forms.csv"
    made = cxw("client", "new", "cafe", "--from", source, "--kind", "kano", "--root", small)
    assert made.exit_code == 0, made.stderr
    assert "0.9" in made.stdout
    assert "(like)" in made.stdout
    assert (small / "data" / "clients" / "cafe" / source.name).read_bytes() == source.read_bytes()
    assert cxw("client", "check", "cafe", "--root", small).exit_code == 0
    again = cxw("client", "new", "cafe", "--from", source, "--root", small)
    assert (again.exit_code, "already" in again.stderr) == (2, True)
    listed = cxw("client", "list", "--root", small).stdout
    assert (
        "bus  海湾公交 12 路  Bay City bus line 12  kano, scores, servqual  (synthetic)" in listed
    )
    assert "cafe  cafe  cafe  kano" in listed
