"""Charts: from a method's result to an Altair chart, one module for each method.

A chart takes a result and the text table, counts nothing itself, draws every interval, and carries
a sentence (``description``) for readers who cannot see it.
"""
