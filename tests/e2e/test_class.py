"""A class, as it is taught: trainer and three trainees, one exercise of each component."""

import io
import json
import time
import zipfile

import openpyxl
import pytest
from playwright.sync_api import expect

from cxwidgets.course import module
from cxwidgets.exercise import catalog
from cxwidgets.text import Text
from tests.e2e.gestures import feel_about, fill_cell, put, rate

SECONDS = 1000
WITHIN = 30 * SECONDS  # how soon it follows is measured in benchmarks, not here


@pytest.fixture
def three(people):
    """Return a phone in Chinese, a laptop on the live page, a phone in English."""
    return {
        "wang": (people(phone=True).join("小王", "一组"), "light", "zh"),
        "li": (people().join("小李", "一组"), "live", "zh"),
        "kim": (people(phone=True).join("Kim", "Two", lang="en"), "light", "en"),
    }


def teach(server, three, exercise, module, do):
    """Let everybody answer, watch the count, reveal, and see the room's result everywhere."""
    for person, kind, lang in three.values():
        person.open(module, kind, lang)
        do(person.exercise(exercise), lang)
        person.until_saved(exercise)
    assert server.call(server.trainer, "state")[1]["exercises"][exercise]["count"] == 3
    room = {lang: Text(lang)("ui.shell.results.room") for lang in ("zh", "en")}
    for person, _, lang in three.values():
        assert person.exercise(exercise).get_by_role("heading", name=room[lang]).count() == 0
        assert server.call(person.link, f"panel/{exercise}")[1]["room"] is None
    wish = {"action": "reveal", "exercise": exercise, "revealed": True}
    assert server.call(server.trainer, "control", wish)[0] == 200
    for person, _, lang in three.values():
        heading = person.exercise(exercise).get_by_role("heading", name=room[lang])
        expect(heading).to_be_visible(timeout=60 * SECONDS)
    status, panel = server.call(three["wang"][0].link, f"panel/{exercise}")
    assert status == 200
    assert panel["room"]["n"] == 3
    return panel


def test_a_form_from_answers_to_reveal(server, three):
    panel = teach(
        server, three, "kano_bus", "three_one_toolkit",
        lambda card, _lang: feel_about(card, 0),
    )  # fmt: skip
    assert any(block["type"] == "chart" for block in panel["room"]["blocks"])


def test_a_board_from_answers_to_reveal(server, three, root):
    definition = catalog(root)["touchpoint_sort"]
    first = definition.card[0]
    zone = {z.id: z for z in definition.zone}[first.zone]
    panel = teach(
        server, three, "touchpoint_sort", "three_one_toolkit",
        lambda card, lang: put(card, first.id, getattr(zone, lang)),
    )  # fmt: skip
    assert panel["own"] is not None


def test_a_map_from_answers_to_reveal(server, three):
    def do(card, _lang):
        for step, level in enumerate((1, -2, 3)):
            rate(card, step, level)

    teach(server, three, "bus_journey", "three_one_toolkit", do)


def test_a_sheet_from_answers_to_reveal(server, three, root):
    sheet = catalog(root)["five_star_line"]
    row = sheet.row[0].id
    teach(
        server, three, "five_star_line", "gap_model",
        lambda card, _lang: fill_cell(card, row, "actual", "88"),
    )  # fmt: skip


def test_a_page_follows_the_trainer(server, people):
    anna = people(phone=True).join("Anna", lang="en").open("three_one_toolkit", lang="en")
    control = lambda **wish: server.call(server.trainer, "control", wish)  # noqa: E731
    exercise = anna.exercise("touchpoint_sort")

    control(action="lock", exercise="bus_journey", locked=True)
    expect(anna.exercise("bus_journey").locator(".cx-save--locked")).to_be_attached(timeout=WITHIN)
    control(action="lock", exercise="bus_journey", locked=False)
    expect(anna.exercise("bus_journey").locator(".cx-save--locked")).to_have_count(
        0, timeout=WITHIN
    )

    control(action="open_to", module="three_one_toolkit", section=0)
    expect(exercise).to_be_hidden(timeout=WITHIN)
    control(action="open_to", module="three_one_toolkit", section=None)
    expect(exercise).to_be_visible(timeout=WITHIN)

    control(action="timer", seconds=300)
    expect(anna.page.locator("[role=timer]").first).to_be_visible(timeout=WITHIN)
    control(action="timer", seconds=0)
    expect(anna.page.locator("[role=timer]")).to_have_count(0, timeout=WITHIN)


