"""Pages are shared by those who see the same, and by nobody else."""

import gzip
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxwidgets.edition import visible
from cxwidgets.parts import Part
from cxwidgets.server.packed import packed, plain
from cxwidgets.server.pages import Made

REVEALABLE = ["kano_bus", "touchpoint_sort"]
PARTS = [
    Part((), "", "<p>for-all</p>", key="a"),
    Part(("trainer",), "", "<p>note-for-trainer</p>", key="b"),
    Part(("solution",), "kano_bus", "<p>solution-kano_bus</p>", key="c"),
    Part(("solution",), "touchpoint_sort", "<p>solution-touchpoint_sort</p>", key="d"),
    Part(("exercise",), "kano_bus", "<p>twin</p>", {"kind": "exercise", "x": "</script>"}, key="e"),
    Part(("solution", "trainer"), "kano_bus", "<p>both</p>", key="f"),
]
BOOT = re.compile(r'<script type="application/json" id="cx-class">(.*?)</script>', re.DOTALL)


@pytest.fixture
def draw(klass):
    def page(who, module="three_one_toolkit", lang="zh", kind="light", made=None):
        session = klass.session
        token = session.links.token(who.id)
        return session.drawn.page(
            made or Made("k", PARTS), who, token, module, kind=kind, text=session.texts[lang]
        )

    return page


def boot(pieces):
    [found] = BOOT.findall(plain(pieces).decode())
    return json.loads(found)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    visits=st.lists(
        st.tuples(
            st.sampled_from(["trainer", "anna", "bo"]),
            st.sets(st.sampled_from(REVEALABLE)),
            st.sampled_from(["zh", "en"]),
            st.sampled_from(["light", "live"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whoever_came_before_everybody_sees_their_own_page(klass, draw, visits):
    pacing = klass.session.room.pacing
    for name, revealed, lang, kind in visits:
        who = getattr(klass, name)
        klass.session.room.pacing = type(pacing)(revealed=frozenset(revealed))
        klass.session.room.changes += 1
        pieces = draw(who, lang=lang, kind=kind)
        page = plain(pieces).decode()
        assert gzip.decompress(packed(pieces)).decode() == page
        for part in PARTS:
            shown = visible(part.tags, who.role, part.asked, revealed)
            assert (part.html in page) == shown, (part.html, name, revealed)
        known = boot(pieces)
        token = klass.session.links.token(who.id)
        assert known["base"] == f"/me/{token}/"
        assert known["state"]["me"]["id"] == who.id
        assert (known["role"], known["lang"], known["page"]) == (who.role, lang, kind)
        assert ("kernel" in known) == (kind == "live")
        assert {e for e, s in known["state"]["exercises"].items() if s["revealed"]} == revealed
        for other in (klass.trainer, klass.anna, klass.bo):
            assert (klass.session.links.token(other.id) in page) == (other.id == who.id)
    klass.session.room.pacing = pacing


def test_two_visitors_share_what_is_the_same(klass, draw):
    anna, bo = draw(klass.anna), draw(klass.bo)
    assert anna[0] is bo[0]
    assert anna[-1] is bo[-1]
    assert sum(len(p.plain) for p in anna[1:-1]) < len(anna[0].plain) + 20_000


def test_an_answer_stands_in_its_owners_page_only(klass, draw, answer):
    answer(klass.anna, "job_essence", {"essence": "</script><b>&"})
    assert boot(draw(klass.anna))["state"]["answers"]["job_essence"]["value"] == {
        "essence": "</script><b>&"
    }
    assert boot(draw(klass.bo))["state"]["answers"] == {}
    assert b"</script><b>" not in plain(draw(klass.anna))


def test_the_state_in_a_page_is_the_state(klass, draw, answer):
    before = boot(draw(klass.anna))["state"]
    answer(klass.anna, "job_essence", {"essence": "calm"})
    for who in (klass.anna, klass.bo, klass.trainer):
        state, known = klass.session.state(who), boot(draw(who))["state"]
        assert {**state, "now": 0} == {**known, "now": 0}
        assert known["seq"] != before["seq"]


def test_changed_content_is_a_changed_page(draw, klass):
    other = Made("other", [Part((), "", "<p>changed</p>", key="a")])
    assert b"for-all" in plain(draw(klass.anna))
    assert b"changed" in plain(draw(klass.anna, made=other))
