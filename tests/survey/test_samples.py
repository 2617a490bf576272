"""Sample data is made by a seeded generator, byte for byte, and says that it is synthetic."""

from __future__ import annotations

import importlib.util
import tomllib

import pytest

from cxwidgets import client as clients
from cxwidgets.survey import problems_of
from cxwidgets.survey.tabular import read

SURVEYS = ("kano", "scores", "servqual")
RECORDS = {"bus": (), "hotel": ("transactions", "retention")}
SHIPPED = {"bus": ("zh", 180), "hotel": ("en", 150)}


@pytest.fixture(scope="module")
def generator(root):
    spec = importlib.util.spec_from_file_location("generate", root / "data/samples/generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def index(root):
    with (root / "data" / "samples" / "index.toml").open("rb") as stream:
        return tomllib.load(stream)


def test_every_sample_is_in_the_index_and_made_again_to_the_byte(generator, index, root):
    assert sorted(index) == generator.names()
    for name, entry in index.items():
        sample = generator.Sample(name)
        made = {f"{sample.folder}/{file}": content for file, content in sample.files().items()}
        assert sorted(made) == sorted(entry["files"])
        assert entry["seed"] == sample.parameters["seed"]
        for file, content in made.items():
            assert (root / file).read_bytes() == content, file


def test_every_csv_that_is_shipped_has_an_origin(index, root):
    known = {file for entry in index.values() for file in entry["files"]}
    folders = (root / "data" / "clients" / s for s in SHIPPED)
    found = [f for folder in (root / "data" / "samples", *folders) for f in folder.glob("*.csv")]
    assert {f.relative_to(root).as_posix() for f in found} == known


def test_everything_synthetic_says_so(index, root):
    assert all(entry["synthetic"] for entry in index.values())
    for slug in SHIPPED:
        toml = clients.load(root, slug).toml
        assert toml.synthetic
        assert "模拟" in toml.note.zh
        assert "synthetic" in toml.note.en


@pytest.mark.parametrize("slug", SHIPPED)
def test_shipped_clients_are_ready_and_have_every_survey(slug, root):
    client = clients.load(root, slug)
    assert problems_of(client.folder, client.toml) == ()
    assert client.kinds == SURVEYS + RECORDS[slug]
    lang, n = SHIPPED[slug]
    assert client.toml.language == lang
    for kind in SURVEYS:
        answers = client.survey(kind, "en")
        assert answers["respondent"].nunique() == n
        assert answers["segment"].notna().all()


def test_the_hotels_records_hold_what_its_parameters_say(root, generator):
    said = generator.Sample("hotel").parameters
    for kind in RECORDS["hotel"]:
        frame = clients.load(root, "hotel").survey(kind, "en")
        by_segment = frame.groupby("segment", observed=True)["customer"].nunique()
        wanted = said[kind]["segments"]
        assert by_segment["Business guests"] == wanted["Work"]["n"]
        assert by_segment["Holiday guests"] == wanted["Holiday"]["n"]


def test_the_two_clients_share_no_column_wording_colour_or_scale(root):
    bus, hotel = (clients.load(root, slug) for slug in SHIPPED)
    columns = [{c for f in x.files() for c in read(f).frame.columns} for x in (bus, hotel)]
    assert not columns[0] & columns[1]
    assert not set(bus.toml.kano.answers) & set(hotel.toml.kano.answers)
    assert bus.toml.colour != hotel.toml.colour
    assert (bus.toml.servqual.high, hotel.toml.servqual.high) == (5, 7)


def test_the_same_person_keeps_the_segment_in_all_three_files(root):
    client = clients.load(root, "bus")
    found = [
        client.survey(kind, "en").drop_duplicates("respondent").set_index("respondent")["segment"]
        for kind in client.kinds
    ]
    assert found[0].astype(str).to_dict() == found[1].astype(str).to_dict()
    assert found[0].astype(str).to_dict() == found[2].astype(str).to_dict()
