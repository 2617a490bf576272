"""Methods: from answers to numbers, without drawing anything.

Every method is two pure steps: ``tally`` (any dataframe to a small table of counts that add up
across sites) and ``analyse`` (small table to a frozen result with intervals and notes).
"""
