"""Files that are damaged, hostile, or written in two ways at once: refused by name, or said."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from cxwidgets.survey import sav_file, workbook_file
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.tabular import read
from tests.fuzz.exports import EXPORTS, made
from tests.fuzz.typed_files import parquet, spss, workbook


def rezipped(path, change):
    """Write a workbook again with its sheet changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if "sheet1.xml" in name else data)
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture
def sheet(tmp_path):
    """Write a small workbook."""

    def write(rows, merged="", name="survey.xlsx"):
        path = tmp_path / name
        path.write_bytes(workbook(merged)(rows))
        return path

    return write


def test_a_stored_value_of_a_formula_is_read_and_said(sheet):
    path = rezipped(
        sheet([["a", "b"], ["1", "2"]]),
        lambda xml: re.sub(rb'(<c r="B2"[^>]*>)<v>2</v>', rb"\1<f>1+1</f><v>3</v>", xml),
    )
    table = read(path)
    assert table.frame.loc[2].tolist() == ["1", "3"]
    assert str(table.notes[0]).endswith(
        'row 2, column "B (b)": formulas; the values stored with them were read'
    )


def test_formulas_without_a_stored_value_are_named_by_column(write_xlsx):
    rows = [["id", "score", "more"], [1, "=3+4", 5], [2, 6, 5], [3, "=4", "=5"]]
    notes = read(write_xlsx(First=rows)).notes
    named = {n.column: n.rows for n in notes if n.what == "formulas without a stored value"}
    assert named == {"B (score)": (2, 4), "C (more)": (4,)}


def test_formulas_in_many_columns_are_one_note(write_xlsx):
    rows = [list("abcdef"), ["=1"] * 6, [1] * 6, ["=2"] * 6]
    notes = read(write_xlsx(First=rows)).notes
    (note,) = [note for note in notes if "formulas" in note.what]
    assert (note.what, note.rows) == ("formulas without a stored value (in 6 columns)", (2, 4))


