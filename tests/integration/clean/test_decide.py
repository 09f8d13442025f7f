"""What a person says of a block beats the votes, and stays."""

from __future__ import annotations

import pytest

from pipeline.cleaning.blocks import fingerprint
from pipeline.errors import NotFoundError
from pipeline.model import BoilerplateStatus, Request
from pipeline.steps.clean.decide import decide_boilerplate
from pipeline.steps.clean.step import run
from tests.integration.drafted_pages import BARE, BOX, DraftedPage, clean, labels, page, report


def test_what_is_vetoed_comes_back_and_stays(runtime):
    pages = [page(1, BOX), page(2, BOX)]
    clean(runtime, *pages, BARE)
    assert [labels(runtime, each)[-1] for each in pages] == ["boilerplate", "boilerplate"]
    articles = decide_boilerplate(
        runtime, "herald.example", fingerprint(BOX), BoilerplateStatus.VETOED, "anna"
    )
    run(Request("r"), runtime)
    clean(runtime, page(3, BOX))
    assert articles == 2
    assert [labels(runtime, each)[-1] for each in pages] == ["body", "body"]
    assert runtime.warehouse.ask("SELECT status, decided_by FROM boilerplate_blocks")[1] == [
        ("vetoed", "anna")
    ]


def test_what_is_confirmed_goes_wherever_it_stands(runtime):
    first, second = report(1), report(2)
    pages = [
        DraftedPage("herald.example", name, (*texts[:3], BOX, *texts[3:]))
        for name, texts in (("a", first), ("b", second))
    ]
    clean(runtime, *pages, BARE)
    decide_boilerplate(runtime, "herald.example", fingerprint(BOX), BoilerplateStatus.CONFIRMED, "anna")
    run(Request("r"), runtime)
    assert labels(runtime, pages[0])[3] == "boilerplate"


def test_nobody_decides_about_a_block_nobody_knows(runtime):
    with pytest.raises(NotFoundError, match="boilerplate list"):
        decide_boilerplate(runtime, "herald.example", 7, BoilerplateStatus.VETOED, "anna")


def test_only_a_word_that_was_said_is_taken_back(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second, BARE)
    box = ("herald.example", fingerprint(BOX))
    decide_boilerplate(runtime, *box, BoilerplateStatus.VETOED, "anna")
    decide_boilerplate(runtime, *box, BoilerplateStatus.LEARNED, "anna")
    with pytest.raises(NotFoundError, match="nobody has decided"):
        decide_boilerplate(runtime, *box, BoilerplateStatus.LEARNED, "anna")
