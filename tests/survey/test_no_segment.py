"""Who is in no segment is in none: not in one without a name."""

from __future__ import annotations

import pytest

from cxwidgets import client as clients
from cxwidgets.methods.kano_segments import kano_segments

ROWS = "Tea there,Tea not there,Branch\nlike,dislike,North\nlike,like,South\nexpect,dislike,{}\n"


@pytest.mark.parametrize("blank", ["", "  ", "N/A"])
def test_a_blank_segment_is_none(kano_client, course, blank):
    settings = 'segment = "Branch"\nno_answer = ["N/A"]'
    client = clients.load(course, kano_client(ROWS.format(blank), settings))
    answers = client.survey("kano")
    assert answers["segment"].isna().sum() == 1
    result = kano_segments(answers)
    assert sorted(result.segments) == ["North", "South"]
    assert ("kano.segments.left_out", {"n": 1}) in [
        (note.key, note.params) for note in result.notes
    ]


def test_where_every_cell_is_blank_everybody_is_one_segment(kano_client, course):
    rows = ROWS.replace("North", "").replace("South", "").format("")
    client = clients.load(course, kano_client(rows, 'segment = "Branch"'))
    result = kano_segments(client.survey("kano"))
    assert (result.segments, result.table["n"].tolist()) == (("",), [3])
