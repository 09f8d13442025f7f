from __future__ import annotations

import tarfile
import time
import tracemalloc

import pytest

from pipeline.crawling.robots import ALLOW_ALL, MAX_BYTES, MAX_RULES, UNREACHABLE, rules_of, rules_without

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


EVERYBODY = "User-agent: *\n"
RFC_9309 = {
    "2.2.1 names are compared without case": ("User-Agent: NewsFold\nDisallow: /a", "/a", False),
    "2.2.1 a beginning of our name is another": ("User-agent: news\nDisallow: /", "/a", True),
    "2.2.1 a longer name is another": ("User-agent: newsfolder\nDisallow: /", "/a", True),
    "2.2.1 a version is no part of a name": ("User-agent: newsfold/2.0 (+x)\nDisallow: /a", "/a", False),
    "2.2.1 groups of one name are joined": (
        "User-agent: newsfold\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: newsfold\nDisallow: /b",
        "/b",
        False,
    ),
    "2.2.1 a group may have several names": (
        "User-agent: x\nUser-agent: newsfold\nDisallow: /a",
        "/a",
        False,
    ),
    "2.2.1 our own group goes before everybody's": (
        f"{EVERYBODY}Disallow: /\nUser-agent: newsfold\nDisallow: /x",
        "/a",
        True,
    ),
    "2.2.1 everybody's holds where we are not named": (
        f"User-agent: other\nDisallow: /\n{EVERYBODY}Disallow: /b",
        "/b",
        False,
    ),
    "2.2.1 our own group may forbid nothing": (
        f"User-agent: newsfold\nCrawl-delay: 9\n\n{EVERYBODY}Disallow: /a",
        "/a",
        True,
    ),
    "2.2.2 the longest match counts, to allow": (f"{EVERYBODY}Disallow: /a\nAllow: /a/b", "/a/b/c", True),
    "2.2.2 the longest match counts, to forbid": (f"{EVERYBODY}Allow: /a\nDisallow: /a/b", "/a/b/c", False),
    "2.2.2 of equal ones the kinder counts": (f"{EVERYBODY}Disallow: /page\nAllow: /page", "/page", True),
    "2.2.2 paths are compared with case": (f"{EVERYBODY}Disallow: /A", "/a", True),
    "2.2.2 an empty rule forbids nothing": (
        f"User-agent: newsfold\nDisallow:\n{EVERYBODY}Disallow: /",
        "/a",
        True,
    ),
    "2.2.2 escapes are compared without case": (f"{EVERYBODY}Disallow: /a%3Cb", "/a%3cb", False),
    "2.2.2 an escape that was not needed is none": (f"{EVERYBODY}Disallow: /%7Ejoe", "/~joe/x", False),
    "2.2.2 letters match their escapes": (f"{EVERYBODY}Disallow: /märz", "/m%C3%A4rz", False),
    "2.2.2 escapes match their letters": (f"{EVERYBODY}Disallow: /m%C3%A4rz", "/märz", False),
    "2.2.2 an escaped slash parts nothing": (f"{EVERYBODY}Disallow: /a%2Fb", "/a/b", True),
    "2.2.2 a query belongs to the path": (f"{EVERYBODY}Disallow: /s?q=", "/s?q=x", False),
    "2.2.3 a star stands for anything": (f"{EVERYBODY}Disallow: /a/*/c", "/a/b/c/d", False),
    "2.2.3 a dollar is the end": (f"{EVERYBODY}Disallow: /*.pdf$", "/x.pdf", False),
    "2.2.3 beyond the end nothing is meant": (f"{EVERYBODY}Disallow: /*.pdf$", "/x.pdf?y=1", True),
    "2.2.3 a star may open what is closed": (f"{EVERYBODY}Disallow: /\nAllow: /*.html", "/x.html", True),
    "2.2.3 an escaped star is a star": (f"{EVERYBODY}Disallow: /f%2Astar", "/f%2Astar", False),
    "2.2.4 other records end no group": (
        "User-agent: newsfold\nSitemap: https://x/\nUser-agent: y\nDisallow: /a",
        "/a",
        False,
    ),
    "2.2 comments say nothing": ("User-agent: * # all\nDisallow: /a # here", "/a", False),
    "2.2 lines may end in either way": ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
    "2.2 lines may end in the oldest way": ("User-agent: *\rDisallow: /a\r", "/a", False),
    "2.2 spaces may stand around the colon": ("User-agent : *\nDisallow : /a", "/a", False),
    "2.2 a rule before all groups is none": (f"Disallow: /a\n{EVERYBODY}Disallow: /b", "/a", True),
    "2.2 robots.txt itself may be asked for": (f"{EVERYBODY}Disallow: /", "/robots.txt", True),
}


