"""The components: five for exercises and charts, three that frame a class."""

from cxwidgets.widgets.chart import Chart
from cxwidgets.widgets.exercise import Board, Form, ServiceMapEditor, Sheet, exercise_component
from cxwidgets.widgets.frame import Console, CourseMap, PanelView

__all__ = [
    "Board",
    "Chart",
    "Console",
    "CourseMap",
    "Form",
    "PanelView",
    "ServiceMapEditor",
    "Sheet",
    "exercise_component",
]
