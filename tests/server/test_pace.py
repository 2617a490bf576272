"""How fast one person may send answers."""

from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.server.pace import ANSWERS, BYTES, Pace


def paced():
    clock = [0.0]
    return Pace(lambda: clock[0]), clock


def test_an_hour_of_typing_without_a_pause_is_never_told_to_wait():
    pace, clock = paced()
    for _ in range(4500):
        clock[0] += 0.8  # the outbox's longest delay
        assert pace.wait("anna", 4_000) == 0


def test_a_days_answers_kept_on_a_device_arrive_at_once():
    pace, _ = paced()
    assert not any(pace.wait("anna", 8_000) for _ in range(100))


def test_large_answers_are_told_when_they_may_come():
    pace, clock = paced()
    half = int(BYTES[0] / 2)
    assert [pace.wait("anna", half) for _ in range(2)] == [0, 0]
    wait = pace.wait("anna", half)
    assert wait == half / BYTES[1]
    assert pace.wait("bo", half) == 0
    clock[0] += wait - 1
    assert pace.wait("anna", half) == 1
    clock[0] += 1
    assert pace.wait("anna", half) == 0


@given(st.lists(st.tuples(st.floats(0, 60), st.integers(0, 512 * 1024)), min_size=1, max_size=200))
def test_nobody_gets_more_than_the_allowance(sent):
    pace, clock = paced()
    count = size = 0
    for pause, bytes_ in sent:
        clock[0] += pause
        wait = pace.wait("anna", bytes_)
        assert wait >= 0
        if wait == 0:
            count, size = count + 1, size + bytes_
        else:
            before = clock[0]
            clock[0] += wait
            assert pace.wait("anna", bytes_) == 0, "the promise is kept"
            count, size = count + 1, size + bytes_
            assert clock[0] >= before
    assert count <= ANSWERS[0] + ANSWERS[1] * clock[0] + 1e-6
    assert size <= BYTES[0] + BYTES[1] * clock[0] + 1e-3