def test_a_formula_without_a_stored_value_is_named_in_its_row(make):
    book = openpyxl.Workbook()
    for row in (["score"], [7], ["=3+4"]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    toml = """
[scores]
[[scores.file]]
name = "s.xlsx"
[[scores.item]]
id = "easy"
zh = "省力"
en = "Easy"
column = "score"
measure = "nps"
low = 0
high = 10
"""
    from cxwidgets import client as clients
    from cxwidgets.survey import problems_of

    client = clients.load(make("tea", toml, {"s.xlsx": stream.getvalue()}), "tea")
    (problem,) = problems_of(client.folder, client.toml)
    assert problem.what == "a formula without a stored value"
    assert (problem.rows, problem.column, problem.value) == ((3,), "score", "=3+4")


def test_merged_headers_give_their_words_to_each_column(sheet):
    table = read(sheet([["id", "Tea", ""], ["1", "2", "3"]], merged="B1:C1"))
    assert list(table.frame.columns) == ["id", "Tea", "Tea #2"]
    assert "merged header cells B1:C1" in str(table.notes[0])


def test_a_title_merged_over_the_table_is_a_title(sheet):
    rows = [["Survey", "", ""], ["id", "a", "b"], ["1", "2", "3"]]
    assert list(read(sheet(rows, merged="A1:C1")).frame.columns) == ["id", "a", "b"]


def test_merged_answers_are_not_multiplied_but_named(sheet):
    table = read(sheet([["id", "a", "b"], ["1", "5", ""], ["2", "4", "3"]], merged="B2:C2"))
    assert table.frame.loc[2].tolist() == ["1", "5", ""]
    assert table.notes[0].rows == (2,)


def test_a_wrong_size_in_the_sheet_loses_no_column(sheet):
    rows = [["a", "b", "c"], ["1", "2", "3"]]
    claims = (b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>')
    for claim in claims:
        path = rezipped(sheet(rows), lambda xml, c=claim: re.sub(rb"<dimension [^>]*/>", c, xml))
        assert read(path).frame.to_numpy().tolist() == [["1", "2", "3"]]


def test_cells_out_of_order_are_refused_with_their_row(sheet):
    path = rezipped(
        sheet([["a", "b"], ["1", "2"]]),
        lambda xml: xml.replace(b'r="A2"', b'r="C2"'),
    )
    with pytest.raises(SurveyError, match="row 2: the cells of the sheet are not in order"):
        read(path)


def test_a_workbook_that_unpacks_too_large_is_not_unpacked(sheet, monkeypatch):
    path = sheet([["a"], ["x" * 30_000]])
    monkeypatch.setattr(workbook_file, "LARGEST_UNPACKED", 10_000)
    monkeypatch.setattr(workbook_file, "_grid", None)
    with pytest.raises(SurveyError, match="too large when unpacked"):
        read(path)


def test_a_small_workbook_that_hides_a_huge_one_is_not_unpacked(sheet, monkeypatch):
    rows = b"<row><c><v>1</v></c></row>" * 800_000
    path = rezipped(
        sheet([["a"], ["1"]]), lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    monkeypatch.setattr(workbook_file, "_grid", None)
    with pytest.raises(SurveyError, match="too large when unpacked"):
        read(path)


def test_an_entity_that_names_a_file_is_not_resolved(sheet):
    with zipfile.ZipFile(sheet([["a"], ["b"]])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = "xl/sharedStrings.xml"
    parts[strings] = re.sub(rb"<t>b</t>", b"<t>&l;</t>", parts[strings]).replace(
        b"<sst", b'<!DOCTYPE x [<!ENTITY l SYSTEM "file:///etc/hostname">]><sst', 1
    )
    path = sheet([["a"]])
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(SurveyError, match="damaged"):
        read(path)


def test_more_sheets_than_one_are_named(write_xlsx):
    table = read(write_xlsx(First=[["a"], ["1"]], Second=[["b"], ["2"]]))
    assert "2 sheets; 'First' was read" in str(table.notes[0])
    assert "'Second'" in table.notes[0].accepted


def test_two_encodings_in_one_file_are_refused_with_their_lines(write_csv):
    lines = ["题目,答案", "座位,我很喜欢", "空调,无所谓"]
    mixed = b"\n".join(line.encode("gbk" if i == 2 else "utf-8") for i, line in enumerate(lines))
    with pytest.raises(SurveyError, match="two encodings in one file") as error:
        read(write_csv(mixed))
    assert "lines 3" in str(error.value)


def test_a_short_gbk_line_that_happens_to_be_utf_8_is_no_mixture(write_csv):
    content = ("题目,答案,备注\n" + "座位,我很喜欢,这里的热茶很好喝\n" * 9 + "通,x,y\n").encode(
        "gbk"
    )
    assert read(write_csv(content), "gb18030").frame.iloc[-1, 0] == "通"
    assert read(write_csv(content)).frame.iloc[-1, 0] == "通"


def test_nul_characters_are_refused_with_their_row(write_csv):
    with pytest.raises(SurveyError, match=r"row 3: there are NUL characters"):
        read(write_csv(b"a,b\n1,2\n3,\x004\n"))


@pytest.mark.parametrize("content", ['a,b\n1,"2\n3,4\n', 'a,b\n1,"2"x\n3,4\n'])
def test_a_quote_that_would_swallow_rows_is_refused_with_its_row(write_csv, content):
    with pytest.raises(SurveyError, match=r"row 2: the quotes do not fit together"):
        read(write_csv(content))


def test_a_first_line_that_names_the_delimiter_is_followed_and_counted(write_csv):
    table = read(write_csv("sep=;\na;b\n1,5;2\n"), said=None)
    assert table.frame.loc[3].tolist() == ["1,5", "2"]


def test_characters_that_were_lost_before_are_named(write_csv):
    assert "were lost" in str(read(write_csv("a,b\n\ufffd,2\n")).notes[0])


def test_an_encoding_that_does_not_exist_or_is_no_text(write_csv):
    for encoding in ("klingon", "base64", "utf-16", "idna"):
        with pytest.raises(SurveyError):
            read(write_csv("naïve,b\n1,2\n".encode("latin-1")), encoding)


GRID = [
    ["id", "seat_f", "recommend", "group"],
    ["1", "1", "10", "Visitor"],
    ["2", "5", "99", "Student"],
]


def test_spss_keeps_codes_labels_questions_and_declared_missing(tmp_path):
    path = tmp_path / "survey.sav"
    path.write_bytes(spss(GRID))
    table = read(path)
    assert table.recognised.name == "spss"
    assert table.frame.loc[3].tolist() == ["2", "5", "99", "Student"]
    assert table.answer("seat_f", "5") == "I dislike it"
    assert table.question("recommend") == "How likely are you to recommend us, from 0 to 10?"
    assert table.is_silent("recommend", "99")
    assert not table.is_silent("id", "99")
    assert "declared missing in the file: 99" in str(table.notes[0])


def test_an_spss_file_that_ends_its_reader_is_one_plain_line(tmp_path, monkeypatch):
    path = tmp_path / "survey.sav"
    path.write_bytes(spss(GRID))
    died = type("Done", (), {"returncode": -11, "stderr": b"", "stdout": b""})
    monkeypatch.setattr(sav_file.subprocess, "run", lambda *_, **__: died)
    with pytest.raises(SurveyError, match="it is damaged"):
        read(path)


def test_a_file_that_is_no_spss_file_is_refused(tmp_path):
    path = tmp_path / "survey.sav"
    path.write_bytes(b"id,score\n1,5\n")
    with pytest.raises(SurveyError, match="not an SPSS file"):
        read(path)


def test_parquet_is_read_and_damage_named(tmp_path):
    path = tmp_path / "survey.parquet"
    path.write_bytes(parquet(GRID))
    assert read(path).frame.loc[2].tolist() == ["1", "1", "10", "Visitor"]
    path.write_bytes(parquet(GRID)[:-9])
    with pytest.raises(SurveyError, match="the file is damaged"):
        read(path)


@pytest.mark.parametrize("name", ["qualtrics_tsv", "wjx", "limesurvey_codes"])
def test_every_encoding_of_the_platforms_is_certain(name, tmp_path):
    export = EXPORTS[name]
    path = tmp_path / f"survey{export.suffix}"
    path.write_bytes(export.content(made(name, 1)[1]))
    assert read(path).is_sure


@pytest.mark.parametrize(
    ("value", "shown_as", "read_as"),
    [
        (1, "0%", "100%"),
        (0.8, "0%", "80%"),
        (0.07, "0.00%", "7%"),
        (0.1 + 0.2, '0.0" share "%', "30%"),
        (-0.125, "0%;[Red]-0%", "-12.5%"),
        (5, '0" % of all"', "5"),
        (5, "0\\%", "5"),
        (5, "General", "5"),
        ("1", "0%", "1"),
        (True, "0%", "TRUE"),
        (None, "0%", ""),
    ],
)
def test_a_cell_of_a_workbook_that_shows_a_percentage_is_one(tmp_path, value, shown_as, read_as):
    book = openpyxl.Workbook()
    for row in (["id", "share"], ["a", value], ["b", 5]):
        book.active.append(row)
    book.active["B2"].number_format = shown_as
    book.save(tmp_path / "survey.xlsx")
    assert read(tmp_path / "survey.xlsx").frame["share"].tolist() == [read_as, "5"]
