"""The language of a page, declared or detected."""

from __future__ import annotations

import py3langid
import pytest
from lxml.html import fromstring

from pipeline.parsing.pages import language
from pipeline.parsing.pages.metadata import metadata_of
from tests.unit.parsing.pages.test_metadata import FETCHED_AT

ENGLISH = (
    "The lamp in the old tower failed again on Thursday night, and the harbour was closed for an hour. " * 3
)
GERMAN = (
    "Die Lampe im alten Turm ist am Donnerstag wieder ausgefallen, und der Hafen war eine Stunde lang geschlossen. "
    * 3
)
NORWEGIAN = (
    "Lampen i det gamle tårnet sviktet igjen torsdag kveld, og havnen ble stengt i en time, sier havnesjefen. "
    * 3
)
JAPANESE = "古い塔の灯りが木曜日の夜にまた消え、港は一時間にわたって閉鎖されたと港長が明らかにした。" * 3


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("en", ENGLISH, ("en", "declared")),
        ("", ENGLISH, ("en", "detected")),
        ("", JAPANESE, ("ja", "detected")),
        ("en", GERMAN, ("de", "detected")),
        ("de-AT", GERMAN, ("de", "declared")),
        ("nb", NORWEGIAN, ("nb", "declared")),
        ("fr", "Trop court.", ("fr", "declared")),
        ("", "Too short.", (None, None)),
    ],
)
def test_a_declaration_holds_unless_the_text_is_plainly_in_another(declared, text, expected):
    tree = fromstring(f'<html lang="{declared}"><body><p>{text}</p></body></html>')
    found = metadata_of(tree, "https://x.example/a", FETCHED_AT)
    assert (found.language, found.language_source) == expected


def test_the_model_that_is_kept_is_the_one_that_was_installed(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "beside", lambda _, name: tmp_path / name)
    for _ in ("made", "kept"):
        classify = language._classifier.__wrapped__()
        for text in (ENGLISH, GERMAN, NORWEGIAN, JAPANESE):
            assert classify(text) == py3langid.classify(text)
    assert len(list(tmp_path.iterdir())) == 1
