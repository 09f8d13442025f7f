"""Whatever people say of whatever stories, every check passes and every membership has its evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Verdict
from pipeline.review.judge import judge, unjudge
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept, edited, ids, report
from tests.integration.test_any_order import bench_from

CHECKS = (
    "articles_in_a_story",
    "canonical_is_member",
    "judgements_are_kept",
    "members_have_evidence",
    "members_have_stories",
    "redirects_arrive",
    "stories_count_members",
)
ARTICLES = [
    Kept(
        f"{story}{copy}",
        edited(report(story, 90 + 20 * copy), copy) if copy else report(story, 110),
        FIRST_DAY + timedelta(hours=3 * story + copy),
        f"{'abc'[copy]}.example",
    )
    for story in range(6)
    for copy in range(1 + story % 3)
]
SAID = st.tuples(
    st.sampled_from(ARTICLES), st.sampled_from(ARTICLES), st.sampled_from([Verdict.SAME, *Verdict])
).filter(lambda each: each[0] is not each[1])


def offending(bench: Bench) -> dict[str, list]:
    with bench.warehouse.read() as db:
        found = {name: db.rows(f"checks/{name}") for name in CHECKS}
    return {name: rows for name, rows in found.items() if rows}


@pytest.fixture
def bench(warehouse):
    made = Bench(warehouse)
    made.night(*ARTICLES)
    return made


def test_two_sames_that_share_an_article_which_is_not_canonical_leave_evidence_for_each(bench):
    """The one in the middle is the shortest, and stands for nothing."""
    whole, middle, other = (Kept(f"x{size}", report(50 + size, size), FIRST_DAY) for size in (300, 60, 150))
    bench.night(whole, middle, other)
    for left, right in ((whole, middle), (middle, other)):
        judge(bench, ids([left, right]), Verdict.SAME, by="ed")
    assert offending(bench) == {}
    matched = dict(bench.table("SELECT article_id, matched_article_id FROM story_members"))
    assert matched[whole.article_id] is None
    assert (matched[middle.article_id], matched[other.article_id]) == (whole.article_id, middle.article_id)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    said=st.lists(SAID, max_size=14),
    taken_back=st.sets(st.integers(0, 13), max_size=4),
    night_after=st.integers(0, 14),
)
def test_random_graphs_of_judgements_keep_every_promise(sqlite_template, said, taken_back, night_after):
    with bench_from(sqlite_template) as made:
        made.night(*ARTICLES[:7])
        later = ARTICLES[7:]
        for number, (left, right, verdict) in enumerate(said):
            if number == night_after:
                made.night(*later)
                later = []
            if later and not {left.name, right.name}.isdisjoint(each.name for each in later):
                continue
            judge(made, ids([left, right]), verdict, by="ed")
            assert offending(made) == {}
            if number in taken_back:
                unjudge(made, ids([left, right]))
                assert offending(made) == {}
        made.night(*later)
        assert offending(made) == {}
