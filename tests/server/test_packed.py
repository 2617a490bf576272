"""Pieces put together are one valid gzip file, whatever is in them."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.server.packed import packed, piece, plain

CONTENT = st.one_of(
    st.binary(max_size=300),
    st.binary(min_size=1, max_size=20).map(lambda b: b * 1000),  # repeats: long references
)


@given(st.lists(st.tuples(CONTENT, st.integers(1, 9)), max_size=6))
def test_any_pieces_unpack_to_what_they_were(contents):
    pieces = [piece(content, level) for content, level in contents]
    whole = b"".join(content for content, _ in contents)
    assert gzip.decompress(packed(pieces)) == whole == plain(pieces)


def test_a_piece_may_be_used_again_and_anywhere():
    shared = piece("等车" * 5000)
    for before in ("", "a", "等车" * 40):
        assert gzip.decompress(packed([piece(before), shared])).decode() == before + "等车" * 5000


def test_what_repeats_is_small():
    assert len(piece("<p>same</p>" * 10_000).blocks) < 1000
