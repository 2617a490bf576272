"""Components, methods and course content for teaching customer experience."""

__version__ = "0.1.0"
