"""The extract step on a real warehouse: every capture ends somewhere, and order leaves no trace."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from pipeline.crawling.urls import host_of, url_key
from pipeline.errors import NewsfoldError, Rejected, SourceError, TransientError
from pipeline.identifiers import capture_id_of
from pipeline.model import Block, BlockKind, Fetched, Page, PageKind, Region, Request
from pipeline.steps.extract import outcomes, page_labels, store
from pipeline.steps.extract import step as extract

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
URL = "https://www.marrowick.example/ferry"


class FakeArchive:
    """Keeps captures in memory; a place without one is damaged."""

    def __init__(self):
        self.records = {}

    def read(self, archive, offset):
        try:
            return self.records[archive, offset]
        except KeyError:
            raise SourceError(f"{archive} is damaged at {offset}") from None


class FakeParser:
    """Answers what the body of a capture orders."""

    def __init__(self):
        self.asked = []
        self.pages = {}

    def parse_all(self, captures):
        for capture_id, fetched in captures:
            self.asked.append(capture_id)
            yield capture_id, self.pages.get(fetched.body, None) or page(fetched.body.decode())


class FakeProgress:
    """Counts how far work has come."""

    def __init__(self):
        self.total, self.done = None, 0

    @contextmanager
    def track(self, label, total=None):
        self.total = total

        def advance(steps=1):
            self.done += steps

        yield advance


def page(title, said=None, **fields):
    """Return a page of this headline and one paragraph."""
    blocks = (
        Block(0, BlockKind.LIST_ITEM, "News | Sport", Region.NAV, 1.0),
        Block(1, BlockKind.PARAGRAPH, said or f"{title} So it says.", Region.MAIN, 0.0, (3, 4, 5, 7)),
    )
    return Page(**{"kind": PageKind.ARTICLE, "blocks": blocks, "title": title, **fields})


STORY_TEXT = tuple(
    f"The ferry to the outer islands waits for its {part}, and nobody at the harbour office can say until when."
    for part in ("captain", "engine", "papers")
)


def article(last_line, **fields):
    """Return a page of three paragraphs and one line more."""
    blocks = [Block(at, BlockKind.PARAGRAPH, text) for at, text in enumerate((*STORY_TEXT, last_line))]
    return Page(**{"kind": PageKind.ARTICLE, "blocks": tuple(blocks), **fields})


@pytest.fixture
def runtime(warehouse):
    with warehouse.write() as db:
        db.upsert("sources", [{"source_id": "s", "kind": "warc", "location": "x", "added_at": NOON}])
    return SimpleNamespace(
        warehouse=warehouse,
        archive=FakeArchive(),
        parser=FakeParser(),
        progress=FakeProgress(),
        clock=lambda: NOON,
    )


def capture(runtime, body, *, url=URL, hours=0, missing=False):
    """Store a capture as the fetch step does and return its id."""
    fetched = Fetched(url, NOON + timedelta(hours=hours), 200, {}, body.encode())
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    key = url_key(url) if url.startswith("http") else url
    row = {
        "capture_id": capture_id_of(key, sha256),
        "source_id": "s",
        "url": url,
        "url_key": key,
        "host": host_of(url),
        "fetched_at": fetched.fetched_at,
        "http_status": 200,
        "content_type": "",
        "body_sha256": sha256,
        "body_bytes": len(body),
        "archive": "a.warc.gz",
        "archive_offset": len(runtime.archive.records) + (1_000 if missing else 0),
        "read_scheme": "",
    }
    if not missing:
        runtime.archive.records[row["archive"], row["archive_offset"]] = fetched
    with runtime.warehouse.write() as db:
        db.upsert("captures", [row])
    return row["capture_id"]


def run(runtime):
    return dict(extract.run(Request("r"), runtime).counts)


def rows(runtime, statement):
    return runtime.warehouse.ask(statement)[1]


TABLES = {
    "articles": "article_id, url, url_key, host, source_id, first_seen_at, article_at",
    "article_versions": "capture_id, article_id, version, is_latest, page_kind, title, published_at, captured_at",
    "article_blocks": "capture_id, position, article_id, version, host, text, lines, fingerprint, label, rule",
    "rejections": "capture_id, reason, detail",
    "extract_retries": "capture_id, attempts, outcome",
    "pending_work": "step, subject_id",
}


def everything(runtime):
    return {name: sorted(rows(runtime, f"SELECT {columns} FROM {name}")) for name, columns in TABLES.items()}


def test_a_capture_becomes_a_version_with_its_blocks(runtime):
    capture_id = capture(runtime, "The ferry waits.")
    assert run(runtime) == {"captures": 1, "versions": 1, "rejections": 0, "retries": 0}
    assert rows(runtime, "SELECT url, host, first_seen_at, article_at FROM articles") == [
        (URL, "www.marrowick.example", NOON, NOON)
    ]
    assert rows(runtime, "SELECT capture_id, version, is_latest, title FROM article_versions") == [
        (capture_id, 1, 1, "The ferry waits.")
    ]
    shown = "SELECT position, region, lines, label, page_label, rule FROM article_blocks ORDER BY position"
    assert rows(runtime, shown) == [
        (0, "nav", "", "boilerplate", "boilerplate", "extractor"),
        (1, "main", "3-5,7", "body", "body", "text"),
    ]
    assert [
        step for step, _ in rows(runtime, "SELECT step, subject_id FROM pending_work WHERE step <> 'check'")
    ] == ["clean"]


def test_a_page_comes_with_its_draft_labelled_by_its_own_rules(runtime):
    runtime.parser.pages = {b"page": article("Sign up for our newsletter", kind=PageKind.LIVE_BLOG)}
    capture(runtime, "page")
    run(runtime)
    assert rows(runtime, "SELECT text, draft_text, page_scheme, cleaned_scheme FROM article_versions") == [
        ("\n\n".join(STORY_TEXT), None, page_labels.SCHEME, None)
    ]
    shown = "SELECT page_label, label, page_rule, in_body_span FROM article_blocks ORDER BY position"
    assert rows(runtime, shown) == [("body", "body", "text", 1)] * 3 + [
        ("boilerplate", "boilerplate", "newsletter", -1)
    ]


@pytest.mark.parametrize("named", ["own_url", "canonical_url"])
def test_a_draft_made_again_is_the_draft_made_when_the_page_was_read(runtime, named):
    """What the rules look at is stored, the page's own address included."""
    runtime.parser.pages = {b"page": article(f"Source: {URL}", byline="By Orla Dahl", **{named: URL})}
    capture(runtime, "page")
    run(runtime)
    columns = "position, page_label, page_rule, prefix_fingerprint"
    before = rows(runtime, f"SELECT {columns} FROM article_blocks ORDER BY position")
    assert before[-1][2] == "own_address"
    ((article_id, text),) = rows(runtime, "SELECT article_id, text FROM article_versions")
    with runtime.warehouse.write() as db:
        db.run("maintenance/mark_drafts_to_make_again", start_at=NOON, end_at=NOON + timedelta(days=1))
        page_labels.redraft(db, [article_id])
    assert rows(runtime, f"SELECT {columns} FROM article_blocks ORDER BY position") == before
    assert rows(runtime, "SELECT draft_text, page_scheme FROM article_versions") == [
        (text, page_labels.SCHEME)
    ]


