"""Extract: every capture becomes an article version with its blocks, a rejection with a reason, or a retry.

Captures are read in chunks, oldest first; each chunk is one transaction, so an interrupted run goes on where it
stopped. What a capture says is written as it was read, labelled by the rules of its page; what it means for its article
(address, time, number of the version) is worked out anew from all captures of the article, so the order of arrival
leaves no trace.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipeline.cleaning.blocks import fingerprint
from pipeline.crawling.urls import host_of, url_key, why_unfetchable
from pipeline.errors import NewsfoldError, Rejected, SourceError, TransientError
from pipeline.model import BlockKind, Fetched, Page, PageKind, Region, Report, Request, article_id_of
from pipeline.parsing.pages.history import Edition, History, history_of
from pipeline.steps.extract import page_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pipeline.model import BlockLabel
    from pipeline.ports import Connection, Row, Runtime

SCHEME = f"blocks-2/trafilatura-{version('trafilatura')}"
"""Names what made the blocks; captures read under another scheme are read again."""

CHUNK = 200
"""Captures in one transaction: some 20,000 blocks, a few seconds of work to lose."""
_BROKEN_FROM = 10
"""So many failures and nothing else are no accident of the pages."""

ATTEMPTS = 3
"""A parser that failed this often on a capture will fail again."""

_NOT_ARTICLES = frozenset({PageKind.CONSENT_WALL, PageKind.SOFT_404, PageKind.ERROR_PAGE, PageKind.LISTING})
"""Kinds of page whose text is nobody's report."""

STUB_SENTENCE = 120
"""A paywall stub with no paragraph of so many characters shows nothing of its report."""

