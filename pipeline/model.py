"""The records that travel between the parts of newsfold, under the names of the glossary.

All are frozen: a record says what was true when it was made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class SourceKind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    URL_LIST = "url_list"
    WARC = "warc"
    FOLDER = "folder"


class PageKind(StrEnum):
    """What a page is. BRIEF is an article whose own text is a sentence or two, VIDEO one of a video with as much."""

    ARTICLE = "article"
    BRIEF = "brief"
    VIDEO = "video"
    LIVE_BLOG = "live_blog"
    LISTING = "listing"
    GALLERY = "gallery"
    CONSENT_WALL = "consent_wall"
    PAYWALL_STUB = "paywall_stub"
    SOFT_404 = "soft_404"
    ERROR_PAGE = "error_page"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"


class Region(StrEnum):
    """Where on the page a block stands. MAIN is what the extractor took for the article's own text.

    OUTSIDE_MAIN is what it took although the page itself names it something else: comments, related stories, a sidebar.
    AFTER_MAIN is what it took from after the main element, the one that holds nearly all of the text.
    """

    MAIN = "main"
    OUTSIDE_MAIN = "outside_main"
    AFTER_MAIN = "after_main"
    ARTICLE = "article"
    HEADER = "header"
    NAV = "nav"
    ASIDE = "aside"
    FOOTER = "footer"
    OTHER = "other"


TAKEN = frozenset({Region.MAIN, Region.OUTSIDE_MAIN, Region.AFTER_MAIN})
"""The regions of blocks that the extractor took, whatever the page's elements say."""

FRAME = frozenset({Region.NAV, Region.ASIDE, Region.FOOTER})
"""The regions around the article: what stands in one of them is no part of it, whatever element it stands in there."""

PROSE_WORDS = 12
"""A block of so many words that ends like a sentence is a paragraph: headlines are as long, but end otherwise."""


class Label(StrEnum):
    HEADLINE = "headline"
    METADATA = "metadata"
    BODY = "body"
    BACKGROUND = "background"
    BOILERPLATE = "boilerplate"
    OTHER_STORY = "other_story"


class Relation(StrEnum):
    IDENTICAL = "identical"
    NEAR_DUPLICATE = "near_duplicate"
    ABRIDGED = "abridged"
    PARTIAL = "partial"
    REVISION = "revision"
    TEMPLATE = "template"
    DISTINCT = "distinct"

    @property
    def folds(self) -> bool:
        """Whether two articles so related belong to one story."""
        return self in _FOLDING


_FOLDING = frozenset({Relation.IDENTICAL, Relation.NEAR_DUPLICATE, Relation.ABRIDGED, Relation.REVISION})


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"


class BoilerplateStatus(StrEnum):
    LEARNED = "learned"
    CONFIRMED = "confirmed"
    VETOED = "vetoed"


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open span of time, `[start, end)`, in UTC. `None` leaves that side open."""

    start: datetime | None = None
    end: datetime | None = None

    def __contains__(self, moment: datetime) -> bool:
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """How a source wishes to be asked. `headers` go to its own host alone, `proxy` is an http address."""

    user_agent: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where news comes from. `location` is an address, a file or a folder; a higher `authority` is trusted more.

    `time_zone` is an IANA name, in which times without a zone are read; `publisher` names the house it belongs to;
    `columns` say under which name a file of extracted articles keeps what.
    """

    source_id: str
    kind: SourceKind
    location: str
    language: str | None = None
    authority: int = 0
    time_zone: str | None = None
    is_agency: bool = False
    publisher: str | None = None
    requests: RequestOptions = field(default_factory=RequestOptions)
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item a source announced. The GUID is a hint only: feeds reuse, double and change them."""

    source_id: str
    url: str
    url_key: str
    title: str | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    guid: str | None = None
    outlet: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to one request, before it is stored: unchanged body bytes, decoded only from transfer codings.

    `has_moved` says that every redirect on the way to `url` was for good, `seconds` how long the last request took; neither
    is kept, and equal answers may have taken different times.
    """

    url: str
    fetched_at: datetime
    http_status: int
    headers: Mapping[str, str]
    body: bytes
    has_moved: bool = False
    seconds: float = field(default=0.0, compare=False)

    @property
    def content_type(self) -> str:
        """The Content-Type header, or an empty string."""
        return next((value for name, value in self.headers.items() if name.lower() == "content-type"), "")


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a source that is read by itself: a file, or the pages of a folder from the `first` to the `last`.

    `path` is an address, a file or the folder; `folder` is the one the source lies in, out of which no link leads; `stamp`
    changes with what the part holds, as far as that is seen without reading it.
    """

    path: str
    folder: str | None = None
    first: str | None = None
    last: str | None = None
    stamp: str = ""


class PackedRecord(NamedTuple):
    """The record of a capture as an archive keeps it, one gzip member, where it was made before."""

    member: bytes


@dataclass(frozen=True, slots=True)
class Validators:
    """What an answer was marked with, to ask later whether it changed (RFC 9110, 13)."""

    etag: str | None = None
    last_modified: str | None = None


class ArchiveLocation(NamedTuple):
    """Where the bytes of a capture lie: a WARC file below the home folder, and the offset of their record in it."""

    archive: str
    offset: int


@dataclass(frozen=True, slots=True)
class Capture:
    """The unchanged bytes of one fetch; they lie in `archive` (a WARC below the home folder) at `archive_offset`."""

    capture_id: str
    source_id: str
    url: str
    url_key: str
    host: str
    fetched_at: datetime
    http_status: int
    content_type: str
    body_sha256: str
    body_bytes: int
    archive: str
    archive_offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item of a page, in reading order, before anything is thrown away.

    `link_density` is the share of its characters inside links, 0 to 1. `lines` holds the 1-based source lines of a
    plain-text block and is empty for HTML.
    """

    position: int
    kind: BlockKind
    text: str
    region: Region = Region.MAIN
    link_density: float = 0.0
    lines: tuple[int, ...] = ()


class AuthorKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Author:
    """One who wrote an article: a person, or an agency, newsroom or paper."""

    name: str
    kind: AuthorKind


@dataclass(frozen=True, slots=True)
class Page:
    """What a parser read out of one capture: metadata and every block that could be text.

    `published_at` is None when the page gives no believable date; `published_raw` keeps what stood there and
    `published_note` says why it was not believed; `published_source` where it stands, `published_precision` how exactly.
    `language_source` says whether the language is declared or detected. `own_url` is the address a text names as its
    own.
    """

    kind: PageKind
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    published_at: datetime | None = None
    published_precision: str | None = None
    published_source: str | None = None
    published_raw: str | None = None
    published_note: str | None = None
    modified_at: datetime | None = None
    language: str | None = None
    language_source: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    own_url: str | None = None


@dataclass(frozen=True, slots=True)
class BlockLabel:
    """The label of the block at `position`, and the rule that gave it."""

    position: int
    label: Label
    rule: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who first wrote a text. `agency` is a key of the agency table; `confidence` runs from 0 to 1."""

    agency: str | None
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words two texts share: the text as the left one has it, and character offsets into each."""

    text: str
    left_start: int
    left_end: int
    right_start: int
    right_end: int
    words: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a pair has its relation: shared passages, longest first, and the words each side has alone.

    Of the `own_words` of the shorter text, without boilerplate and background, the other has `own_shared`; none where
    what both share says nothing of their headlines. Both are None in what earlier rules stored.
    """

    passages: tuple[Passage, ...] = ()
    only_left: tuple[str, ...] = ()
    only_right: tuple[str, ...] = ()
    reason: str = ""
    own_shared: int | None = None
    own_words: int | None = None

    @property
    def own_text(self) -> str:
        """How much of the shorter text's own words is shared, in words; empty where it was not measured."""
        return "" if self.own_words is None else f"own words shared: {self.own_shared} of {self.own_words}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles measured exactly, `left_id < right_id`.

    `jaccard` is over the sets of all shingles; `containment` is the shared shingles over the smaller set.
    """

    left_id: str
    right_id: str
    relation: Relation
    jaccard: float
    containment: float
    shared_shingles: int
    evidence: Evidence
    rule_version: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on a pair, `left_id < right_id`. It binds: no later run overrules it."""

    left_id: str
    right_id: str
    verdict: Verdict
    judged_by: str
    judged_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What one run is asked to do: these sources, this window, under this run id.

    Empty `sources` means every enabled source. `window` bounds what is captured (by publication where an entry has
    a date) and never what is folded: late articles still meet early ones.
    """

    run_id: str
    window: Window = field(default_factory=Window)
    sources: tuple[str, ...] = ()
