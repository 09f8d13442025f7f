"""Who votes on recurring blocks: one vote a draft cluster, and none for a page that holds two."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from tests.integration.drafted_pages import DraftedPage, clean, labels, report

FIRST, SECOND = report(11, 8), report(12, 8)
AGENCY = [
    DraftedPage("agency.example", "first", tuple(FIRST)),
    DraftedPage("wire.example", "second", tuple(SECOND), hour=1),
]
OWN = DraftedPage(
    "herald.example", "second", ("Told here as well, under a line of our own.", *SECOND), hour=2
)
BOTH = DraftedPage("herald.example", "in-brief", (*FIRST, *SECOND), hour=3)


def clusters(runtime):
    return dict(runtime.warehouse.ask("SELECT article_id, cluster_id FROM draft_clusters")[1])


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 3, 0, 1)])
def test_a_page_of_two_reports_does_not_make_boilerplate_of_them(runtime, order):
    """Its site prints the second report on a page of its own; both keep every paragraph, whichever came first."""
    pages = [*AGENCY, OWN, BOTH]
    for number in order:
        clean(runtime, pages[number])
    assert BOTH.article_id not in clusters(runtime)
    assert set(labels(runtime, OWN)) == {"body"}
    assert set(labels(runtime, BOTH)) == {"body"}


def test_it_votes_again_when_one_of_the_two_is_gone(runtime):
    clean(runtime, *AGENCY, OWN, BOTH)
    clean(
        runtime,
        DraftedPage("wire.example", "second", tuple(report(13, 8)), hour=1),
        DraftedPage("herald.example", "second", tuple(report(14, 8)), hour=2),
    )
    assert clusters(runtime)[BOTH.article_id] == AGENCY[0].article_id


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_report_that_holds_its_own_cut_copies_votes(runtime, order):
    """The copies have a paragraph in common, so they are cut from one report."""
    whole = DraftedPage("agency.example", "first", tuple(FIRST))
    pages = [
        whole,
        DraftedPage("b.example", "cut", tuple(FIRST[:4]), hour=1),
        DraftedPage("c.example", "cut", tuple(FIRST[2:6]), hour=2),
    ]
    for number in order:
        clean(runtime, pages[number])
    assert clusters(runtime)[whole.article_id] == whole.article_id


def test_a_short_copy_amid_the_boilerplate_of_another_site_votes_with_its_report(runtime):
    """Three fifths of the copy's draft is the report; two pages of one site so alike may share boilerplate alone."""
    whole = DraftedPage("agency.example", "first", tuple(FIRST))
    copy = (*FIRST[:5], *report(20, 3))
    pages = [
        DraftedPage("b.example", "copy", copy, hour=1),
        DraftedPage("agency.example", "other", copy, hour=2),
    ]
    clean(runtime, whole, pages[0])
    assert clusters(runtime)[pages[0].article_id] == whole.article_id
    clean(runtime, replace(pages[0], texts=tuple(report(21, 8))), pages[1])
    assert clusters(runtime)[pages[1].article_id] != whole.article_id
