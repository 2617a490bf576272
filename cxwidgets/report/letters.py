"""How wide letters are: what a chart's layout needs to know of a font.

Drawing a chart is mostly measuring its words. Here every letter is as wide as in the font that the
theme names for Chinese (Noto Sans CJK SC; other fonts of the kind are as wide within a per cent or
two, and all ideographs are square). So charts are laid out alike on every machine, whether or not
it has a Chinese font. The reader's own fonts draw the letters.
"""

from __future__ import annotations

from itertools import pairwise

EM = 1000
# Advances in thousandths of an em from U+0020; what is not listed is as wide as an ideograph.
_ASCII = (
    "224 323 474 555 555 921 680 278 338 338 467 555 278 347 278 392 555 555 555 555 555 555 555 "
    "555 555 555 278 278 555 555 555 474 946 608 657 638 688 589 552 689 728 293 535 646 543 812 "
    "723 742 633 742 635 596 599 721 575 878 573 531 603 338 392 338 555 559 606 563 618 510 620 "
    "554 325 564 607 275 275 552 284 926 610 606 620 620 388 468 377 607 521 802 498 521 475 338 "
    "270 338 555"
)
_LATIN = (  # from U+00A0
    "224 323 555 555 555 555 270 1000 606 832 386 479 555 347 473 606 370 1000 411 411 606 628 "
    "1000 1000 606 411 407 479 873 903 889 474 608 608 608 608 608 608 918 638 589 589 589 589 293 "
    "293 293 293 712 723 742 742 742 742 742 1000 742 721 721 721 721 531 652 643 563 563 563 563 "
    "563 563 877 510 554 554 554 554 275 275 275 275 608 610 606 606 606 606 606 1000 606 607 607 "
    "607 607 521 620 521"
)
_OTHERS = {0x2013: 536, 0x2014: 894, 0x2032: 278, 0x2212: 555}
_RANGES = ((0x100, 0x1FFF, 600), (0x2000, 0xFFFD, EM), (0x10000, 0x3FFFF, EM))


def advances() -> list[tuple[int, int, int]]:
    """Return first character, last character and advance, in the order of characters."""
    single = {0x20 + i: int(w) for i, w in enumerate(_ASCII.split())}
    single |= {0xA0 + i: int(w) for i, w in enumerate(_LATIN.split())}
    single |= _OTHERS
    found = [(c, c, w) for c, w in single.items()]
    for first, last, width in _RANGES:
        taken = sorted(c for c in single if first <= c <= last)
        edges = [first - 1, *taken, last + 1]
        found += [(a + 1, b - 1, width) for a, b in pairwise(edges) if a + 1 < b]
    return sorted(found)