def test_a_second_round_shows_before_and_after(server, people):
    anna = people(phone=True).join("Anna", lang="en").open("user_thinking", lang="en")
    card = anna.exercise("complaint_index")
    card.get_by_role("textbox").first.fill("115")
    anna.until_saved("complaint_index")
    server.call(
        server.trainer, "control", {"action": "round", "exercise": "complaint_index", "round": 2}
    )
    card.get_by_role("textbox").first.fill("105")
    anna.until_saved("complaint_index")
    for _ in range(600):
        if server.call(server.trainer, "state")[1]["exercises"]["complaint_index"]["count"]:
            break
        time.sleep(0.1)
    server.call(
        server.trainer,
        "control",
        {"action": "reveal", "exercise": "complaint_index", "revealed": True},
    )
    _, panel = server.call(server.trainer, "panel/complaint_index")
    tables = [b for b in panel["room"]["blocks"] if b["type"] == "table"]
    assert any(len(t["columns"]) == 3 and len(t["rows"]) > 1 for t in tables)


def test_one_person_two_devices(server, people):
    phone = people(phone=True).join("Anna").open("three_one_toolkit")
    laptop = people()
    laptop.link = phone.link
    laptop.open("three_one_toolkit", "live")
    feel_about(phone.exercise("kano_bus"), 1)
    phone.until_saved("kano_bus")
    radios = laptop.exercise("kano_bus").locator("[data-question]").nth(1).get_by_role("radio")
    expect(radios.first).to_be_checked(timeout=60 * SECONDS)


def test_the_trainer_steers_from_the_console(server, trainer, people, root):
    text = Text("en")
    title = catalog(root)["visit_order"].title.en
    anna = people(phone=True).join("Anna", "Blue", lang="en").open("three_one_toolkit", lang="en")
    put_last = anna.exercise("visit_order").locator("[data-card] [role=button]").first
    put_last.press("ArrowDown")
    anna.until_saved("visit_order")

    page = trainer.page
    page.goto(f"{server.trainer}m/trainer_console?page=light&lang=en")
    console = page.locator(".cx-console")
    expect(console.get_by_text("Anna").first).to_be_visible()
    console.get_by_role("button", name=text.pick(module(root, "three_one_toolkit").title)).click()
    row = console.get_by_role("article", name=title)
    row.get_by_role("button", name=text("ui.console.exercise.answers")).click()
    expect(row.get_by_text("Blue").first).to_be_visible()
    row.get_by_role("button", name=text("ui.console.exercise.reveal"), exact=True).click()
    heading = anna.exercise("visit_order").get_by_role(
        "heading", name=text("ui.shell.results.room")
    )
    expect(heading).to_be_visible(timeout=60 * SECONDS)


def test_everything_goes_home_in_one_zip(server, people):
    anna = people(phone=True).join("=HYPERLINK(1)", "+Team").open("three_one_toolkit")
    feel_about(anna.exercise("kano_bus"), 0)
    anna.until_saved("kano_bus")
    time.sleep(1)
    response = anna.context.request.get(f"{server.trainer}api/export")
    with zipfile.ZipFile(io.BytesIO(response.body())) as archive:
        names = archive.namelist()
        answers = json.loads(archive.read("answers.json"))
        workbook = openpyxl.load_workbook(io.BytesIO(archive.read("answers.xlsx")))
        pages = [archive.read(n).decode() for n in names if n.startswith("teams/")]
    assert any(a["exercise"] == "kano_bus" for a in answers["answers"])
    assert "kano_bus" in workbook.sheetnames
    cells = [c.value for row in workbook["participants"].iter_rows() for c in row]
    assert "'=HYPERLINK(1)" in cells
    assert all(c.data_type != "f" for s in workbook for row in s.iter_rows() for c in row)
    assert any("+Team" in page for page in pages)
