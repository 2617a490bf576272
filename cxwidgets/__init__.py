"""Components, methods and course content for teaching customer experience."""

from cxwidgets.workbook import open_module

__all__ = ["open_module"]
__version__ = "0.1.0"