def test_a_page_read_again_leaves_the_same_rows(runtime):
    runtime.parser.pages = {b"page": article("Sign up for our newsletter")}
    capture(runtime, "page")
    run(runtime)
    tables = ("article_versions", "article_blocks", "pending_work")
    before = [rows(runtime, f"SELECT * FROM {table}") for table in tables]
    with runtime.warehouse.write() as db:
        db.run("maintenance/mark_versions_to_read_again", start_at=NOON, end_at=NOON + timedelta(days=1))
    assert run(runtime)["versions"] == 1
    assert [rows(runtime, f"SELECT * FROM {table}") for table in tables] == before


def test_every_capture_is_counted_once(runtime, monkeypatch):
    monkeypatch.setattr(extract, "CHUNK", 3)
    for number in range(7):
        capture(runtime, f"report {number}", url=f"{URL}/{number}")
    capture(runtime, "wall", url=f"{URL}/w")
    capture(runtime, "none", url=f"{URL}/n")
    capture(runtime, "busy", url=f"{URL}/b")
    capture(runtime, "gone", url=f"{URL}/g", missing=True)
    runtime.parser.pages = {
        b"wall": page("x", kind=PageKind.CONSENT_WALL),
        b"none": Rejected("no_text", "nothing"),
        b"busy": TransientError("parser_died"),
    }
    assert run(runtime) == {"captures": 11, "versions": 7, "rejections": 2, "retries": 2}
    assert (runtime.progress.total, runtime.progress.done) == (11, 11)
    assert sorted(rows(runtime, "SELECT reason FROM rejections")) == [("consent_wall",), ("no_text",)]
    assert sorted(rows(runtime, "SELECT outcome FROM extract_retries")) == [
        ("archive_unreadable",),
        ("parser_died",),
    ]


def test_a_second_run_reads_and_changes_nothing(runtime):
    capture(runtime, "The ferry waits.")
    runtime.parser.pages = {b"none": Rejected("no_text")}
    capture(runtime, "none", url=f"{URL}/n")
    run(runtime)
    before, asked = everything(runtime), len(runtime.parser.asked)
    assert run(runtime) == {"captures": 0, "versions": 0, "rejections": 0, "retries": 0}
    assert everything(runtime) == before
    assert len(runtime.parser.asked) == asked


