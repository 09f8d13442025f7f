"""A warehouse after one made-up morning: an agency's report in three papers, a story of its own, and what failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
LEAD = "Harbour pilots in Vellmar voted to strike over rosters."
FULL = f"{LEAD}\nThe port expects eleven ships to wait at anchor."
WAITS = 6  # the capture that waits for its parser to be asked again
TRAM = "The night tram to Osk returns in May with two new stops."


def minutes(count):
    return EIGHT + timedelta(minutes=count)


def capture(number, source_id, *, at=EIGHT, body=None):
    host = f"{source_id}.example"
    return {
        "capture_id": f"c{number}",
        "source_id": source_id,
        "url": f"https://{host}/{number}",
        "url_key": f"{host}/{number}",
        "host": host,
        "fetched_at": at,
        "http_status": 200,
        "content_type": "text/html",
        "body_sha256": body or f"body{number}",
        "body_bytes": 1000,
        "archive": "2026-03-02.warc.gz",
        "archive_offset": number * 1000,
        "read_scheme": "" if number == WAITS else "test",
    }


def article(number, source_id, at):
    host = f"{source_id}.example"
    return {
        "article_id": f"a{number}",
        "url": f"https://{host}/{number}",
        "url_key": f"{host}/{number}",
        "host": host,
        "source_id": source_id,
        "first_seen_at": at,
        "article_at": at,
    }


def version(number, title, text, at, *, agency=None):
    return {
        "capture_id": f"c{number}",
        "article_id": f"a{number}",
        "version": 1,
        "is_latest": 1,
        "scheme": "test",
        "page_kind": "article",
        "title": title,
        "published_at": at,
        "language": "en",
        "text": text,
        "text_sha256": f"sha{number}",
        "word_count": len(text.split()),
        "cleaned_scheme": "test",
        "wire_agency": agency,
        "captured_at": at,
    }


def block(number, source_id, position, label, text):
    return {
        "capture_id": f"c{number}",
        "position": position,
        "article_id": f"a{number}",
        "version": 1,
        "host": f"{source_id}.example",
        "kind": "paragraph",
        "region": "main",
        "link_density": 0.0,
        "text": text,
        "fingerprint": hash_of(text),
        "page_label": label,
        "page_rule": "main_text",
        "label": label,
        "rule": "main_text",
    }


def hash_of(text):
    return int.from_bytes(text.encode()[:7], "big")


def member(number, story_id, relation="canonical", matched=None, *, jaccard=None, containment=None):
    return {
        "article_id": f"a{number}",
        "story_id": story_id,
        "relation": relation,
        "matched_article_id": matched,
        "jaccard": jaccard,
        "containment": containment,
        "rule_version": "test",
    }


def pair(left, right, relation, jaccard, containment):
    return {
        "corpus": "clean",
        "left_id": left,
        "right_id": right,
        "relation": relation,
        "jaccard": jaccard,
        "containment": containment,
        "shared_shingles": 20,
        "evidence": "{}",
        "rule_version": "test",
    }


def story(story_id, canonical, count, first, last, *, origin=None, title="", voices=1):
    return {
        "story_id": story_id,
        "canonical_article_id": canonical,
        "canonical_reason": "earliest",
        "title": title,
        "language": "en",
        "article_count": count,
        "host_count": count,
        "independent_origin_count": voices,
        "origin": origin,
        "first_at": first,
        "last_at": last,
    }


PAPERS = {1: ("herald", 0), 2: ("post", 30), 3: ("gazette", 90), 4: ("post", 120)}

MORNING = {
    "sources": [
        {"source_id": name, "kind": "feed", "location": f"https://{name}.example/feed", "added_at": EIGHT}
        for name in ("herald", "post", "gazette")
    ],
    "captures": [
        *(capture(number, paper, at=minutes(after)) for number, (paper, after) in PAPERS.items()),
        capture(5, "herald"),
        capture(6, "herald"),
        capture(7, "herald", at=EIGHT - timedelta(days=1)),
        capture(8, "herald", at=EIGHT - timedelta(days=1)),
    ],
    "articles": [article(number, paper, minutes(after)) for number, (paper, after) in PAPERS.items()],
    "article_versions": [
        version(1, "Pilots vote to strike", FULL, minutes(0), agency="northwire"),
        version(2, "Vellmar pilots to strike", FULL, minutes(30), agency="northwire"),
        version(3, "Strike at the port", LEAD, minutes(90)),
        version(4, "Night tram returns", TRAM, minutes(120)),
    ],
    "article_blocks": [
        block(1, "herald", 0, "body", FULL),
        block(2, "post", 0, "body", FULL),
        block(2, "post", 1, "boilerplate", "Sign up for the Post at Five"),
        block(3, "gazette", 0, "body", LEAD),
        block(4, "post", 0, "body", TRAM),
        block(4, "post", 1, "boilerplate", "Sign up for the Post at Five"),
        block(4, "post", 2, "other_story", "Pilots vote to strike"),
    ],
    "rejections": [
        {"capture_id": f"c{number}", "scheme": "test", "reason": "soft_404", "rejected_at": EIGHT}
        for number in (5, 7, 8)
    ],
    "extract_retries": [{"capture_id": "c6", "attempts": 1, "outcome": "parser_timeout"}],
    "boilerplate_blocks": [
        {
            "host": "post.example",
            "fingerprint": 7,
            "kind": "boilerplate",
            "status": status,
            "rule": "recurring",
            "story_votes": 2,
            "host_votes": 1,
            "sample": "Sign up for the Post at Five",
        }
        | {"fingerprint": key}
        for key, status in ((7, "learned"), (8, "vetoed"))
    ],
    "article_pairs": [pair("a1", "a2", "identical", 1.0, 1.0), pair("a1", "a3", "abridged", 0.55, 1.0)],
    "story_members": [
        member(1, "s1"),
        member(2, "s1", "identical", "a1", jaccard=1.0, containment=1.0),
        member(3, "s1", "abridged", "a1", jaccard=0.55, containment=1.0),
        member(4, "s2"),
    ],
    "stories": [
        story("s1", "a1", 3, minutes(0), minutes(90), origin="northwire", title="Pilots vote to strike"),
        story("s2", "a4", 1, minutes(120), minutes(120), title="Night tram returns"),
    ],
    "story_redirects": [
        {"story_id": "s0", "into_story_id": "s9", "redirected_at": EIGHT},
        {"story_id": "s9", "into_story_id": "s1", "redirected_at": EIGHT},
    ],
    "article_signatures": [
        {
            "corpus": "clean",
            "article_id": "a1",
            "scheme": "test",
            "shingle_count": 20,
            "signature": b"\x00\x01",
            "samples": b"",
            "article_at": EIGHT,
            "article_key": 1,
            "at_key": 1_772_438_400,
            "day_key": 20_514,
            "content_key": 1,
            "is_representative": 1,
        }
    ],
    "runs": [
        {
            "run_id": "r1",
            "step": step,
            "sources": "",
            "started_at": EIGHT,
            "seconds": 1.5,
            "report": '{"counts": {}, "notes": []}',
        }
        for step in ("extract", "fold")
    ],
    "check_results": [{"run_id": "r1", "check_name": "captures_add_up", "offending": 0}],
}


@pytest.fixture
def morning(warehouse):
    """Give a warehouse that holds one made-up morning, on each database in turn."""
    with warehouse.write() as db:
        for table, rows in MORNING.items():
            assert db.upsert(table, rows) == len(rows)
    return warehouse
