"""The doors of a class over HTTP: what is sent, packed or plain, and what a retry hears."""

import gzip
import json

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from cxwidgets.classroom.links import TRAINER
from cxwidgets.parts import Part
from cxwidgets.server import api, assets, pace
from cxwidgets.server.app import NAME, TOKEN
from cxwidgets.server.light import HomeHandler, ModuleHandler
from cxwidgets.server.pace import Pace
from cxwidgets.server.pages import Made
from cxwidgets.widgets.component import STATIC


class Pages:
    """Pages that were made already."""

    async def made(self, module, lang):
        return Made(f"{module} {lang}", [Part((), "", f"<p>{module} {lang}</p>", key="a")])


@pytest.fixture
def ask(klass):
    """Return a function that asks the class over HTTP."""
    doors = Application(
        [
            (r"/cx/static/([0-9a-f]{16})/(.*)", assets.AssetHandler, {"path": STATIC}),
            (f"{TOKEN}/?", HomeHandler),
            (f"{TOKEN}/m/{NAME}", ModuleHandler),
            (f"{TOKEN}/api/state", api.StateHandler),
            (f"{TOKEN}/api/answer", api.AnswerHandler),
            (f"{TOKEN}/api/panel/{NAME}", api.PanelHandler),
        ],
        cx_session=klass.session,
        cx_pages=Pages(),
        compress_response=True,
    )

    async def scene(path, body, headers):
        socket, port = bind_unused_port()
        server = HTTPServer(doors)
        server.add_sockets([socket])
        request = HTTPRequest(
            f"http://127.0.0.1:{port}{path}",
            method="GET" if body is None else "POST",
            body=None if body is None else json.dumps(body),
            headers=headers,
            decompress_response=False,
            request_timeout=120,
            follow_redirects=False,
        )
        answer = await AsyncHTTPClient(force_instance=True).fetch(request, raise_error=False)
        server.stop()
        return answer

    def asked(path, body=None, **headers):
        socket_headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return klass.run(scene(path, body, socket_headers))

    return asked


@pytest.fixture
def link(klass):
    return f"/me/{klass.session.links.token(klass.anna.id)}"


@pytest.mark.parametrize(
    ("wish", "target"),
    [("?lang=en", "/m/welcome?lang=en"), ("", "/m/welcome"), ("?lang=fr", "/m/welcome")],
)
def test_home_keeps_the_language_that_was_asked_for(ask, link, wish, target):
    assert ask(f"{link}/{wish}").headers["Location"] == link + target


@pytest.mark.parametrize("path", ["/m/welcome?page=light", "/api/state", "/api/panel/kano_bus"])
def test_packed_and_plain_are_the_same(ask, link, path):
    plain = ask(link + path)
    packed = ask(link + path, Accept_Encoding="gzip")
    assert (plain.code, packed.code) == (200, 200)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers

    def still(body):
        return body[: body.index(b'"now":')] if b'"now":' in body else body

    assert still(gzip.decompress(packed.body)) == still(plain.body)
    assert packed.headers["Cache-Control"] == "no-store"
    assert "Etag" not in packed.headers
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_the_state_over_http_is_the_state(ask, link, klass, answer):
    answer(klass.anna, "job_essence", {"essence": "<calm>"})
    known = json.loads(ask(f"{link}/api/state").body)
    assert {**known, "now": 0} == {**klass.session.state(klass.anna), "now": 0}


@pytest.mark.parametrize(
    ("lang", "trainer", "client"),
    [("zh", "讲师", "海湾公交 12 路"), ("en", "Trainer", "Bay City bus line 12")],
)
def test_a_page_in_the_other_language_is_in_it_throughout(ask, klass, lang, trainer, client):
    home = f"/me/{klass.session.links.token(TRAINER)}"
    page = gzip.decompress(ask(f"{home}/m/welcome?lang={lang}", Accept_Encoding="gzip").body)
    state = json.loads(ask(f"{home}/api/state", Cookie=f"cx_lang={lang}").body)
    for said in (page.decode(), json.dumps(state, ensure_ascii=False)):
        assert trainer in said
        assert client in said
    assert state["me"]["lang"] == lang


def test_the_same_submission_is_answered_alike(ask, link, klass):
    body = {"submission": "s1", "exercise": "job_essence", "round": 1, "at": 1}
    body["value"] = {"essence": "calm"}
    first, again = (ask(f"{link}/api/answer", body) for _ in range(2))
    assert (first.code, again.code) == (200, 200)
    assert first.body == again.body
    assert klass.session.room.count("job_essence") == 1


def test_a_flood_is_told_to_wait_and_stores_nothing(ask, link, klass, monkeypatch):
    clock = [0.0]
    klass.session.pace = Pace(lambda: clock[0])
    monkeypatch.setattr(pace, "ANSWERS", (3.0, 0.5))
    stored = len(list(klass.session.store.answers()))

    def send(number, at=link):
        body = {"submission": f"s{number}", "exercise": "job_essence", "round": 1, "at": 1}
        return ask(f"{at}/api/answer", {**body, "value": {"essence": str(number)}})

    assert [send(n).code for n in range(3)] == [200] * 3
    refused = send(3)
    assert (refused.code, refused.headers["Retry-After"]) == (429, "2")
    assert json.loads(refused.body)["message"] == klass.session.texts["zh"]("page.too_many")
    assert len(list(klass.session.store.answers())) == stored + 3
    bo = f"/me/{klass.session.links.token(klass.bo.id)}"
    assert send(4, bo).code == 200, "nobody waits for somebody else's flood"
    clock[0] += 2
    assert send(3).code == 200, "what was kept on the device arrives"


def test_a_result_is_shown_after_the_reveal_and_not_before(ask, link, klass, answer):
    answer(klass.bo, "job_essence", {"essence": "secret"})
    before = json.loads(ask(f"{link}/api/panel/job_essence").body)
    assert (before["own"], before["room"]) == (None, None)
    wish = {"action": "reveal", "exercise": "job_essence", "revealed": True}
    klass.run(klass.session.decide(wish))
    room = json.loads(ask(f"{link}/api/panel/job_essence").body)["room"]
    assert room["n"] == 1
    klass.run(klass.session.decide({**wish, "revealed": False}))
    assert json.loads(ask(f"{link}/api/panel/job_essence").body)["room"] is None


def test_built_files_are_sent_packed_and_kept_for_good(ask):
    address = f"{assets.address()}cx.js"
    plain, packed = ask(address), ask(address, Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == plain.body == (STATIC / "cx.js").read_bytes()
    assert len(packed.body) < len(plain.body) / 2
    assert "immutable" in packed.headers["Cache-Control"]
    assert packed.headers["Content-Type"].startswith("text/javascript")
    assert ask(address, If_None_Match=plain.headers["Etag"]).code == 304


@pytest.mark.parametrize(
    "path", ["/cx/static/0123456789abcdef/cx.js", "{}no.js", "{}../app.py", "{}%2e%2e/app.py"]
)
def test_nothing_else_is_sent(ask, path):
    assert ask(path.format(assets.address())).code == 404


def test_made_up_names_push_no_built_file_out_of_memory(ask):
    assets.asset.cache_clear()
    assert ask(f"{assets.address()}cx.js").code == 200
    for number in range(80):
        assert ask(f"{assets.address()}made-up-{number}.js").code == 404
    assert assets.asset.cache_info().currsize == 1
    assert ask(f"{assets.address()}cx.js").code == 200
    assert assets.asset.cache_info().misses == 1
