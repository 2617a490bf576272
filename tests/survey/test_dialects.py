"""Platforms are recognised by what they write, say why, and client.toml has the last word."""

from __future__ import annotations

import openpyxl
import pytest

from cxwidgets import client as clients
from cxwidgets.survey import problems_of
from cxwidgets.survey.dialects import DIALECTS, Head, Said, ranked, recognise
from cxwidgets.survey.dialects.shape import Long
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.tabular import read

TAGS = '"{""ImportId"":""status""}","{""ImportId"":""QID1""}"'
QUALTRICS = f"Status,Q1\nResponse Type,Are you content?\n{TAGS}\n"


def head(*rows, delimiter=","):
    return Head("text", delimiter, [list(row) for row in rows])


def rows(table):
    return table.frame.to_numpy().tolist()


def test_something_unknown_is_a_plain_table_and_says_so():
    found = recognise(head(["a", "b", "c"], ["1", "2", "3"]))
    assert (found.name, found.confidence) == ("plain", 0.3)
    assert "no platform is known" in found.why


def test_every_guess_is_ranked_and_has_a_reason():
    found = ranked(head(["Timestamp", "Q"], ["2026-03-01", "5"]))
    assert [each.name for each in found] == ["google_forms", "plain"]
    assert all(each.why for each in found)


def test_a_first_column_that_only_looks_like_it_is_not_sure():
    assert recognise(head(["Timestamp", "Q"], ["soon", "5"])).confidence == 0.5


def test_qualtrics_codes_are_headers_and_questions_are_kept(write_csv):
    table = read(write_csv(QUALTRICS + "0,5\n"))
    assert list(table.frame.columns) == ["Status", "Q1"]
    assert table.question("Q1") == "Are you content?"
    assert list(table.frame.index) == [4]


def test_qualtrics_previews_tests_and_spam_are_left_out_with_their_reason(write_csv):
    table = read(write_csv(QUALTRICS + "0,5\n1,4\nSurvey Test,3\n8,2\nIP Address,1\n"))
    assert rows(table) == [["0", "5"], ["IP Address", "1"]]
    assert [(a.reason, a.rows) for a in table.aside] == [
        ("preview", (5,)),
        ("test", (6,)),
        ("spam", (7,)),
    ]


def test_client_toml_can_keep_previews(write_csv):
    table = read(write_csv(QUALTRICS + "0,5\n1,4\n2,3\n"), said=Said(keep=("preview",)))
    assert rows(table) == [["0", "5"], ["1", "4"]]
    assert [a.reason for a in table.aside] == ["test"]


def test_qualtrics_with_nothing_but_previews_keeps_them_and_says_so(write_csv):
    table = read(write_csv(QUALTRICS + "1,4\n1,3\n"))
    assert (len(table.frame), table.aside) == (2, ())
    assert "every row is a preview" in str(table.notes[0])


FINISHED = (
    "Status,Finished,RecordedDate,ResponseId,Q1\n"
    "Response Type,Finished,Recorded Date,Response ID,Are you content?\n"
    + ",".join(f'"{{""ImportId"":""c{i}""}}"' for i in range(5))
    + "\n"
)


def test_qualtrics_names_answers_that_were_not_finished(write_csv):
    rows = "0,1,d,R1,5\n0,0,d,R2,\n1,0,d,R3,1\n0,False,d,R4,2\n"
    table = read(write_csv(FINISHED + rows))
    assert [n.rows for n in table.notes if "not finished" in n.what] == [(5, 7)]
    assert "answers as numbers" in table.recognised.why


def test_qualtrics_previews_are_found_without_the_row_of_codes(write_csv):
    rows = "IP Address,True,d,R1,5\nSurvey Preview,True,d,R2,1\n"
    table = read(write_csv(FINISHED.split("\n", 1)[1] + rows))
    assert [(a.reason, a.rows) for a in table.aside] == [("preview", (4,))]


def test_a_question_can_be_named_instead_of_its_code(make):
    toml = """
[scores]
[[scores.file]]
name = "q.csv"
[[scores.item]]
id = "content"
zh = "满意"
en = "Content"
column = "are you content?"
measure = "csat"
low = 1
high = 5
"""
    root = make("tea", toml, {"q.csv": QUALTRICS + "0,5\n0,-99\n"})
    client = clients.load(root, "tea")
    assert problems_of(client.folder, client.toml) == ()
    scores = client.survey("scores")["score"]
    assert scores[0] == 5
    assert scores.isna().tolist() == [False, True]


