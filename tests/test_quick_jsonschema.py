"""Every process that imports us starts a second and a half sooner, and nobody misses anything."""

from __future__ import annotations

import subprocess
import sys


def python(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_no_grammar_is_compiled():
    code = (
        "import sys, cxwidgets, altair, nbformat\n"
        "print('jsonschema' in sys.modules, 'lark' in sys.modules)"
    )
    assert python(code) == "True False"


def test_who_asks_for_the_grammars_gets_them():
    code = "import cxwidgets, rfc3987_syntax as r; print(r.is_valid_syntax('iri', 'https://x.test/满'))"
    assert python(code) == "True"


def test_other_formats_are_still_checked():
    code = (
        "import cxwidgets, jsonschema\n"
        "checker = jsonschema.Draft202012Validator.FORMAT_CHECKER\n"
        "print(checker.conforms('2026-02-30', 'date'), checker.conforms('2026-02-28', 'date'))"
    )
    assert python(code) == "False True"
