"""On sites whose pages are thin nothing folds that is not a copy, whichever press is drawn."""

from __future__ import annotations

import os
from collections import defaultdict
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
    stories, reports = defaultdict(list), defaultdict(list)
    for page in pages:
        stories[story_of.get(url_key(page.url)) or page.url].append(page)
        reports[page.story].append(page)
    folded = [pair for members in stories.values() for pair in combinations(members, 2)]
    copies = [pair for members in reports.values() for pair in combinations(members, 2)]
    assert [(left.url, right.url) for left, right in folded if left.story != right.story] == []
    assert len(folded) == len(copies) > 0