def test_surveymonkey_choices_follow_their_question(write_csv):
    content = (
        "Respondent ID,Collector ID,Start Date,Which do you use?,,Why?\n"
        ",,,Bus,Tram,Open-Ended Response\n"
        "1,9,2026-03-01,Bus,,cheap\n"
    )
    table = read(write_csv(content))
    assert table.recognised.name == "surveymonkey"
    assert list(table.frame.columns)[3:] == [
        "Which do you use? - Bus",
        "Which do you use? - Tram",
        "Why?",
    ]


def test_a_limesurvey_vv_file_is_put_back_as_it_was_typed(write_csv):
    content = (
        "Response ID\tDate submitted\tLast page\tWhy?\tHow?\n"
        "id\tsubmitdate\tlastpage\twhy\thow\n"
        "1\t2026-03-01\t2\ttwo{newline}lines {lbrace}so}\t{question_not_shown}\n"
    )
    table = read(write_csv(content, "vv.csv"))
    assert "VV" in table.recognised.why
    assert table.frame.loc[3, "why"] == "two\nlines {so}"
    assert table.question("why") == "Why?"
    assert table.is_silent("how", table.frame.loc[3, "how"])


def test_limesurvey_names_sheets_that_were_not_sent_off(write_csv):
    table = read(write_csv("id;submitdate;lastpage;q\n1;2026-03-01;2;5\n2;;1;4\n"))
    assert len(table.frame) == 2
    assert (table.notes[0].rows, "not sent off" in table.notes[0].what) == ((3,), True)


def test_wjx_in_gbk_is_certain_and_knows_what_was_not_answered(write_csv):
    content = (
        "序号,提交答卷时间,所用时间,来源,1、满意吗？,2、评价_服务\n"
        "1,2026/3/1 8:05:09,30秒,微信,-3,5\n"
    ).encode("gbk")
    table = read(write_csv(content))
    assert (table.recognised.name, table.encoding, table.is_sure) == ("wjx", "gb18030", True)
    assert table.question("2、评价_服务") == "评价_服务"
    assert table.is_silent("1、满意吗？", "-3")
    assert not table.is_silent("2、评价_服务", "5")


WJX_SCORES = """
[scores]
at = "提交答卷时间"
[[scores.file]]
name = "w.csv"
[[scores.item]]
id = "content"
zh = "满意"
en = "Content"
column = "1、满意吗？"
measure = "csat"
low = 1
high = 5
"""
WJX_HEAD = "序号,提交答卷时间,所用时间,来源,1、满意吗？\n"


def test_wjx_times_need_no_format(make):
    content = WJX_HEAD + "1,2026/3/1 8:05:09,30秒,微信,5\n"
    client = clients.load(make("tea", WJX_SCORES, {"w.csv": content}), "tea")
    assert str(client.survey("scores")["at"][0]) == "2026-03-01 08:05:09"


def test_a_time_with_a_zone_among_wjx_times_is_named(make):
    """It is a moment of the world; the others are what a clock on the wall showed."""
    rows = "1,2026/3/1 8:05:09,3秒,微信,5\n2,2026-03-01T08:05:09+08:00,3秒,微信,4\n"
    root = make("tea", WJX_SCORES, {"w.csv": WJX_HEAD + rows + "3,2026-03-02 09:00,3秒,微信,4\n"})
    client = clients.load(root, "tea")
    (problem,) = problems_of(client.folder, client.toml)
    assert (problem.what, problem.rows) == ("not a time", (3,))
    assert problem.value == "2026-03-01T08:05:09+08:00"


def test_client_toml_has_the_last_word_on_the_dialect(write_csv):
    content = "Timestamp,Q\nsoon,5\n"
    assert read(write_csv(content)).recognised.name == "google_forms"
    table = read(write_csv(content), said=Said(dialect="plain"))
    assert (table.recognised.name, table.recognised.why) == ("plain", "client.toml says so")


def test_an_unknown_dialect_in_client_toml_lists_the_known_ones(kano_client, course):
    toml = '[kano]\n[[kano.file]]\nname = "answers.csv"\ndialect = "excel"\n'
    toml += (
        '[[kano.feature]]\nid = "a"\nzh = "a"\nen = "a"\nfunctional = "b"\ndysfunctional = "c"\n'
    )
    kano_client(toml=toml.replace("{", "{{"))
    with pytest.raises(clients.ClientError) as error:
        clients.load(course, "tea")
    assert all(name in str(error.value) for name in DIALECTS)


