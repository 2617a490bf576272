"""Emotion curves of several groups."""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets.methods.journey import emotion_band
from cxwidgets.methods.journey_segments import emotion_bands

RATINGS = pd.DataFrame(
    [
        (segment, at, touchpoint, score)
        for segment, scores in {"slow": (-2, 1), "fast": (3, 0)}.items()
        for at, touchpoint, score in zip((1, 2), ("wait", "ride"), scores, strict=True)
        for score in (score - 1, score, score + 1)
    ],
    columns=["segment", "at", "touchpoint", "score"],
)


def test_each_curve_is_the_one_the_group_has_alone_with_steps_in_journey_order():
    bands = emotion_bands(RATINGS)
    assert list(bands) == ["fast", "slow"]
    for name, band in bands.items():
        alone = emotion_band(RATINGS[RATINGS["segment"] == name], ["wait", "ride"])
        pd.testing.assert_frame_equal(band.table, alone.table)


def test_a_step_only_one_group_rated_stays_in_place_as_a_gap():
    bands = emotion_bands(RATINGS.drop(index=[0, 1, 2]))
    assert bands["slow"].table["n"].tolist() == [0, 3]


def test_a_step_at_two_places_is_refused():
    twice = pd.concat([RATINGS, RATINGS.tail(1).assign(at=9)])
    with pytest.raises(ValueError, match="'ride' stands at two places"):
        emotion_bands(twice)
