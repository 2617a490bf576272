"""Exercises as data: a TOML file defines one, Python checks and judges what is answered."""

from cxwidgets.exercise.answer import AnswerError
from cxwidgets.exercise.catalog import catalog
from cxwidgets.exercise.definition import Exercise

__all__ = ["AnswerError", "Exercise", "catalog"]
