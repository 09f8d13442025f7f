from __future__ import annotations

import tarfile

import pytest

from pipeline.crawling.robots import ALLOW_ALL, MAX_BYTES, UNREACHABLE, rules_of

SITE = "https://desk.example"


def rules(text: str):
    return rules_of(200, text.encode())


def test_the_longest_rule_of_our_own_group_counts():
    ours = rules(
        "User-agent: *\nDisallow: /\n\nUser-agent: newsfold\nDisallow: /a\nAllow: /a/open\nCrawl-delay: 7\n"
    )
    assert ours.may_fetch(f"{SITE}/b")
    assert not ours.may_fetch(f"{SITE}/a/closed")
    assert ours.may_fetch(f"{SITE}/a/open/1")
    assert ours.crawl_delay_seconds == 7


def test_a_byte_order_mark_hides_no_rule():
    assert not rules_of(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /").may_fetch(f"{SITE}/a")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_missing_file_forbids_nothing(status):
    assert rules_of(status) is ALLOW_ALL
    assert ALLOW_ALL.may_fetch(f"{SITE}/a")
    assert ALLOW_ALL.crawl_delay_seconds is None


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_that_cannot_say_allows_nothing(status):
    assert rules_of(status) is UNREACHABLE
    assert not UNREACHABLE.may_fetch(f"{SITE}/a")


def test_what_stands_beyond_the_limit_is_not_read():
    padding = "# a comment\n" * (MAX_BYTES // 12 + 1)
    assert rules(padding + "User-agent: *\nDisallow: /").may_fetch(f"{SITE}/a")


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff" * 99, b"<html>not found</html>", b"User-agent\nDisallow: /", b"Crawl-delay: x"]
)
def test_nonsense_forbids_nothing(body):
    found = rules_of(200, body)
    assert found.may_fetch(f"{SITE}/a")
    assert found.crawl_delay_seconds is None


@pytest.mark.gold
@pytest.mark.slow
def test_no_real_file_is_too_much(gold):
    """Every real robots.txt gives an answer for the home page and a pause that is a number or none."""
    read = 0
    with tarfile.open(gold / "inputs" / "robots_protego.tar.xz") as archive:
        for member in archive:
            if member.isfile() and "test_data" in member.name:
                found = rules_of(200, archive.extractfile(member).read())
                assert found.may_fetch(f"{SITE}/") in {True, False}
                assert found.crawl_delay_seconds is None or found.crawl_delay_seconds >= 0
                read += 1
    assert read > 1_000
