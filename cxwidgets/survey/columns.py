"""The tidy column names: written once, used by every survey reader, method and chart."""

from __future__ import annotations

RESPONDENT = "respondent"
SEGMENT = "segment"
AT = "at"
ITEM = "item"
FEATURE = "feature"
FUNCTIONAL = "functional"
DYSFUNCTIONAL = "dysfunctional"
IMPORTANCE = "importance"
EXPECTATION = "expectation"
PERCEPTION = "perception"
DIMENSION = "dimension"
STAGE = "stage"
TOUCHPOINT = "touchpoint"
SCORE = "score"
COMMENT = "comment"
WEIGHT = "weight"

TIDY = (
    *(RESPONDENT, SEGMENT, AT, ITEM, FEATURE, FUNCTIONAL, DYSFUNCTIONAL, IMPORTANCE),
    *(EXPECTATION, PERCEPTION, DIMENSION, STAGE, TOUCHPOINT, SCORE, COMMENT, WEIGHT),
)
"""All of them, in the order a frame has its columns."""

KINDS = ("kano", "scores", "servqual")
"""The kinds of survey a client may have; each is a section of ``client.toml``."""
