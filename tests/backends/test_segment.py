"""Names of segments are the same whoever counts: no name is none, and 7 beside gaps stays 7."""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets.methods.journey_segments import emotion_bands
from cxwidgets.methods.kano_segments import kano_segments
from cxwidgets.methods.purchases import purchases
from cxwidgets.methods.retention import kaplan_meier
from cxwidgets.methods.satisfaction_index import satisfaction_index
from cxwidgets.methods.scores import nps

NAMES = {
    "texts": (["b", "a", "", "  ", None, "b"], ["a", "b"]),
    "numbers": ([12, 7, None, None, None, 12], ["7", "12"]),
}
N = 6


def segments_of(method, frame):
    return method(frame).table["segment"].drop_duplicates().tolist()


METHODS = {
    "nps": (lambda f: segments_of(nps, f), {"score": [9, 3, 8, 10, 0, 6]}),
    "kano": (
        lambda f: sorted(kano_segments(f).segments, key=lambda name: (len(name), name)),
        {"feature": ["tea"] * N, "functional": [1] * N, "dysfunctional": [5, 4, 5, 3, 5, 5]},
    ),
    "retention": (
        lambda f: segments_of(kaplan_meier, f),
        {"tenure": [3, 4, 5, 6, 7, 8], "churned": [1, 0, 1, 0, 1, 1]},
    ),
    "index": (
        lambda f: segments_of(lambda g: satisfaction_index(g, ["x", "y"]), f),
        {"x": [9, 3, 8, 10, 1, 6], "y": [9, 4, 8, 10, 2, 6]},
    ),
    "purchases": (
        lambda f: segments_of(purchases, f),
        {
            "customer": list("uvwxyz"),
            "at": [1, 2, 3, 4, 5, 6],
            "amount": [5] * N,
        },
    ),
    "journey": (
        lambda f: list(emotion_bands(f)),
        {"at": [1, 1, 1, 1, 1, 1], "touchpoint": ["door"] * N, "score": [3, 4, 5, 4, 3, 2]},
    ),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", NAMES)
def test_segments_have_the_same_names_everywhere(backend, method, kind):
    found, columns = METHODS[method]
    given, expected = NAMES[kind]
    frame = pd.DataFrame({"segment": given} | columns)
    assert found(backend(frame)) == found(frame) == expected


def test_long_numbers_beside_gaps_are_segments_of_their_own(backend):
    """As floats, which hold 2⁵³ and the next number but one, the first two would be one."""
    names = [2**53, 2**53 + 1, 2**53 + 2]
    given = pd.Series([*names, None], dtype="Int64")
    frame = pd.DataFrame({"segment": given, "score": [9, 3, 5, 6]})
    assert nps(backend(frame)).table["segment"].tolist() == [str(name) for name in names]
