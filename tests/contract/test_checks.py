"""Each check finds the fault it is for, and only where there is one."""

from __future__ import annotations

import pytest

from pipeline.adapters.sql_files import SqlFiles

# A statement that breaks one promise, and every check that must notice.
FAULTS = {
    "a capture is lost": ("DELETE FROM extract_retries", {"captures_add_up"}),
    "a capture ends twice": (
        (
            "INSERT INTO rejections (capture_id, scheme, reason, rejected_at)"
            " VALUES ('c4', 'test', 'soft_404', '2026-03-02T08:00:00Z')"
        ),
        {"captures_add_up"},
    ),
    "an article has no latest version": (
        "UPDATE article_versions SET is_latest = 0 WHERE article_id = 'a4'",
        {"versions_in_order", "members_have_versions"},
    ),
    "numbers of versions have a gap": (
        "UPDATE article_versions SET version = 3 WHERE article_id = 'a4'",
        {"versions_in_order", "blocks_have_versions"},
    ),
    "a text comes from nowhere": (
        "DELETE FROM article_blocks WHERE capture_id = 'c1'",
        {"texts_have_blocks"},
    ),
    "a block names another version": (
        "UPDATE article_blocks SET version = 2 WHERE capture_id = 'c4' AND position = 1",
        {"blocks_have_versions"},
    ),
    "an article is in no story": (
        "DELETE FROM story_members WHERE article_id = 'a2'",
        {"articles_in_a_story", "stories_count_members"},
    ),
    "a story is gone": (
        "DELETE FROM stories WHERE story_id = 's2'",
        {"articles_in_a_story", "members_have_stories"},
    ),
    "the canonical article is of another story": (
        "UPDATE stories SET canonical_article_id = 'a4' WHERE story_id = 's1'",
        {"canonical_is_member"},
    ),
    "a story has no canonical member": (
        "UPDATE story_members SET relation = 'identical', matched_article_id = 'a2' WHERE article_id = 'a1'",
        {"canonical_is_member"},
    ),
    "a count is wrong": (
        "UPDATE stories SET article_count = 4 WHERE story_id = 's1'",
        {"stories_count_members"},
    ),
    "more voices than articles": (
        "UPDATE stories SET independent_origin_count = 2 WHERE story_id = 's2'",
        {"stories_count_members"},
    ),
    "a story begins too late": (
        "UPDATE stories SET first_at = '2026-03-02T08:00:01Z' WHERE story_id = 's1'",
        {"stories_count_members"},
    ),
    "a fold has no pair": ("DELETE FROM article_pairs WHERE right_id = 'a3'", {"members_have_evidence"}),
    "a fold rests on a pair that does not fold": (
        "UPDATE article_pairs SET relation = 'template' WHERE right_id = 'a3'",
        {"members_have_evidence"},
    ),
    "a fold names no other member": (
        "UPDATE story_members SET matched_article_id = 'a4' WHERE article_id = 'a3'",
        {"members_have_evidence"},
    ),
    "a judgement is broken": (
        (
            "INSERT INTO judgements (left_id, right_id, verdict, judged_by, judged_at)"
            " VALUES ('a2', 'a3', 'different', 'ed', '2026-03-02T08:00:00Z')"
        ),
        {"judgements_are_kept"},
    ),
    "a report from the future": (
        "UPDATE article_versions SET published_at = '2026-03-04T08:00:00Z' WHERE article_id = 'a1'",
        {"dates_before_capture"},
    ),
    "a script for an address": (
        "UPDATE articles SET url = 'javascript:alert(1)' WHERE article_id = 'a1'",
        {"addresses_are_safe"},
    ),
    "a redirect leads nowhere": ("DELETE FROM story_redirects WHERE story_id = 's9'", {"redirects_arrive"}),
    "redirects go round": (
        "UPDATE story_redirects SET into_story_id = 's0' WHERE story_id = 's9'",
        {"redirects_arrive"},
    ),
    "a living story is redirected": (
        (
            "INSERT INTO story_redirects (story_id, into_story_id, redirected_at)"
            " VALUES ('s2', 's1', '2026-03-02T08:00:00Z')"
        ),
        {"redirects_arrive"},
    ),
    "evidence about nobody": (
        (
            "INSERT INTO article_pairs (corpus, left_id, right_id, relation, jaccard, containment, shared_shingles, evidence,"
            " rule_version) VALUES ('draft', 'a1', 'gone', 'distinct', 0, 0, 0, '', 'test')"
        ),
        {"pairs_have_articles"},
    ),
    "a signature stands at another time": (
        "UPDATE article_signatures SET article_at = '2026-03-02T08:00:01Z'",
        {"signatures_keep_time"},
    ),
    "work is left over": (
        "INSERT INTO pending_work (step, subject_id) VALUES ('fold', 'a1')",
        {"nothing_is_pending"},
    ),
}


def offended(warehouse):
    with warehouse.read() as db:
        return {name.removeprefix("checks/"): rows for name in warehouse.checks() if (rows := db.rows(name))}


def spoil(warehouse, statement):
    with warehouse._database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_sound_warehouse_offends_no_check(morning):
    assert offended(morning) == {}


def test_an_empty_warehouse_offends_no_check(warehouse):
    assert offended(warehouse) == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_the_check_for_it(morning, fault):
    statement, checks = FAULTS[fault]
    spoil(morning, statement)
    assert set(offended(morning)) == checks


def test_every_check_has_a_fault_that_shows_it_works():
    known = {check.name for check in SqlFiles("sqlite").checks}
    assert set().union(*(checks for _, checks in FAULTS.values())) == known


def test_a_judged_same_is_evidence_enough(morning):
    spoil(morning, "DELETE FROM article_pairs WHERE right_id = 'a3'")
    spoil(
        morning,
        "INSERT INTO judgements (left_id, right_id, verdict, judged_by, judged_at)"
        " VALUES ('a1', 'a3', 'same', 'ed', '2026-03-02T08:00:00Z')",
    )
    assert offended(morning) == {}


@pytest.mark.parametrize(
    "url", ["data:text/html,x", "/etc/passwd", "ftp://a.example/x", "https://", "JavaScript:x", ""]
)
def test_no_address_but_http_https_and_file_is_safe(morning, url):
    spoil(morning, f"UPDATE captures SET url = '{url}' WHERE capture_id = 'c1'")
    assert set(offended(morning)) == {"addresses_are_safe"}


@pytest.mark.parametrize(
    "url", ["HTTPS://herald.example/", "file:///news/one.html", "file:one.txt", "http://a.example"]
)
def test_addresses_of_pages_and_files_are_safe(morning, url):
    spoil(morning, f"UPDATE captures SET url = '{url}' WHERE capture_id = 'c1'")
    assert offended(morning) == {}
