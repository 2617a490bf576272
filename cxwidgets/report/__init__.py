"""Reports: a client's edition of the notebooks as self-contained HTML."""