@pytest.mark.parametrize("case", RFC_9309)
def test_rules_are_read_as_the_rfc_says(case):
    text, path, allowed = RFC_9309[case]
    assert rules(text).may_fetch(f"{SITE}{path}") is allowed


@pytest.mark.parametrize("reason", ["body_too_large", "body_damaged", "unknown_encoding", "no_text"])
def test_rules_that_came_and_cannot_be_read_allow_nothing(reason):
    assert rules_without(reason) is UNREACHABLE


@pytest.mark.parametrize("reason", ["http_404", "http_403", "too_many_redirects", "redirect_refused"])
def test_rules_that_cannot_be_found_forbid_nothing(reason):
    assert rules_without(reason) is ALLOW_ALL


def test_no_pattern_takes_long():
    """Stars are the classic way to keep a matcher busy: each doubles the ways to fail."""
    began = time.process_time()
    assert rules(f"{EVERYBODY}Disallow: /{'*a' * 200}*b").may_fetch(f"{SITE}/{'a' * 1_900}")
    assert time.process_time() - began < 1


HALF = MAX_BYTES // 2
POISON = {
    "agents over rules": "".join(f"User-agent: a{n}\n" for n in range(HALF // 15))
    + "Disallow: /a\n" * (HALF // 13),
    "groups": "".join(f"User-agent: newsfold\nUser-agent: b{n}\nDisallow: /{n}\n" for n in range(9_000)),
    "spaces": "User-agent" + " " * HALF + "!\n" + "Disallow" + " " * HALF,
    "stars": "User-agent: *\nDisallow: /" + "*a" * HALF,
    "escapes": "User-agent: *\nDisallow: /" + "%41" * (HALF // 2),
    "patterns": "User-agent: *\n" + "Disallow: /*a*b*c*\n" * (MAX_RULES - 1),
    "lines": "\n" * MAX_BYTES,
    "fields": "disallow" * (MAX_BYTES // 8),
}


@pytest.mark.parametrize("kind", POISON)
def test_no_file_takes_long_or_much(kind):
    """A file as large as one may be, of each kind that some parser takes a product or a square of."""
    url = f"{SITE}/{'abc' * 600}x"
    began = time.process_time()
    tracemalloc.start()
    found = rules(POISON[kind])
    found.may_fetch(url)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - began < 8  # traced, on a busy machine; a tenth of it untraced
    assert peak < 150 * MAX_BYTES


def test_a_file_twice_as_long_takes_twice_as_long():
    def seconds(count: int) -> float:
        text = "".join(f"User-agent: a{n}\n" for n in range(count)) + "Disallow: /a\n" * count
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            rules(text)
            best = min(best, time.process_time() - began)
        return best

    assert seconds(16_000) < 10 * max(seconds(4_000), 0.005)


def test_a_host_with_more_rules_than_can_be_kept_is_asked_for_nothing():
    most = "User-agent: *\n" + "Disallow: /a\n" * MAX_RULES
    assert rules(most).may_fetch(f"{SITE}/b")
    assert rules(f"{most}Disallow: /c") is UNREACHABLE
    assert rules(f"{most}Disallow: /c\n\nUser-agent: newsfold\nAllow: /").may_fetch(f"{SITE}/b")


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
