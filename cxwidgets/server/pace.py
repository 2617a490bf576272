"""How fast one person may send answers: a broken or hostile page must not fill the disk.

Every answer is appended and stays, so the disk grows with what is sent, not with what is current.
A page sends at most one answer each 0.8 s while somebody types, and everything it kept at once when
the connection is back; both fit. Whoever is told to wait loses nothing: the page keeps the newest
answer on the device and sends it again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Of each: how much may come at once, and how much comes back a second.
ANSWERS = (120.0, 2.0)
BYTES = (4.0 * 2**20, 8.0 * 2**10)  # in a class of six hours 170 MB a person at the very most
ROUNDING = 1e-6  # seconds: who waited as long as was asked is not sent away for a float's sake


@dataclass
class Allowance:
    """What is left of something that refills.

    Attributes
    ----------
    left
        How much may be spent now.
    at
        When that was so, seconds.
    """

    left: float
    at: float

    def refill(self, most: float, rate: float, now: float) -> None:
        """Add what has come back since."""
        self.left = min(most, self.left + rate * (now - self.at))
        self.at = now


class Pace:
    """The allowances of everybody in a class.

    Parameters
    ----------
    clock
        Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[Allowance, Allowance]] = {}

    def wait(self, participant: str, size: int) -> int:
        """Spend one answer of a size.

        Parameters
        ----------
        participant
            Who sends.
        size
            Bytes.

        Returns
        -------
        int
            0 if it may be taken; otherwise nothing was spent, and it may in so many seconds.
        """
        now = self._clock()
        if participant not in self._left:
            self._left[participant] = Allowance(ANSWERS[0], now), Allowance(BYTES[0], now)
        answers, sizes = self._left[participant]
        longest = 0.0
        for allowance, (most, rate), cost in ((answers, ANSWERS, 1.0), (sizes, BYTES, float(size))):
            allowance.refill(most, rate, now)
            longest = max(longest, (min(cost, most) - allowance.left) / rate)
        if longest > ROUNDING:
            return math.ceil(longest)
        answers.left -= 1
        sizes.left -= size
        return 0
