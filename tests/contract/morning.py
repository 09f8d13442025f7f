"""One made-up morning: an agency's report in three papers, a story of its own, and what failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests import made_rows as made

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
LEAD = "Harbour pilots in Vellmar voted to strike over rosters."
FULL = f"{LEAD}\nThe port expects eleven ships to wait at anchor."
TRAM = "The night tram to Osk returns in May with two new stops."
PROMPT = "Sign up for the Post at Five"
PAPERS = {1: ("herald", 0), 2: ("post", 30), 3: ("gazette", 90), 4: ("post", 120)}
WAITS = 6  # the capture that waits for its parser to be asked again


def minutes(count):
    return EIGHT + timedelta(minutes=count)


def address(number, paper):
    return f"https://{paper}.example/{number}"


def capture(number, paper, *, at=EIGHT):
    """Return a capture that people can name, as c1 or c2."""
    return made.capture(
        address(number, paper),
        paper,
        capture_id=f"c{number}",
        body_sha256=f"body{number}",
        archive_offset=number * 1000,
        fetched_at=at,
        read_scheme="" if number == WAITS else "test",
    )


def article(number, paper, after):
    return made.article(address(number, paper), paper, at=minutes(after), article_id=f"a{number}")


def version(number, title, text, *, agency=None):
    paper, after = PAPERS[number]
    at = minutes(after)
    ids = {"capture_id": f"c{number}", "article_id": f"a{number}", "text_sha256": f"sha{number}"}
    said = {"title": title, "language": "en", "published_at": at, "wire_agency": agency}
    return made.version(address(number, paper), text, at=at, **ids, **said)


def blocks(number, *labelled):
    of = {"capture_id": f"c{number}", "article_id": f"a{number}", "version": 1}
    host = f"{PAPERS[number][0]}.example"
    return [made.block(of, host, at, text, label) for at, (label, text) in enumerate(labelled)]


MORNING = {
    "sources": [made.source(name, added_at=EIGHT) for name in ("herald", "post", "gazette")],
    "captures": [
        *(capture(number, paper, at=minutes(after)) for number, (paper, after) in PAPERS.items()),
        capture(5, "herald"),
        capture(6, "herald"),
        capture(7, "herald", at=EIGHT - timedelta(days=1)),
        capture(8, "herald", at=EIGHT - timedelta(days=1)),
    ],
    "articles": [article(number, paper, after) for number, (paper, after) in PAPERS.items()],
    "article_versions": [
        version(1, "Pilots vote to strike", FULL, agency="northwire"),
        version(2, "Vellmar pilots to strike", FULL, agency="northwire"),
        version(3, "Strike at the port", LEAD),
        version(4, "Night tram returns", TRAM),
    ],
    "article_blocks": [
        *blocks(1, ("body", FULL)),
        *blocks(2, ("body", FULL), ("boilerplate", PROMPT)),
        *blocks(3, ("body", LEAD)),
        *blocks(4, ("body", TRAM), ("boilerplate", PROMPT), ("other_story", "Pilots vote to strike")),
    ],
    "rejections": [
        {"capture_id": f"c{number}", "scheme": "test", "reason": "soft_404", "rejected_at": EIGHT}
        for number in (5, 7, 8)
    ],
    "extract_retries": [{"capture_id": "c6", "attempts": 1, "outcome": "parser_timeout"}],
    "boilerplate_blocks": [
        made.boilerplate("post.example", PROMPT, fingerprint=key, status=status)
        for key, status in ((7, "learned"), (8, "vetoed"))
    ],
    "article_pairs": [
        made.pair("a1", "a2", "identical", 1.0, 1.0),
        made.pair("a1", "a3", "abridged", 0.55, 1.0),
    ],
    "story_members": [
        made.member("a1", "s1"),
        made.member("a2", "s1", "identical", matched_article_id="a1", jaccard=1.0, containment=1.0),
        made.member("a3", "s1", "abridged", matched_article_id="a1", jaccard=0.55, containment=1.0),
        made.member("a4", "s2"),
    ],
    "events": [made.event("e1", at=EIGHT), made.event("e2", at=minutes(120))],
    "event_members": [made.event_member("s1", "e1"), made.event_member("s2", "e2")],
    "stories": [
        made.story(
            "s1",
            "a1",
            at=EIGHT,
            articles=3,
            last_at=minutes(90),
            origin="northwire",
            title="Pilots vote to strike",
        ),
        made.story("s2", "a4", at=minutes(120), title="Night tram returns"),
    ],
    "story_redirects": [
        {"story_id": "s0", "into_story_id": "s9", "redirected_at": EIGHT},
        {"story_id": "s9", "into_story_id": "s1", "redirected_at": EIGHT},
    ],
    "article_signatures": [made.signature("a1", at=EIGHT, signature=b"\x00\x01")],
    "runs": [made.run("r1", step, started_at=EIGHT) for step in ("extract", "fold")],
    "check_results": [{"run_id": "r1", "check_name": "captures_add_up", "offending": 0}],
}
