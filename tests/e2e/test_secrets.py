"""A trainee reaches nothing that is not theirs, whatever is typed or sent."""

import json

import pytest

CONTROL = {"action": "reveal", "exercise": "kano_bus", "revealed": True}


@pytest.fixture
def anna(people):
    return people(phone=True).join("Anna")


@pytest.mark.parametrize("path", ["people", "outline", "answers/kano_bus", "export", "join"])
def test_trainer_pages_of_the_api_are_closed(server, anna, path):
    status, body = server.call(anna.link, path)
    assert status == 403
    assert "message" in body


def test_a_trainee_cannot_steer(server, anna):
    assert server.call(anna.link, "control", CONTROL)[0] == 403
    _, state = server.call(anna.link, "state")
    assert state["exercises"]["kano_bus"]["revealed"] is False


def test_the_console_page_is_not_there_for_trainees(anna):
    response = anna.page.goto(f"{anna.link}m/trainer_console")
    assert response.status == 404
    response = anna.page.goto(f"{anna.link}live/trainer_console")
    assert response.status == 404


@pytest.mark.parametrize(
    "wish", ["audience=trainer", "role=trainer", "page=light&audience=trainer"]
)
def test_the_audience_is_not_in_the_address(anna, wish):
    anna.page.goto(f"{anna.link}m/three_one_toolkit?page=light&{wish}")
    anna.page.locator(".cx-card").first.wait_for()
    assert anna.page.locator(".cx-trainer-note").count() == 0
    assert json.loads(anna.page.locator("#cx-class").inner_text())["role"] == "trainee"


def test_no_result_before_the_reveal(server, anna, people):
    bo = people(phone=True).join("Bo")
    value = {"best": "x"}
    server.call(
        bo.link,
        "answer",
        {"submission": "b1", "exercise": "job_essence", "round": 1, "value": value, "at": 1},
    )
    status, panel = server.call(anna.link, "panel/job_essence")
    assert status == 200
    assert panel["room"] is None
    assert panel["own"] is None


def test_no_key_is_in_a_page(server, anna, root):
    from cxwidgets.exercise import catalog

    for exercise in catalog(root).values():
        if not exercise.has_key:
            continue
        page = anna.page.goto(f"{anna.link}m/{exercise.module}?page=light").text()
        for card in exercise.card:
            if card.why:
                assert card.why.zh not in page
        assert '"zone":"' not in page


@pytest.mark.parametrize(
    "path",
    [
        "/me/trainer-aaaaaaaaaaaaaaaaaaaaaaaaaa/",
        "/me/trainer-aaaaaaaaaaaaaaaaaaaaaaaaaa/live/trainer_console",
        "/voila/render/notebooks/trainer_console.ipynb",
        "/voila/tree",
        "/voila/files/data/course/exercises/kano_bus.toml",
        "/api/contents",
        "/voila/api/contents",
        "/api/kernels",
        "/cx/static/0000000000000000/../../../pyproject.toml",
        "/..%2f..%2fpyproject.toml",
    ],
)
def test_other_doors_are_closed(server, anna, path):
    response = anna.context.request.get(server.join.rstrip("/") + path)
    assert response.status in (403, 404, 405)
    assert (
        "exercise" not in response.text().lower().split("</head>")[-1][:2000]
        or response.status == 404
    )


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"exercise": "../../etc/passwd", "round": 1, "value": {}, "submission": "a", "at": 1},
        {"exercise": "kano_bus", "round": "1", "value": {}, "submission": "a", "at": 1},
        {"exercise": "kano_bus", "round": 1, "value": {}, "submission": "a" * 65, "at": 1},
        {
            "exercise": "kano_bus",
            "round": 1,
            "value": {"x": "' OR 1=1 --"},
            "submission": "a",
            "at": 1,
        },
    ],
)
def test_what_makes_no_sense_is_refused(server, anna, body):
    status, answer = server.call(anna.link, "answer", body if body is not None else "null")
    assert status in (400, 404, 422)
    assert answer["message"]


def test_the_kernel_socket_takes_no_code(anna, tmp_path):
    anna.open("three_one_toolkit", "live")
    made = tmp_path / "made"
    message = {
        "header": {"msg_id": "m1", "msg_type": "execute_request", "username": "",
                   "session": "s", "date": "", "version": "5.3"},
        "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": [],
        "content": {"code": f"open({str(made)!r}, 'w').close()", "silent": False,
                    "store_history": False, "user_expressions": {}, "allow_stdin": False},
    }  # fmt: skip
    state = anna.page.evaluate(
        """async (message) => {
          const page = JSON.parse(document.getElementById("cx-class").textContent);
          const kernel = await (await fetch(page.kernel.url, { method: "POST" })).json();
          const door = `${page.base}api/kernels/${kernel.id}/channels?session_id=s`;
          const address = `ws://${location.host}${door}`;
          const socket = new WebSocket(address);
          await new Promise((done, failed) => { socket.onopen = done; socket.onerror = failed; });
          const heard = [];
          socket.onmessage = ({ data }) => typeof data === "string" && heard.push(JSON.parse(data));
          const ask = (m) => socket.send(JSON.stringify(m));
          ask(message);
          const header = { ...message.header, msg_id: "m2", msg_type: "kernel_info_request" };
          ask({ ...message, header, content: {} });
          for (let i = 0; i < 100; i++) {
            if (heard.some((m) => m.header.msg_type === "kernel_info_reply")) break;
            await new Promise((done) => setTimeout(done, 100));
          }
          return heard.map((m) => m.header.msg_type);
        }""",
        message,
    )
    assert "kernel_info_reply" in state, "the kernel was asked and answered"
    assert "execute_reply" not in state
    assert not made.exists()


def test_markup_in_a_nickname_stays_text(server, people, trainer):
    nasty = "<img src=x onerror=alert(1)>"
    people().join(nasty[:20])
    trainer.page.on("dialog", lambda dialog: trainer.problems.append(dialog.message))
    trainer.page.goto(server.trainer)
    trainer.page.get_by_text(nasty[:20]).first.wait_for()


def test_no_secret_is_written_to_the_log(server, anna):
    anna.open("three_one_toolkit")
    log = server.log.read_text(encoding="utf-8")
    token = anna.link.rstrip("/").rpartition("/")[2]
    assert token not in log
    after = log.partition("Join: ")[2]
    assert server.trainer not in after
