"""Sections of a notebook follow the surveys a client has."""

from __future__ import annotations

from cxwidgets.edition import edition
from cxwidgets.report.sections import of_client, sections


def test_sections_know_their_title_and_their_surveys(notebook):
    made = edition(
        notebook(
            "# Report",
            "code: cx.cover()",
            "## Needs",
            'code: answers = cx.survey("kano")',
            "### More",
            "code: cx.panel(x(cx.survey('scores')))",
            "## End\n\nwords",
        ),
        "en",
        "client",
    )
    found = [(s.title, s.kinds, len(s.cells)) for s in sections(made)]
    assert found == [
        ("", frozenset(), 3),
        ("Needs", frozenset({"kano", "scores"}), 4),
        ("End", frozenset(), 1),
    ]


def test_a_section_whose_survey_is_missing_is_left_out_whole(notebook):
    made = edition(
        notebook("## A", 'code: cx.survey("kano")', "## B", 'code: cx.survey("servqual")', "## C"),
        "zh",
        "client",
    )
    kept, left_out = of_client(made, ["kano"])
    assert [s.title for s in sections(kept)] == ["", "A", "C"]
    assert [s.title for s in left_out] == ["B"]
    assert len(made.cells) == 6, "the edition itself is not changed"
