"""On sites whose pages are thin nothing folds that is not a copy, whichever press is drawn."""

from __future__ import annotations

import os
from itertools import combinations
from typing import TYPE_CHECKING

from newsroom.thin import thin_press
from pipeline.crawling.urls import url_key
from pipeline.evaluation.loading import load, stored
from pipeline.model import Fetched

if TYPE_CHECKING:
    from newsroom.thin import ThinPage

PRESSES = int(os.environ.get("NEWSFOLD_THIN_PRESSES", "3"))
"""How many presses are drawn: a few in each run of the tests, a hundred when asked for."""


def fetched(page: ThinPage) -> Fetched:
    body = page.html.encode()
    return Fetched(page.url, page.captured_at, 200, {"Content-Type": "text/html; charset=utf-8"}, body)


def test_pages_of_thin_presses_fold_only_with_their_copies(second_runtime):
    pages = [page for seed in range(PRESSES) for page in thin_press(seed)]
    load(second_runtime, map(fetched, pages), print)
    story_of = stored(second_runtime).stories
    folded = [
        (left, right)
        for left, right in combinations(pages, 2)
        if (story := story_of.get(url_key(left.url))) and story == story_of.get(url_key(right.url))
    ]
    wrong = [(left.url, right.url) for left, right in folded if left.story != right.story]
    copies = [(left, right) for left, right in combinations(pages, 2) if left.story == right.story]
    assert wrong == []
    assert len(folded) == len(copies) > 0
