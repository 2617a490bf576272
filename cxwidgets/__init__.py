"""Components, methods and course content for teaching customer experience."""

from cxwidgets import quick_jsonschema

quick_jsonschema.load()  # before anything else imports it

from cxwidgets.workbook import open_module  # noqa: E402

__all__ = ["open_module"]
__version__ = "0.1.0"
