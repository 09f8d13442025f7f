"""What becomes of a capture when it is read: a page of an article, a rejection with a reason, or a retry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.cleaning.page_rules.prose import word_count
from pipeline.crawling.urls import host_of, url_key, why_unfetchable
from pipeline.errors import Rejected, SourceError, TransientError, broken_record
from pipeline.identifiers import article_id_of
from pipeline.model import BlockKind, Fetched, Page, PageKind, Region
from pipeline.steps.extract.announced import with_announcement
from pipeline.steps.extract.page_labels import draft_of, labels_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from pipeline.ports import Advance, Runtime
    from pipeline.steps.extract.page_labels import Draft

ATTEMPTS = 3
"""A parser that failed this often on a capture will fail again."""

_NOT_ARTICLES = frozenset({PageKind.CONSENT_WALL, PageKind.SOFT_404, PageKind.ERROR_PAGE, PageKind.LISTING})
"""Kinds of page whose text is nobody's report."""

BRIEF_WORDS = 50
"""Two sentences; the shortest of 1,555 labelled articles with a text of their own has 61 words."""

STUB_SENTENCE = 120
"""A paywall stub with no paragraph of so many characters shows nothing of its report."""


class WaitingCapture(NamedTuple):
    """A capture to be read, how often its parser failed so far, and the title and date its source announced."""

    capture_id: str
    source_id: str
    url: str
    url_key: str
    host: str
    fetched_at: datetime
    archive: str
    archive_offset: int
    attempts: int
    source_kind: str
    announced_title: str | None = None
    announced_at: datetime | None = None
    announced_raw: str | None = None


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that was read, what its own rules make of it, and the article it belongs to."""

    capture: WaitingCapture
    page: Page
    draft: Draft
    article_id: str
    url_key: str
    url: str
    host: str


class Rejection(NamedTuple):
    """A capture that is no article, and why."""

    capture: WaitingCapture
    why: Rejected


class Retry(NamedTuple):
    """A capture to be read again, and why it could not be read now."""

    capture: WaitingCapture
    why: TransientError


Outcome: TypeAlias = ReadPage | Rejection | Retry


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the captures of one chunk."""

    pages: Sequence[ReadPage]
    rejections: Sequence[Rejection]
    retries: Sequence[Retry]

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Outcomes:
        """Return these outcomes by their type."""
        known = list(outcomes)
        return cls(
            [each for each in known if isinstance(each, ReadPage)],
            [each for each in known if isinstance(each, Rejection)],
            [each for each in known if isinstance(each, Retry)],
        )

    def __iter__(self) -> Iterator[Outcome]:
        yield from self.pages
        yield from self.rejections
        yield from self.retries

    def __len__(self) -> int:
        return len(self.pages) + len(self.rejections) + len(self.retries)

    @property
    def captures(self) -> list[str]:
        """The ids of the captures."""
        return [each.capture.capture_id for each in self]

    def among(self, captures: Collection[str]) -> Outcomes:
        """Return the outcomes of these captures alone."""
        return Outcomes.of(each for each in self if each.capture.capture_id in captures)


def read_captures(chunk: Sequence[WaitingCapture], runtime: Runtime, advance: Advance) -> Outcomes:
    """Return what the archive and the parser make of these captures; raise nothing that concerns one alone."""
    captures = {capture.capture_id: capture for capture in chunk}
    outcomes: list[Outcome] = []

    def from_archive() -> Iterator[tuple[str, Fetched]]:
        for capture in chunk:
            try:
                fetched = runtime.archive.read(capture.archive, capture.archive_offset)
            except SourceError as error:
                outcomes.append(_failed(capture, TransientError("archive_unreadable", str(error))))
                advance()
            else:
                yield capture.capture_id, replace(fetched, url=capture.url, fetched_at=capture.fetched_at)

    for capture_id, result in runtime.parser.parse_all(from_archive()):
        outcomes.append(outcome_of(captures[capture_id], result))
        advance()
    return Outcomes.of(outcomes)


def outcome_of(capture: WaitingCapture, result: Page | Exception) -> Outcome:
    """Return what a parser's answer makes of the capture; raise what the parser itself raised."""
    if isinstance(result, Page):
        if result.kind in _NOT_ARTICLES or _is_empty_stub(result):
            return Rejection(capture, Rejected(result.kind.value, result.title or ""))
        try:
            return _read(capture, result)
        except Exception as fault:  # noqa: BLE001 - the edge of a page: it is tried again, as one that its parser fails on
            return broken(capture, fault)
    if isinstance(result, Rejected):
        return Rejection(capture, result)
    if isinstance(result, TransientError):
        return _failed(capture, result)
    raise result


def _is_empty_stub(page: Page) -> bool:
    return page.kind is PageKind.PAYWALL_STUB and not any(
        block.region is Region.MAIN
        and block.kind is not BlockKind.HEADING
        and len(block.text) >= STUB_SENTENCE
        for block in page.blocks
    )


def _read(capture: WaitingCapture, page: Page) -> ReadPage | Rejection:
    """Return the page with its labels and its article: a text may name its own, a page goes by where it was found.

    A page of which its rules leave nothing is no article.
    """
    page = with_announcement(page, capture)
    labels = labels_of(page)
    own = [block.text for block, given in zip(page.blocks, labels, strict=True) if given.label in TEXT_LABELS]
    if not own:
        return Rejection(capture, Rejected("only_standing_text", page.title or ""))
    if page.kind is PageKind.ARTICLE and sum(map(word_count, own)) <= BRIEF_WORDS:
        page = replace(page, kind=PageKind.BRIEF)
    key, url, host = capture.url_key, capture.url, capture.host
    if page.own_url and not why_unfetchable(page.own_url):
        key, url, host = url_key(page.own_url), page.own_url, host_of(page.own_url)
    return ReadPage(capture, page, draft_of(page, labels, host), article_id_of(key), key, url, host)


def broken(capture: WaitingCapture, fault: Exception) -> Rejection | Retry:
    """Return what becomes of a capture on which our code failed in a way that nobody foresaw."""
    record = broken_record(fault, str(fault))
    return _failed(capture, TransientError(record.reason, record.detail))


def _failed(capture: WaitingCapture, failure: TransientError) -> Rejection | Retry:
    if capture.attempts + 1 < ATTEMPTS:
        return Retry(capture, failure)
    detail = f"{ATTEMPTS} attempts; {failure.detail}".rstrip("; ")
    return Rejection(capture, Rejected(failure.outcome, detail))
