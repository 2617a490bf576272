"""The same counts of customers from DuckDB and Arrow as from pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cxwidgets.methods import (
    clv_tally,
    cohorts,
    effect,
    loyalty,
    loyalty_attitude,
    loyalty_recommendation,
    loyalty_switching,
    patterns,
    retention,
    rfm,
    style,
)

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "course" / "examples"
SAID = pd.DataFrame(
    {
        "respondent": [1, 1, 2],
        "item": ["dominant_1", "patient_1", "precise_2"],
        "score": [1, 2, None],
    }
)
TOLD = pd.DataFrame(
    {"satisfaction": [5, 5, 1], "loyalty": [9, None, 11], "recommendation": [9, 3, 0]}
)
STAY = pd.DataFrame(
    {"satisfaction": [5, 2.5, None], "switching_cost": [1, 9, 3], "stay": [1, 0, 2]}
)
LATE = pd.DataFrame({"entry": [0, 3, None], "tenure": [2, 5.5, 4], "churned": [1, 0, 2]})
LIKED = pd.DataFrame({"own": [9, 5, 5], "best_other": [5, None, 8], "patronage": [0.9, 0.2, 0.7]})
CASES = {
    "kinds of customers": (clv_tally.tally, "purchases"),
    "cohorts": (cohorts.tally, "purchases"),
    "recency and frequency": (rfm.tally, "purchases"),
    "survival": (retention.tally, "members"),
    "survival of who came under observation late": (retention.tally, LATE),
    "satisfaction and loyalty": (loyalty.tally, "riders"),
    "loyalty and recommending": (loyalty_recommendation.tally, TOLD),
    "satisfaction, switching costs and staying": (loyalty_switching.tally, STAY),
    "before and after": (effect.tally, "riders"),
    "people who answered alike": (patterns.tally, "wishes"),
    "style": (style.tally, SAID),
    "attitude": (loyalty_attitude.tally, LIKED),
}


def native(frame, engine):
    module = pytest.importorskip(engine)
    return module.from_df(frame) if engine == "duckdb" else module.Table.from_pandas(frame)


@pytest.mark.parametrize("engine", ["duckdb", "pyarrow"])
@pytest.mark.parametrize("case", CASES)
def test_every_engine_counts_the_same(case, engine):
    tally, source = CASES[case]
    frame = pd.read_csv(EXAMPLES / f"{source}.csv") if isinstance(source, str) else source
    if "at" in frame:
        frame = frame.assign(at=pd.to_datetime(frame["at"]))
    frame = frame.rename(columns={"segment_en": "segment"})
    expected, found = (
        table.sort_values(list(table.columns), ignore_index=True)
        for table in (tally(frame), tally(native(frame, engine)))
    )
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