def test_titles_above_the_headers_are_skipped_and_named(write_csv):
    table = read(write_csv("Table 1,,\n,,\nid,score,who\n1,5,x\n"))
    assert list(table.frame.columns) == ["id", "score", "who"]
    assert (table.notes[0].rows, "titles" in table.notes[0].what) == ((1, 2), True)


def test_two_header_rows_are_joined_where_client_toml_says_so(write_csv):
    table = read(write_csv("Seats,Seats,Age\nthere,not there,\n5,1,30\n"), said=Said(header_rows=2))
    assert list(table.frame.columns) == ["Seats - there", "Seats - not there", "Age"]


BLOCKS = [
    ["id", "If present", "", "If absent", ""],
    ["", "Wi-Fi", "Seats", "Wi-Fi", "Seats"],
    *([str(i), *["like", "dislike"][i % 2 :], "like", "dislike"] for i in range(8)),
]


def lines(table):
    return "\n".join(",".join(row[:5] + [""] * (5 - len(row))) for row in table) + "\n"


@pytest.mark.parametrize("above", ["", "Survey of May,,,,\n,,,,\n"])
def test_two_header_rows_are_seen_where_answers_repeat_below(write_csv, above):
    table = read(write_csv(above + lines(BLOCKS)))
    blocks = [f"{half} - {row}" for half in BLOCKS[0][1::2] for row in ("Wi-Fi", "Seats")]
    assert list(table.frame.columns) == ["id", *blocks]
    assert len(table.frame) == 8
    (note,) = [note for note in table.notes if "two rows of headers" in note.what]
    assert "header_rows = 1" in note.accepted
    once = read(write_csv(lines(BLOCKS)), said=Said(header_rows=1))
    assert len(once.frame) == 9


@pytest.mark.parametrize(
    "second",
    [
        ["0", "like", "dislike", "like", "dislike"],
        ["0", "great", "great", "great", "great"],
        ["0", "1", "2", "3", "4"],
        ["0", "", "Seats", "Wi-Fi", "Seats"],
    ],
)
def test_an_answer_is_no_second_header_row(write_csv, second):
    table = read(write_csv(lines([BLOCKS[0], second, *BLOCKS[2:]])))
    assert table.frame.index[0] == 2


def test_words_that_nobody_repeats_are_no_second_header_row(write_csv):
    rows = [["id", "Why", "Why"], *([str(i), f"reason {i}", f"cause {i}"] for i in range(9))]
    assert len(read(write_csv(lines(rows))).frame) == 9


def test_a_merged_heading_and_its_rows_are_joined(tmp_path):
    book = openpyxl.Workbook()
    for row in BLOCKS:
        book.active.append(row)
    for cells in ("B1:C1", "D1:E1"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "survey.xlsx")
    assert read(tmp_path / "survey.xlsx").frame.columns[1] == "If present - Wi-Fi"


LONG = "respondent,item,score,team\na,tea,5,x\na,milk,4,x\nb,tea,3,y\n"


def test_the_long_form_becomes_a_row_for_each_respondent(write_csv):
    table = read(write_csv(LONG))
    assert table.recognised.name == "long"
    assert list(table.frame.columns) == ["respondent", "team", "tea", "milk"]
    assert rows(table) == [["a", "x", "5", "4"], ["b", "y", "3", ""]]
    assert list(table.frame.index) == [2, 4]


def test_long_columns_that_are_called_otherwise_can_be_named(write_csv):
    content = LONG.replace("respondent", "wer").replace("item", "was")
    said = Said("long", long=Long("wer", "was", ("score",)))
    assert read(write_csv(content)).recognised.name == "plain"
    assert list(read(write_csv(content), said=said).frame.columns)[2:] == ["tea", "milk"]


def test_several_values_for_an_item_become_columns_named_for_both(write_csv):
    content = "respondent,feature,functional,dysfunctional\n1,tea,1,5\n1,milk,2,4\n2,tea,3,3\n"
    assert list(read(write_csv(content)).frame.columns)[1:3] == [
        "tea_functional",
        "tea_dysfunctional",
    ]


def test_somebody_who_answers_an_item_twice_is_named_not_chosen_from(write_csv):
    said = Said("long")
    with pytest.raises(SurveyError) as error:
        read(write_csv(LONG + "a,tea,1,x\n"), said=said)
    (problem,) = error.value.problems
    assert (problem.rows, problem.column, problem.value) == ((5,), "item", "tea")


def test_a_row_that_does_not_say_who_answered_is_counted(write_csv):
    table = read(write_csv(LONG + ",tea,1,x\n"))
    assert [(a.reason, a.rows) for a in table.aside] == [("nobody", (5,))]
