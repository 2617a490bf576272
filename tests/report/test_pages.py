"""A report is files that need nothing else, and no two clients' reports are alike."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser

import pytest

from cxwidgets.client import load
from cxwidgets.methods.kano import kano
from cxwidgets.text import Text

PAGES = ("index", "client_report", "kano", "service_blueprint", "three_one_toolkit")
CLIENTS = {"bus": "zh", "hotel": "en"}
every_page = pytest.mark.parametrize("page", PAGES)
every_client = pytest.mark.parametrize("slug", CLIENTS)


class Seen(HTMLParser):
    """What a page refers to, names and says."""

    def __init__(self, html):
        super().__init__()
        self.refers, self.ids, self.tags, self.words = [], [], [], []
        self._skip = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._skip += tag == "style"
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("src", "href", "xlink:href", "srcset", "data", "action", "poster"):
                self.refers.append(value)
            if name.startswith("on"):
                self.tags.append(f"handler {name}")

    def handle_endtag(self, tag):
        self._skip -= tag == "style"

    def handle_data(self, data):
        if not self._skip:
            self.words.append(data)


def html(reports, slug, page):
    return (reports / slug / f"{page}.html").read_text(encoding="utf-8")


@every_client
def test_the_pages_asked_for_and_an_index(reports, slug):
    assert {p.name for p in (reports / slug).iterdir()} == {f"{p}.html" for p in PAGES}


@every_client
@every_page
def test_nothing_outside_the_report_is_referred_to(reports, slug, page):
    seen = Seen(html(reports, slug, page))
    siblings = {f"{p}.html" for p in PAGES}
    for target in seen.refers:
        assert target.startswith(("#", "data:image/")) or target.split("#")[0] in siblings, target
    for found in re.findall(r"url\(([^)]*)\)|@import", html(reports, slug, page)):
        assert found.startswith("#")
    addresses = set(re.findall(r"https?://[^\s\"'<>]+", html(reports, slug, page)))
    assert addresses <= {"http://www.w3.org/2000/svg"}  # the name of SVG, not an address


@every_client
@every_page
def test_it_is_readable_without_a_script(reports, slug, page):
    seen = Seen(html(reports, slug, page))
    banned = {"script", "iframe", "object", "embed", "link", "base", "form"}
    assert not banned & set(seen.tags)
    assert not [t for t in seen.tags if t.startswith("handler")]
    assert "default-src 'none'" in html(reports, slug, page)


@every_client
@every_page
def test_ids_are_unique_and_every_anchor_is_there(reports, slug, page):
    seen = Seen(html(reports, slug, page))
    assert len(seen.ids) == len(set(seen.ids))
    for target in seen.refers:
        name, _, anchor = target.partition("#")
        if anchor and not target.startswith("data:"):
            there = Seen(html(reports, slug, name.removesuffix(".html") or page)).ids
            assert anchor in there, target


@every_client
def test_references_inside_pictures_are_answered_in_the_same_picture(reports, slug):
    for picture in re.findall(r"<svg.*?</svg>", html(reports, slug, "client_report"), re.DOTALL):
        ids = set(re.findall(r'\bid="([^"]+)"', picture))
        assert set(re.findall(r"url\(#([^)]+)\)", picture)) <= ids


@every_client
def test_every_chart_is_drawn_for_page_and_phone_with_its_words(reports, slug):
    page = html(reports, slug, "client_report")
    pictures = re.findall(r"<svg[^>]*>", page)
    assert len(pictures) == 2 * page.count("<figure>") >= 12
    for picture in pictures:
        assert 'role="img"' in picture
        assert len(re.search(r'aria-label="([^"]+)"', picture)[1]) > 20
    widths = {re.search(r'width="([\d.]+)"', p)[1] for p in pictures}
    assert widths == {"816", "358"}


@every_client
def test_numbers_carry_n_and_interval(reports, slug, root):
    lang = CLIENTS[slug]
    page, text = html(reports, slug, "client_report"), Text(lang, root)
    for _, row in kano(load(root, slug).survey("kano", lang)).table.iterrows():
        assert row["feature"] in page
        limits = text.interval(row["better_low"], row["better_high"], 2)
        better = f"{text.number(row['better'], 2)} {limits}"
        assert better in page
        assert f">{row['n']}</td>" in page


def test_two_clients_differ_in_name_numbers_colour_and_language(reports):
    bus, hotel = html(reports, "bus", "client_report"), html(reports, "hotel", "client_report")
    assert '<html lang="zh-CN">' in bus
    assert '<html lang="en">' in hotel
    assert "海湾公交 12 路" in bus
    assert "Maple Quay Hotel" in hotel
    assert "Maple Quay" not in bus
    assert "海湾" not in hotel
    assert "--accent: #0b6e8a" in bus
    assert "--accent: #8a3b12" in hotel
    assert "#8a3b12" in "".join(re.findall(r"<svg.*?</svg>", hotel, re.DOTALL)).lower()
    assert "#8a3b12" not in bus.lower()
    figures = [re.findall(r"<dd><strong>([^<]+)", page) for page in (bus, hotel)]
    assert figures[0] != figures[1]
    assert not re.search("[\u4e00-\u9fff]", "".join(Seen(hotel).words))


@every_client
@every_page
def test_synthetic_data_says_so_on_every_page(reports, slug, page, root):
    badge = Text(CLIENTS[slug], root)("report.synthetic_short")
    assert f'class="badge">{badge}' in html(reports, slug, page)


@every_client
def test_provenance_names_data_parameters_versions_and_notebook(reports, slug, root):
    page, client = html(reports, slug, "client_report"), load(root, slug)
    for file in (
        *client.files(),
        client.folder / "client.toml",
        root / "notebooks" / "client_report.ipynb",
    ):
        assert file.name in page
        assert hashlib.sha256(file.read_bytes()).hexdigest()[:16] in page
    assert f"client = {slug}, lang = {CLIENTS[slug]}" in page
    assert "pandas" in page
    assert page.count('client = "') == 0


@every_client
def test_the_index_lists_pages_and_sections(reports, slug, root):
    index = html(reports, slug, "index")
    sections = re.findall(r'href="client_report.html#(s\d+)"', index)
    last = 9 if slug == "hotel" else 7  # the bus line has no records
    assert sections == [f"s{i}" for i in range(1, last + 1)]
    assert 'href="kano.html"' in index
    assert 'href="service_blueprint.html"' in index
    text = Text(CLIENTS[slug], root)
    for kind in ("transactions", "retention"):
        missing = text("report.missing_kind", kind=text(f"report.kind.{kind}"))
        assert (missing in index) == (slug == "bus")


@every_client
def test_a_method_page_is_that_method_alone(reports, slug, root):
    page = html(reports, slug, "kano")
    text = Text(CLIENTS[slug], root)
    assert page.count("<h1>") == 1
    assert text("report.kind.kano") in page
    assert text("servqual.table.items") not in page
    assert text("report.provenance.title") in page


@every_client
def test_exercises_and_trainer_notes_are_no_part_of_it(reports, slug):
    page = html(reports, slug, "service_blueprint")
    assert "Trainer notes" not in page
    assert "讲师" not in page
    assert "cx-host" not in page