def test_a_parser_that_keeps_failing_ends_in_a_rejection(runtime):
    capture(runtime, "busy")
    runtime.parser.pages = {b"busy": TransientError("parser_died", "no answer")}
    for attempt in range(1, outcomes.ATTEMPTS):
        assert run(runtime)["retries"] == 1
        assert rows(runtime, "SELECT attempts FROM extract_retries") == [(attempt,)]
    assert run(runtime)["rejections"] == 1
    assert rows(runtime, "SELECT reason, detail FROM rejections") == [
        ("parser_died", "3 attempts; no answer")
    ]
    assert rows(runtime, "SELECT attempts FROM extract_retries") == []


def test_a_retry_that_succeeds_leaves_no_trace_of_its_failures(runtime):
    capture(runtime, "busy")
    runtime.parser.pages = {b"busy": TransientError("parser_died")}
    run(runtime)
    runtime.parser.pages = {}
    assert run(runtime)["versions"] == 1
    assert rows(runtime, "SELECT attempts FROM extract_retries") == []


STORY = [
    ("first words", URL, 0, None),
    ("second words", URL.replace("www.", "m."), 2, NOON - timedelta(hours=3)),
    ("third words", URL + "?utm_source=x", 1, NOON + timedelta(hours=1)),
    ("another report", URL + "/2", 1, None),
]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
@pytest.mark.parametrize("batch", [1, 4])
def test_the_order_of_arrival_leaves_no_trace(runtime, order, batch):
    for start in range(0, len(STORY), batch):
        for number in order[start : start + batch]:
            text, url, hours, published_at = STORY[number]
            runtime.parser.pages[text.encode()] = page(text, published_at=published_at)
            capture(runtime, text, url=url, hours=hours)
        run(runtime)
    titles = "SELECT title, version, is_latest FROM article_versions ORDER BY title"
    assert rows(runtime, titles) == [
        ("another report", 1, 1),
        ("first words", 1, 0),
        ("second words", 3, 1),
        ("third words", 2, 0),
    ]
    seen = "SELECT url, first_seen_at, article_at FROM articles ORDER BY url"
    hour = timedelta(hours=1)
    assert rows(runtime, seen) == [(URL, NOON, NOON + hour), (URL + "/2", NOON + hour, NOON + hour)]
    assert rows(
        runtime,
        "SELECT COUNT(*) FROM article_blocks b JOIN article_versions v ON b.capture_id = v.capture_id"
        " AND b.version = v.version",
    ) == [(8,)]


def test_an_article_whose_time_changes_is_folded_again(runtime):
    capture(runtime, "late words", hours=5)
    run(runtime)
    capture(runtime, "early words", hours=1)
    run(runtime)
    assert sorted(
        step for step, _ in rows(runtime, "SELECT step, subject_id FROM pending_work WHERE step <> 'check'")
    ) == [
        "clean",
        "fold",
    ]


def test_a_capture_that_proves_to_be_older_is_read_again(runtime):
    """The same bytes seen earlier, in a source loaded later, move the time of the capture."""
    capture(runtime, "The ferry waits.", hours=5)
    run(runtime)
    capture(runtime, "The ferry waits.", hours=1)
    assert run(runtime)["captures"] == 1
    assert rows(runtime, "SELECT first_seen_at FROM articles") == [(NOON + timedelta(hours=1),)]
    assert rows(runtime, "SELECT captured_at FROM article_versions") == [(NOON + timedelta(hours=1),)]


def test_a_text_goes_by_the_address_it_names(runtime):
    runtime.parser.pages = {b"text": page("text", own_url="https://www.marrowick.example/own?utm_source=x")}
    capture(runtime, "text", url="file:///folder/one.txt")
    capture(runtime, "words of the same page", url="https://marrowick.example/own", hours=1)
    run(runtime)
    assert rows(runtime, "SELECT url, host FROM articles") == [
        ("https://www.marrowick.example/own?utm_source=x", "www.marrowick.example")
    ]
    assert rows(runtime, "SELECT version, title FROM article_versions ORDER BY version") == [
        (1, "text"),
        (2, "words of the same page"),
    ]


def test_a_new_scheme_reads_everything_again(runtime, monkeypatch):
    capture(runtime, "The ferry waits.")
    capture(runtime, "none", url=f"{URL}/n")
    runtime.parser.pages = {b"none": Rejected("no_text")}
    run(runtime)
    monkeypatch.setattr(store, "SCHEME", "blocks-2")
    runtime.parser.pages = {b"The ferry waits.": Rejected("soft_404")}
    assert run(runtime) == {"captures": 2, "versions": 1, "rejections": 1, "retries": 0}
    assert rows(runtime, "SELECT title, scheme FROM article_versions") == [("none", "blocks-2")]
    assert rows(runtime, "SELECT reason, scheme FROM rejections") == [("soft_404", "blocks-2")]
    assert len({capture_id for (capture_id,) in rows(runtime, "SELECT capture_id FROM article_blocks")}) == 1


