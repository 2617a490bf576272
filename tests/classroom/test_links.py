import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.classroom.links import Links, load_secret, new_id

LINKS = Links(b"0" * 32, "c1")


def test_a_token_says_whose_it_is():
    person = new_id()
    assert LINKS.owner(LINKS.token(person)) == person


@given(st.text(max_size=60))
def test_nobody_guesses_a_token(guess):
    assert LINKS.owner(guess) is None


def test_a_token_of_another_class_or_another_server_opens_nothing():
    token = LINKS.token("trainer")
    assert Links(b"0" * 32, "c2").owner(token) is None
    assert Links(b"1" * 32, "c1").owner(token) is None


def test_a_trainee_cannot_turn_a_token_into_the_trainers():
    signature = LINKS.token("abcdefgh").partition("-")[2]
    assert LINKS.owner(f"trainer-{signature}") is None


def test_the_secret_stays_the_same_and_is_private(tmp_path):
    file = tmp_path / "new" / "secret"
    first = load_secret(file)
    assert load_secret(file) == first
    assert len(first) == 32


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission bits")
def test_only_the_owner_reads_the_secret(tmp_path):
    file = tmp_path / "secret"
    load_secret(file)
    assert file.stat().st_mode & 0o077 == 0
