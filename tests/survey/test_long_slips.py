"""A file in long form in which somebody answered twice is long, and the row is named."""

from __future__ import annotations

import pytest

from cxwidgets.survey import tabular
from cxwidgets.survey.problems import SurveyError

HEAD = "respondent,question,answer\n"
ROWS = [f"p{i},{item},{i % 11}" for i in range(20) for item in ("nps", "csat")]


def test_one_answer_given_twice_is_named_with_its_row(write_csv):
    path = write_csv(HEAD + "\n".join([*ROWS, "p1,csat,1"]))
    with pytest.raises(SurveyError, match=r'row 42, column "question": "p1" answered this twice'):
        tabular.read(path)


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS, *ROWS],  # a file that is there twice
        [*(f"p{i % 9},item {i % 25},{i}" for i in range(40)), "p0,item 0,3"],
    ],
)
def test_many_rows_that_repeat_or_few_of_many_items_are_no_answers(write_csv, rows):
    assert tabular.read(write_csv(HEAD + "\n".join(rows))).recognised.name == "plain"
