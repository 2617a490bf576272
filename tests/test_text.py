import re
import tomllib

import pytest

from cxwidgets.text import MINUS, Text

CALL = re.compile(r"""\btext\(\s*["']([a-z_0-9.]+)["'](?!\s*\+)""")


def pairs(table, path=""):
    for key, value in table.items():
        where = f"{path}.{key}" if path else key
        if isinstance(value, dict) and not {"zh", "en"} & set(value):
            yield from pairs(value, where)
        else:
            yield where, value


def course_words(root):
    file = root / "data" / "course" / "text.toml"
    yield from pairs(tomllib.loads(file.read_text(encoding="utf-8")))


def test_every_text_is_there_in_both_languages(root):
    found = dict(course_words(root))
    assert len(found) > 100
    for key, value in found.items():
        assert isinstance(value, dict), key
        assert set(value) == {"zh", "en"}, key
        assert value["zh"].strip(), key
        assert value["en"].strip(), key


def test_both_languages_fill_the_same_blanks(root):
    blanks = re.compile(r"\{([a-z_]*)")
    for key, value in course_words(root):
        assert set(blanks.findall(value["zh"])) == set(blanks.findall(value["en"])), key


def test_every_key_the_package_names_exists(root, english):
    for file in (root / "cxwidgets").rglob("*.py"):
        for key in CALL.findall(file.read_text(encoding="utf-8")):
            if "{" not in key and "." in key:
                assert key in english, f"{file.name}: {key}"


def test_a_missing_key_is_an_error_not_a_guess(english):
    with pytest.raises(KeyError, match="no text for 'kano.nothing'"):
        english("kano.nothing")
    with pytest.raises(KeyError, match="section"):
        english("page")


def test_another_language_is_refused(root):
    with pytest.raises(ValueError, match="'fr'"):
        Text("fr", root)


def test_numbers_speak_typographically(english):
    assert english.number(-1234.5, 1) == f"{MINUS}1,234.5"
    assert english.number(-0.004, 2) == "0.00"  # a zero has no sign
    assert english.interval(-0.001, -0.004, 2) == "[0.00, 0.00]"
    assert english.number(-0.006, 2) == f"{MINUS}0.01"
    assert english.number(float("nan")) == "–"
    assert english.signed(0.4, 1) == "+0.4"
    assert english.signed(-0.01, 1) == "0.0"
    assert english.percent(0.355, 1) == "35.5%"


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (-0.001, 2, "0.00"),
        (-0.0, 0, "0"),
        (-0.4, 0, "0"),
        (-0.0051, 2, f"{MINUS}0.01"),
        (-0.6, 0, f"{MINUS}1"),
        (0.001, 2, "0.00"),
    ],
)
def test_a_number_printed_as_zero_has_no_sign(english, value, digits, shown):
    assert english.number(value, digits) == shown
    assert english.interval(value, 1, digits).startswith(f"[{shown}, 1")
    assert english.percent(value / 100, digits) == f"{shown}%"


def test_the_package_holds_no_chinese_words(root):
    chinese = re.compile("[\u4e00-\u9fff]")
    allowed = {"wording.py"}  # survey answers as customers write them, matched and never shown
    files = [*(root / "cxwidgets").rglob("*.py"), *(root / "frontend" / "src").rglob("*.ts*")]
    for file in files:
        if file.name not in allowed:
            assert not chinese.search(file.read_text(encoding="utf-8")), file
