"""Who votes on furniture: one vote a story, and none for a page that holds two."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from tests.integration.test_clean import Held, clean, labels, report, runtime  # noqa: F401 - a fixture

FIRST, SECOND = report(11, 8), report(12, 8)
AGENCY = [
    Held("agency.example", "first", tuple(FIRST)),
    Held("wire.example", "second", tuple(SECOND), hour=1),
]
OWN = Held("herald.example", "second", ("Told here as well, under a line of our own.", *SECOND), hour=2)
BOTH = Held("herald.example", "in-brief", (*FIRST, *SECOND), hour=3)


def units(runtime) -> dict[str, str]:  # noqa: F811
    return dict(runtime.warehouse.ask("SELECT article_id, cluster_id FROM draft_clusters")[1])


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 3, 0, 1)])
def test_a_page_of_two_reports_does_not_make_furniture_of_them(runtime, order):  # noqa: F811
    """Its site prints the second report on a page of its own; both keep every paragraph, whichever came first."""
    pages = [*AGENCY, OWN, BOTH]
    for number in order:
        clean(runtime, pages[number])
    assert BOTH.article_id not in units(runtime)
    assert set(labels(runtime, OWN)) == {"body"}
    assert set(labels(runtime, BOTH)) == {"body"}


def test_it_votes_again_when_one_of_the_two_is_gone(runtime):  # noqa: F811
    clean(runtime, *AGENCY, OWN, BOTH)
    clean(
        runtime,
        Held("wire.example", "second", tuple(report(13, 8)), hour=1),
        Held("herald.example", "second", tuple(report(14, 8)), hour=2),
    )
    assert units(runtime)[BOTH.article_id] == AGENCY[0].article_id


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_report_that_holds_its_own_cut_copies_votes(runtime, order):  # noqa: F811
    """The copies have a paragraph in common, so they are cut from one report."""
    whole = Held("agency.example", "first", tuple(FIRST))
    pages = [
        whole,
        Held("b.example", "cut", tuple(FIRST[:4]), hour=1),
        Held("c.example", "cut", tuple(FIRST[2:6]), hour=2),
    ]
    for number in order:
        clean(runtime, pages[number])
    assert units(runtime)[whole.article_id] == whole.article_id


def test_a_short_copy_amid_the_furniture_of_another_site_votes_with_its_report(runtime):  # noqa: F811
    """Three fifths of the copy's draft is the report; two pages of one site so alike may share furniture alone."""
    whole = Held("agency.example", "first", tuple(FIRST))
    copy = (*FIRST[:5], *report(20, 3))
    pages = [Held("b.example", "copy", copy, hour=1), Held("agency.example", "other", copy, hour=2)]
    clean(runtime, whole, pages[0])
    assert units(runtime)[pages[0].article_id] == whole.article_id
    clean(runtime, replace(pages[0], texts=tuple(report(21, 8))), pages[1])
    assert units(runtime)[pages[1].article_id] != whole.article_id
