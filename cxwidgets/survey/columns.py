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
"""Points a respondent gave a dimension of service quality."""
SURVEY_WEIGHT = "survey_weight"
"""How much a respondent counts (see `cxwidgets.methods.respondent_weights`)."""
CUSTOMER = "customer"
AMOUNT = "amount"
TENURE = "tenure"
CHURNED = "churned"

TIDY = (
    *(RESPONDENT, SEGMENT, AT, ITEM, FEATURE, FUNCTIONAL, DYSFUNCTIONAL, IMPORTANCE),
    *(EXPECTATION, PERCEPTION, DIMENSION, STAGE, TOUCHPOINT, SCORE, COMMENT, WEIGHT),
    SURVEY_WEIGHT,
    *(CUSTOMER, AMOUNT, TENURE, CHURNED),
)
"""All of them, in the order a frame has its columns."""

RECORDS = ("transactions", "retention")
"""Kinds that are no answers to questions but records of what customers did."""
KINDS = ("kano", "scores", "servqual", *RECORDS)
"""The kinds of survey and record a client may have; each is a section of ``client.toml``."""


def person(kind: str) -> str:
    """Return the column of a kind's tidy frame that says who it was."""
    return CUSTOMER if kind in RECORDS else RESPONDENT