_START = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A capture that was read, how its rules label the page, and the article it belongs to."""

    row: Row
    page: Page
    labels: Sequence[BlockLabel]
    article_id: str
    url_key: str
    url: str
    host: str

    @property
    def edition(self) -> Edition:
        row = self.row
        published_at = self.page.published_at
        return Edition(
            row["capture_id"], row["source_id"], self.url, self.host, row["fetched_at"], published_at
        )


@dataclass(slots=True)
class _Outcomes:
    """What became of the captures of one chunk."""

    readings: list[_Reading] = field(default_factory=list)
    rejected: list[tuple[Row, Rejected]] = field(default_factory=list)
    failed: list[tuple[Row, TransientError]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.readings) + len(self.rejected) + len(self.failed)

    def rows(self) -> list[Row]:
        """Return the captures."""
        return [*(each.row for each in self.readings), *(row for row, _ in (*self.rejected, *self.failed))]


def run(request: Request, runtime: Runtime) -> Report:
    """Read every capture that waits; the report's versions, rejections and retries add up to its captures.

    The window of the request bounds what is captured, not what is read: a capture that waits is never left behind.
    """
    del request
    counts: Counter[str] = Counter(dict.fromkeys(("captures", "versions", "rejections", "retries"), 0))
    reasons: Counter[str] = Counter()
    with runtime.warehouse.write() as db:
        db.run("extract/mark_captures_of_other_schemes", scheme=SCHEME)
        total = int(db.rows("extract/count_captures_to_extract")[0]["captures"])
    with runtime.progress.track("extract", total) as advance:
        for chunk in _chunks(runtime):
            outcomes = _read(chunk, runtime, advance)
            _refuse_if_broken(outcomes)
            with runtime.warehouse.write() as db:
                outcomes = _still_waiting(outcomes, db)
                _store(outcomes, db, runtime.clock())
            counts["captures"] += len(outcomes)
            counts["versions"] += len(outcomes.readings)
            counts["rejections"] += len(outcomes.rejected)
            counts["retries"] += len(outcomes.failed)
            reasons.update(refusal.reason for _, refusal in outcomes.rejected)
            reasons.update(failure.outcome for _, failure in outcomes.failed)
    return Report(
        "extract", counts=dict(counts), notes=tuple(f"{n} {name}" for name, n in reasons.most_common(10))
    )


def _chunks(runtime: Runtime) -> Iterator[Sequence[Row]]:
    after: tuple[datetime, str] = (_START, "")
    while True:
        with runtime.warehouse.read() as db:
            chunk = db.rows(
                "extract/list_captures_to_extract", after_at=after[0], after_id=after[1], chunk=CHUNK
            )
        if not chunk:
            return
        yield chunk
        after = (chunk[-1]["fetched_at"], chunk[-1]["capture_id"])


def _read(chunk: Sequence[Row], runtime: Runtime, advance: Any) -> _Outcomes:
    """Return what the archive and the parser make of these captures; raise nothing that concerns one alone."""
    outcomes = _Outcomes()
    captures = {row["capture_id"]: row for row in chunk}

    def waiting() -> Iterator[tuple[str, Fetched]]:
        for row in chunk:
            try:
                fetched = runtime.archive.read(row["archive"], row["archive_offset"])
            except SourceError as error:
                _fail(outcomes, row, TransientError("archive_unreadable", str(error)))
                advance()
            else:
                yield row["capture_id"], replace(fetched, url=row["url"], fetched_at=row["fetched_at"])

    for capture_id, result in runtime.parser.parse_all(waiting()):
        _sort(outcomes, captures[capture_id], result)
        advance()
    return outcomes


def _refuse_if_broken(outcomes: _Outcomes) -> None:
    """Raise NewsfoldError when all pages of a chunk failed alike: the parser is at fault, and no page's count grows.

    Pages that failed before are asked again whatever becomes of them: a few bad ones must not hold up the rest.
    """
    alike = {str(failure) for _, failure in outcomes.failed}
    is_first_time = all(row["attempts"] == 0 for row, _ in outcomes.failed)
    if (
        len(outcomes.failed) >= _BROKEN_FROM
        and len(outcomes.failed) == len(outcomes)
        and len(alike) == 1
        and is_first_time
    ):
        (failure,) = alike
        raise NewsfoldError(f"the parser failed on all {len(outcomes)} pages of a batch: {failure}")


def _sort(outcomes: _Outcomes, row: Row, result: Page | Exception) -> None:
    if isinstance(result, Page):
        if result.kind in _NOT_ARTICLES or _is_empty_stub(result):
            outcomes.rejected.append((row, Rejected(result.kind.value, result.title or "")))
        else:
            outcomes.readings.append(_reading(row, result))
    elif isinstance(result, Rejected):
        outcomes.rejected.append((row, result))
    elif isinstance(result, TransientError):
        _fail(outcomes, row, result)
    else:
        raise result


def _is_empty_stub(page: Page) -> bool:
    return page.kind is PageKind.PAYWALL_STUB and not any(
        block.region is Region.MAIN
        and block.kind is not BlockKind.HEADING
        and len(block.text) >= STUB_SENTENCE
        for block in page.blocks
    )


def _fail(outcomes: _Outcomes, row: Row, failure: TransientError) -> None:
    if row["attempts"] + 1 >= ATTEMPTS:
        detail = f"{ATTEMPTS} attempts; {failure.detail}".rstrip("; ")
        outcomes.rejected.append((row, Rejected(failure.outcome, detail)))
    else:
        outcomes.failed.append((row, failure))


def _still_waiting(outcomes: _Outcomes, db: Connection) -> _Outcomes:
    """Leave out what another run read while this one was parsing: it may have been cleaned since."""
    captures = [row["capture_id"] for row in outcomes.rows()]
    still = db.rows("extract/list_batch_still_to_extract", captures=captures)
    waiting = {row["capture_id"] for row in still}
    return _Outcomes(
        [each for each in outcomes.readings if each.row["capture_id"] in waiting],
        [each for each in outcomes.rejected if each[0]["capture_id"] in waiting],
        [each for each in outcomes.failed if each[0]["capture_id"] in waiting],
    )


def _store(outcomes: _Outcomes, db: Connection, now: datetime) -> None:
    """Write one chunk: what was read, and what that makes of the articles it belongs to."""
    captures = [row["capture_id"] for row in outcomes.rows()]
    touched = {row["article_id"] for row in db.rows("extract/list_articles_of_batch", captures=captures)}
    touched.update(reading.article_id for reading in outcomes.readings)
    db.run("extract/delete_retries_of_batch", captures=captures)
    db.run("extract/delete_rejections_of_batch", captures=captures)
    db.run("extract/delete_blocks_of_batch", captures=captures)
    db.run(
        "extract/delete_versions_of_rejected", rejected=[row["capture_id"] for row, _ in outcomes.rejected]
    )
    db.upsert("rejections", [_rejection(row, refusal, now) for row, refusal in outcomes.rejected])
    db.upsert("extract_retries", [_retry(row, failure) for row, failure in outcomes.failed])
    db.run("extract/mark_batch_read", captures=captures, scheme=SCHEME)
    db.upsert("pending_work", [{"step": "check", "subject_id": capture_id} for capture_id in captures])
    _store_readings(outcomes.readings, touched, db)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in touched])


def _reading(row: Row, page: Page) -> _Reading:
    """Return the page with its labels and its article: a text may name its own, a page goes by where it was found."""
    key, url, host = row["url_key"], row["url"], row["host"]
    if page.own_url and not why_unfetchable(page.own_url):
        key, url, host = url_key(page.own_url), page.own_url, host_of(page.own_url)
    return _Reading(row, page, page_labels.labels_of(page), article_id_of(key), key, url, host)


def _store_readings(readings: Sequence[_Reading], touched: Collection[str], db: Connection) -> None:
    """Write the versions that were read, and what they and the standing ones together make of their articles."""
    articles = {row["article_id"]: row for row in db.rows("extract/list_touched_articles", articles=touched)}
    held = db.rows("extract/list_touched_versions", articles=touched)
    standing = {row["capture_id"]: row for row in held}
    keys = {article_id: row["url_key"] for article_id, row in articles.items()}
    keys.update((reading.article_id, reading.url_key) for reading in readings)
    editions: dict[str, list[Edition]] = defaultdict(list)
    fresh = {reading.row["capture_id"] for reading in readings}
    for capture_id, row in standing.items():
        if capture_id not in fresh:
            editions[row["article_id"]].append(_standing_edition(row))
    for reading in readings:
        editions[reading.article_id].append(reading.edition)
    histories = {article_id: history_of(known) for article_id, known in editions.items()}
    db.upsert(
        "articles", [_article(article_id, keys[article_id], told) for article_id, told in histories.items()]
    )
    moved = [
        article_id for article_id, told in histories.items() if _is_moved(articles.get(article_id), told)
    ]
    db.upsert("pending_work", [{"step": "fold", "subject_id": article_id} for article_id in moved])
    db.upsert("article_versions", [_version(reading, histories[reading.article_id]) for reading in readings])
    _renumber([row for row in standing.values() if row["capture_id"] not in fresh], histories, db)
    db.upsert(
        "article_blocks",
        [block for reading in readings for block in _blocks(reading, histories[reading.article_id])],
    )


def _standing_edition(row: Row) -> Edition:
    names_itself = article_id_of(row["url_key"]) != row["article_id"]
    url = row["canonical_url"] if names_itself and row["canonical_url"] else row["url"]
    host = host_of(url) if names_itself else row["host"]
    return Edition(row["capture_id"], row["source_id"], url, host, row["fetched_at"], row["published_at"])


def _is_moved(article: Row | None, told: History) -> bool:
    """Whether an article we knew now has another time, so that other articles stand in its window."""
    return article is not None and article["article_at"] != told.article_at


def _renumber(standing: Sequence[Row], histories: Mapping[str, History], db: Connection) -> None:
    """Give versions that were not read now the numbers they have since."""
    changed = []
    for row in standing:
        versions = histories[row["article_id"]].versions
        number = versions[row["capture_id"]]
        is_latest = int(number == len(versions))
        if (row["version"], row["is_latest"]) != (number, is_latest):
            changed.append({"capture_id": row["capture_id"], "version": number, "is_latest": is_latest})
    db.run_many("extract/renumber_version", changed)
    db.run_many("extract/renumber_blocks", changed)


def _article(article_id: str, key: str, told: History) -> Row:
    return {
        "article_id": article_id,
        "url": told.url,
        "url_key": key,
        "host": told.host,
        "source_id": told.source_id,
        "first_seen_at": told.first_seen_at,
        "article_at": told.article_at,
    }


def _version(reading: _Reading, told: History) -> Row:
    page, number = reading.page, told.versions[reading.row["capture_id"]]
    return {
        **page_labels.draft_row(page, reading.labels, told.host),
        "capture_id": reading.row["capture_id"],
        "article_id": reading.article_id,
        "version": number,
        "is_latest": int(number == len(told.versions)),
        "scheme": SCHEME,
        "page_kind": page.kind,
        "title": page.title,
        "byline": page.byline,
        "published_at": page.published_at,
        "published_raw": page.published_raw,
        "published_note": page.published_note,
        "language": page.language,
        "site_name": page.site_name,
        "canonical_url": page.own_url or page.canonical_url,
        "captured_at": reading.row["fetched_at"],
    }


def _blocks(reading: _Reading, told: History) -> Iterator[Row]:
    """Yield the blocks of one page; the votes have nothing said yet, so that its rules have the last word."""
    capture_id = reading.row["capture_id"]
    version = told.versions[capture_id]
    for block, labels in zip(
        reading.page.blocks, page_labels.label_rows(reading.page, reading.labels), strict=True
    ):
        yield {
            **labels,
            "capture_id": capture_id,
            "position": block.position,
            "article_id": reading.article_id,
            "version": version,
            "host": told.host,
            "kind": block.kind,
            "region": block.region,
            "link_density": block.link_density,
            "text": block.text,
            "lines": _ranges(block.lines) if block.lines else "",
            "fingerprint": fingerprint(block.text),
            "label": labels["page_label"],
            "rule": labels["page_rule"],
            "other_article_id": None,
        }


def _ranges(lines: Sequence[int]) -> str:
    """Return line numbers as they are kept: "3-5,7"."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _rejection(row: Row, refusal: Rejected, now: datetime) -> Row:
    return {
        "capture_id": row["capture_id"],
        "scheme": SCHEME,
        "reason": refusal.reason,
        "detail": refusal.detail,
        "rejected_at": now,
    }


def _retry(row: Row, failure: TransientError) -> Row:
    return {
        "capture_id": row["capture_id"],
        "attempts": row["attempts"] + 1,
        "outcome": failure.outcome,
        "detail": failure.detail,
    }