def test_an_interrupt_loses_at_most_the_chunk_under_way(runtime, monkeypatch):
    monkeypatch.setattr(extract, "CHUNK", 2)
    for number in range(5):
        capture(runtime, f"report {number}", url=f"{URL}/{number}", hours=number)

    class Interrupted(FakeParser):
        def parse_all(self, captures):
            for number, answer in enumerate(super().parse_all(captures)):
                if len(self.asked) == 4 and number:
                    raise KeyboardInterrupt
                yield answer

    whole, runtime.parser = runtime.parser, Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run(runtime)
    assert rows(runtime, "SELECT COUNT(*) FROM article_versions") == [(2,)]
    runtime.parser = whole
    assert run(runtime)["versions"] == 3


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (PageKind.SOFT_404, "x" * 500, "soft_404"),
        (PageKind.ERROR_PAGE, "x" * 500, "error_page"),
        (PageKind.LISTING, "x" * 500, "listing"),
        (PageKind.PAYWALL_STUB, "x" * (outcomes.STUB_SENTENCE - 1), "paywall_stub"),
        (PageKind.PAYWALL_STUB, "x" * outcomes.STUB_SENTENCE, None),
        (PageKind.LIVE_BLOG, "x", None),
        (PageKind.GALLERY, "x", None),
    ],
)
def test_kinds_of_page_that_report_nothing_are_rejected_under_their_name(runtime, kind, text, reason):
    runtime.parser.pages = {b"order": page("Harbour", text, kind=kind)}
    capture(runtime, "order")
    run(runtime)
    assert rows(runtime, "SELECT reason FROM rejections") == ([(reason,)] if reason else [])


def test_a_fault_of_ours_is_no_fault_of_the_page(runtime):
    runtime.parser.pages = {b"order": ZeroDivisionError("ours")}
    capture(runtime, "order")
    with pytest.raises(ZeroDivisionError):
        run(runtime)


def test_a_parser_that_fails_on_every_page_is_at_fault_and_no_page_is_counted_against(runtime):
    for number in range(10):
        capture(runtime, f"page {number}", url=f"{URL}-{number}")
        runtime.parser.pages[f"page {number}".encode()] = TransientError(
            "parser_failed", "no module named lxml"
        )
    with pytest.raises(NewsfoldError, match=r"all 10 pages .* no module named lxml"):
        extract.run(Request("r"), runtime)
    with runtime.warehouse.read() as db:
        assert db.rows("extract/count_captures_to_extract")[0]["captures"] == 10
    runtime.parser.pages.clear()
    assert extract.run(Request("r"), runtime).counts["versions"] == 10


@pytest.mark.parametrize("where", ["labelled", "stored"])
def test_a_page_that_breaks_our_code_costs_itself_and_no_other(runtime, monkeypatch, where):
    """The rules of a page fail on it, or no column can hold what was read."""
    ids = {body: capture(runtime, body, url=f"{URL}/{body}") for body in ("a", "b", "c", "d", "e")}
    broken = Block(1 << 70, BlockKind.PARAGRAPH, "See? No.", Region.MAIN, 0.0)
    runtime.parser.pages = {b"c": Page(kind=PageKind.ARTICLE, blocks=(broken,), title="c")}
    if where == "labelled":
        inner = outcomes.labels_of
        monkeypatch.setattr(
            outcomes, "labels_of", lambda each: [].pop() if each.title == "c" else inner(each)
        )
    assert run(runtime) == {"captures": 5, "versions": 4, "rejections": 0, "retries": 1}
    ((capture_id, outcome, detail),) = rows(
        runtime, "SELECT capture_id, outcome, detail FROM extract_retries"
    )
    assert (capture_id, outcome) == (ids["c"], "broken_record")
    assert "Error: " in detail
    run(runtime)
    assert run(runtime)["rejections"] == 1
    assert rows(runtime, "SELECT reason FROM rejections") == [("broken_record",)]
    assert len(rows(runtime, "SELECT capture_id FROM article_versions")) == 4


def test_code_that_fails_on_every_page_ends_the_run(runtime, monkeypatch):
    for number in range(extract.BROKEN_FROM):
        capture(runtime, str(number), url=f"{URL}/{number}")
    monkeypatch.setattr(outcomes, "labels_of", lambda _page: [].pop())
    with pytest.raises(NewsfoldError, match="broken_record"):
        run(runtime)
