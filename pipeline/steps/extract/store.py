"""How what was read is stored: one chunk of captures, and what it makes of the articles it belongs to.

A version and its blocks say what was read. What that means for the article (address, time, the number of each version)
is worked out anew from all captures of the article, so the order of arrival leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from pipeline.crawling.urls import host_of
from pipeline.folding.wire import agency_of_host
from pipeline.identifiers import article_id_of
from pipeline.parsing.pages.history import Edition, History, history_of
from pipeline.steps.extract.page_labels import draft_for, draft_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.ports import Connection, Row
    from pipeline.steps.extract.outcomes import Outcomes, ReadPage, Rejection, Retry

SCHEME = f"blocks-5/trafilatura-{version('trafilatura')}"
"""Names what made the blocks; captures read under another scheme are read again."""


class _Article(NamedTuple):
    article_id: str
    url_key: str
    host: str
    article_at: datetime
    latest_at: datetime | None


class _HeldVersion(NamedTuple):
    """A version that stands in the warehouse: what decides the order of versions, and the number it has."""

    capture_id: str
    article_id: str
    version: int
    is_latest: int
    published_at: datetime | None
    published_precision: str | None
    canonical_url: str | None
    source_id: str
    url: str
    url_key: str
    host: str
    fetched_at: datetime

    @property
    def edition(self) -> Edition:
        names_itself = article_id_of(self.url_key) != self.article_id
        url = self.canonical_url if names_itself and self.canonical_url else self.url
        host = host_of(url) if names_itself else self.host
        return Edition(
            self.capture_id,
            self.source_id,
            url,
            host,
            self.fetched_at,
            self.published_at,
            self.published_precision,
        )


def still_waiting(outcomes: Outcomes, db: Connection) -> Outcomes:
    """Leave out what another run read while this one was parsing: it may have been cleaned since."""
    waiting = db.rows("extract/list_captures_still_to_extract", captures=outcomes.captures)
    return outcomes.among({row["capture_id"] for row in waiting})


def store(outcomes: Outcomes, db: Connection, now: datetime) -> None:
    """Write one chunk: what was read, and what that makes of the articles it belongs to."""
    captures = outcomes.captures
    belonged = db.rows("extract/list_articles_of_captures", captures=captures)
    articles = {row["article_id"] for row in belonged} | {page.article_id for page in outcomes.pages}
    db.run("extract/delete_retries_of_captures", captures=captures)
    db.run("extract/delete_rejections_of_captures", captures=captures)
    db.run("shared/delete_blocks_of_captures", captures=captures)
    db.run("extract/delete_authors_of_captures", captures=captures)
    db.upsert("rejections", [_rejection_row(each, now) for each in outcomes.rejections])
    db.upsert("extract_retries", [_retry_row(each) for each in outcomes.retries])
    db.run("extract/mark_captures_read", captures=captures, scheme=SCHEME)
    rejected = [each.capture.capture_id for each in outcomes.rejections]
    db.run("shared/delete_versions_of_captures", captures=rejected)
    db.upsert("pending_work", [{"step": "check", "subject_id": capture_id} for capture_id in captures])
    _store_pages(outcomes.pages, articles, db)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in articles])


def _store_pages(pages: Sequence[ReadPage], articles: Collection[str], db: Connection) -> None:
    """Write the versions that were read, and what they and the others together make of these articles."""
    known = {
        row["article_id"]: _Article(**row) for row in db.rows("extract/list_articles", articles=articles)
    }
    read = {page.capture.capture_id for page in pages}
    held = [
        _HeldVersion(**row)
        for row in db.rows("extract/list_versions_of_articles", articles=articles)
        if row["capture_id"] not in read
    ]
    histories = _histories(pages, held)
    keys = {article.article_id: article.url_key for article in known.values()}
    keys |= {page.article_id: page.url_key for page in pages}
    db.upsert("articles", [_article_row(each, keys[each], histories[each]) for each in histories])
    moved = [each for each, history in histories.items() if _is_moved(known.get(each), history)]
    db.upsert("pending_work", [{"step": "fold", "subject_id": article_id} for article_id in moved])
    db.upsert("article_versions", [_version_row(page, histories[page.article_id]) for page in pages])
    db.upsert("article_authors", [row for page in pages for row in _author_rows(page)])
    _renumber(held, histories, db)
    db.upsert(
        "article_blocks", [row for page in pages for row in _block_rows(page, histories[page.article_id])]
    )


def _histories(pages: Iterable[ReadPage], held: Iterable[_HeldVersion]) -> dict[str, History]:
    """Return what all captures of each article together make of it."""
    editions: defaultdict[str, list[Edition]] = defaultdict(list)
    for each in held:
        editions[each.article_id].append(each.edition)
    for page in pages:
        editions[page.article_id].append(_edition(page))
    return {article_id: history_of(known) for article_id, known in editions.items()}


def _edition(page: ReadPage) -> Edition:
    capture = page.capture
    return Edition(
        capture.capture_id,
        capture.source_id,
        page.url,
        page.host,
        capture.fetched_at,
        page.page.published_at,
        page.page.published_precision,
    )


def _is_moved(article: _Article | None, history: History) -> bool:
    """Whether an article we knew now has another time, so that other articles stand in its window, or another host."""
    return article is not None and (article.article_at, article.latest_at, article.host) != (
        history.article_at,
        history.latest_at,
        history.host,
    )


def _renumber(held: Iterable[_HeldVersion], histories: Mapping[str, History], db: Connection) -> None:
    """Give versions that were not read now the numbers they have since."""
    changed = []
    for each in held:
        versions = histories[each.article_id].versions
        number = versions[each.capture_id]
        is_latest = int(number == len(versions))
        if (each.version, each.is_latest) != (number, is_latest):
            changed.append({"capture_id": each.capture_id, "version": number, "is_latest": is_latest})
    db.run_many("extract/renumber_version", changed)
    db.run_many("extract/renumber_blocks", changed)


# Rows


def _article_row(article_id: str, key: str, history: History) -> Row:
    return {
        "article_id": article_id,
        "url": history.url,
        "url_key": key,
        "host": history.host,
        "source_id": history.source_id,
        "first_seen_at": history.first_seen_at,
        "article_at": history.article_at,
        "earliest_at": history.earliest_at,
        "latest_at": history.latest_at,
        "host_agency": agency_of_host(history.host),
    }


def _version_row(read: ReadPage, history: History) -> Row:
    page, number = read.page, history.versions[read.capture.capture_id]
    is_own_host = history.host == read.host
    return {
        **draft_row(read.draft.text if is_own_host else draft_for(page, read.draft, history.host)),
        "capture_id": read.capture.capture_id,
        "article_id": read.article_id,
        "version": number,
        "is_latest": int(number == len(history.versions)),
        "scheme": SCHEME,
        "page_kind": page.kind,
        "title": page.title,
        "byline": page.byline,
        "published_at": page.published_at,
        "published_precision": page.published_precision,
        "published_source": page.published_source,
        "published_raw": page.published_raw,
        "published_note": page.published_note,
        "modified_at": page.modified_at,
        "language": page.language,
        "language_source": page.language_source,
        "site_name": page.site_name,
        "canonical_url": page.own_url or page.canonical_url,
        "captured_at": read.capture.fetched_at,
    }


def _author_rows(read: ReadPage) -> Iterator[Row]:
    for position, author in enumerate(read.page.authors):
        yield {
            "capture_id": read.capture.capture_id,
            "position": position,
            "name": author.name,
            "kind": author.kind,
        }


def _block_rows(read: ReadPage, history: History) -> Iterator[Row]:
    """Yield the blocks of one page; no votes are counted yet, so the rules of the page have the last word."""
    capture_id = read.capture.capture_id
    number = history.versions[capture_id]
    given = zip(read.page.blocks, read.draft.labels, read.draft.fingerprints, strict=True)
    for block, label, fingerprint in given:
        yield {
            **label._asdict(),
            "capture_id": capture_id,
            "position": block.position,
            "article_id": read.article_id,
            "version": number,
            "host": history.host,
            "kind": block.kind,
            "region": block.region,
            "link_density": block.link_density,
            "text": block.text,
            "lines": _ranges(block.lines) if block.lines else "",
            "fingerprint": fingerprint,
            "label": label.page_label,
            "rule": label.page_rule,
            "other_article_id": None,
        }


def _ranges(lines: Sequence[int]) -> str:
    """Return line numbers as they are kept: "3-5,7"."""
    ranges: list[list[int]] = []
    for line in sorted(lines):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _rejection_row(rejection: Rejection, now: datetime) -> Row:
    return {
        "capture_id": rejection.capture.capture_id,
        "scheme": SCHEME,
        "reason": rejection.why.reason,
        "detail": rejection.why.detail,
        "rejected_at": now,
    }


def _retry_row(retry: Retry) -> Row:
    return {
        "capture_id": retry.capture.capture_id,
        "attempts": retry.capture.attempts + 1,
        "outcome": retry.why.outcome,
        "detail": retry.why.detail,
    }
