"""What a page sends is checked: legal answers pass unchanged, everything else names its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.exercise import AnswerError, Exercise

WORDS = {"zh": "字", "en": "word"}
COMMON = {"module": "gap_model", "method": "wall", "minutes": 5, "title": WORDS, "task": WORDS}

FORM = Exercise.model_validate(
    {
        **COMMON,
        "id": "form",
        "component": "form",
        "question": [
            {"id": "rate", "kind": "rating", "prompt": WORDS, "low": 1, "high": 7,
             "low_label": WORDS, "high_label": WORDS},
            {"id": "one", "kind": "single", "prompt": WORDS,
             "choice": [{"id": "a", **WORDS, "right": True, "why": WORDS}, {"id": "b", **WORDS}]},
            {"id": "many", "kind": "multiple", "prompt": WORDS,
             "choice": [{"id": "a", **WORDS}, {"id": "b", **WORDS}]},
            {"id": "num", "kind": "number", "prompt": WORDS, "low": 0, "high": 200, "right": 105},
            {"id": "txt", "kind": "text", "prompt": WORDS, "max_length": 10},
            {"id": "kano", "kind": "kano", "prompt": WORDS, "functional": WORDS,
             "dysfunctional": WORDS, "importance": True},
            {"id": "pair", "kind": "pair", "prompt": WORDS, "dimension": "empathy"},
            {"id": "points", "kind": "points", "prompt": WORDS,
             "items": [{"id": "x", **WORDS}, {"id": "y", **WORDS}]},
            {"id": "vote", "kind": "vote", "prompt": WORDS, "source": "form", "question": "txt"},
        ],
    }
)  # fmt: skip
BOARD = Exercise.model_validate(
    {
        **COMMON,
        "id": "board",
        "component": "board",
        "own_cards": 1,
        "zone": [{"id": "left", **WORDS}, {"id": "right", **WORDS}],
        "card": [{"id": "c1", **WORDS, "zone": "left", "why": WORDS}, {"id": "c2", **WORDS}],
    }
)
SHEET = Exercise.model_validate(
    {
        **COMMON,
        "id": "sheet",
        "component": "sheet",
        "free_rows": 1,
        "column": [
            {"id": "name", **WORDS, "kind": "fixed"},
            {"id": "share", **WORDS, "kind": "number", "low": 0, "high": 100},
        ],
        "row": [{"id": "r1", "cells": {"name": WORDS, "share": 35}}],
    }
)
MAP = Exercise.model_validate({**COMMON, "id": "map", "component": "map"})

LEGAL = [
    (FORM, {}),
    (FORM, {"rate": 7, "one": "a", "many": ["b", "a"], "num": 105, "txt": "等车太久"}),
    (FORM, {"kano": {"functional": 1}, "pair": {"expectation": 7, "perception": 1}}),
    (FORM, {"kano": {"functional": 1, "dysfunctional": 5, "importance": 9}}),
    (FORM, {"points": {"x": 60, "y": 40}, "vote": ["abc"]}),
    (BOARD, {"zones": {"left": ["c1", "own-1"], "right": []}, "own": {"own-1": "我的卡片"}}),
    (SHEET, {"rows": [{"id": "r1", "cells": {"share": 28.5}}, {"id": "mine-1", "cells": {}}]}),
]


@pytest.mark.parametrize(("exercise", "value"), LEGAL)
def test_a_legal_answer_passes_unchanged(exercise, value):
    assert exercise.clean(value) == (
        {"zones": {}, "own": {}} | value if exercise is BOARD else value
    )


LOST_CARD = {"id": "c", "step": "s", "lane": "customer", "text": ""}
STEP = {"id": "s1", "name": "x"}
ILLEGAL = [
    (FORM, [], "form"),
    (FORM, {"nothing": 1}, "'nothing'"),
    (FORM, {"rate": 8}, "rate: 8 is not from 1 to 7"),
    (FORM, {"rate": 1.5}, "rate: 1.5 should be a whole number"),
    (FORM, {"rate": True}, "rate: True"),
    (FORM, {"rate": float("nan")}, "rate: nan"),
    (FORM, {"rate": 10**400}, "rate: 1000"),
    (FORM, {"one": "c"}, "one: 'c'"),
    (FORM, {"one": ["a"]}, "one"),
    (FORM, {"many": ["a", "a", "a"]}, "many: 3 entries"),
    (FORM, {"txt": "x" * 11}, "txt: 11 characters"),
    (FORM, {"kano": {"functional": 6}}, "kano.functional: 6"),
    (FORM, {"kano": {"other": 1}}, "kano: 'other'"),
    (FORM, {"pair": {"expectation": 0}}, "pair.expectation: 0"),
    (FORM, {"points": {"x": 60, "y": 41}}, "more than 100 points"),
    (FORM, {"points": {"x": -1}}, "points.x: -1"),
    (BOARD, {"zones": {"left": ["c1"], "right": ["c1"]}}, "two places"),
    (BOARD, {"zones": {"middle": []}}, "'middle'"),
    (BOARD, {"zones": {"left": ["own-1"]}}, "'own-1'"),
    (BOARD, {"own": {"own-1": "a", "own-2": "b"}}, "own cards are more"),
    (BOARD, {"own": {"__proto__": "a"}}, "__proto__"),
    (SHEET, {"rows": [{"id": "r1", "cells": {"share": 101}}]}, "sheet.r1.share: 101"),
    (SHEET, {"rows": [{"id": "a"}, {"id": "b"}]}, "no more than 1 rows"),
    (SHEET, {"rows": [{"id": "r1"}, {"id": "r1"}]}, "no new row id"),
    (MAP, {"maps": {"to_be": {}}}, "'to_be'"),
    (MAP, {"maps": {"as_is": {"cards": [LOST_CARD]}}}, "no step 's'"),
    (MAP, {"maps": {"as_is": {"emotion": {"s1": 4}, "steps": [STEP]}}}, "as_is"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "value", "named"), ILLEGAL)
def test_an_illegal_answer_names_its_place(exercise, value, named):
    with pytest.raises(AnswerError) as caught:
        exercise.clean(value)
    assert named in str(caught.value)


def test_what_the_course_prints_is_not_the_trainees_to_change():
    value = {"rows": [{"id": "r1", "cells": {"name": "<script>", "share": 1}}]}
    assert SHEET.clean(value) == {"rows": [{"id": "r1", "cells": {"share": 1}}]}


def test_control_characters_do_not_get_in():
    assert FORM.clean({"txt": "a\x00b\x1b[31\nc"}) == {"txt": "ab[31\nc"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["rate", "kano", "points", "zones", "own", "rows", "maps", "as_is", "id"]
            )
            | st.text(max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(value=JSON, exercise=st.sampled_from([FORM, BOARD, SHEET, MAP]))
def test_whatever_is_sent_either_fits_or_is_an_answer_error(value, exercise):
    try:
        clean = exercise.clean(value)
    except AnswerError:
        return
    assert exercise.clean(clean) == clean


def test_no_key_reaches_a_page(text):
    for exercise in (FORM, BOARD, SHEET, MAP):
        shown = repr(exercise.resolve(text))
        assert "right'" not in shown.replace("'id': 'right'", "")
        assert "'why'" not in shown
        assert "'settings'" not in shown
    assert all("zone" not in card for card in BOARD.resolve(text)["card"])
    assert "105" not in repr(FORM.resolve(text))


def test_a_page_sees_one_language(text):
    shown = repr(FORM.resolve(text))
    assert text.pick(WORDS) in shown
    assert ("字" in shown) == (text.lang == "zh")
