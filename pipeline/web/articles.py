"""One article as it is shown: its text in reading order, and in grey what was left out of its page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.model import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.ports import Connection

_MOST_VERSIONS = 100  # a live page captured every quarter of an hour for a day
_SHORT_CHARACTERS = 160  # a line or two: shown without pushing the text apart
_KEPT = {Label.BODY.value, Label.BACKGROUND.value, Label.HEADLINE.value}


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article and what its page said at one capture."""

    article_id: str
    url: str
    host: str
    source_id: str
    first_seen_at: datetime
    article_at: datetime
    earliest_at: datetime | None
    latest_at: datetime
    version: int
    page_kind: str
    title: str | None
    byline: str | None
    published_at: datetime | None
    published_raw: str | None
    published_note: str | None
    language: str | None
    word_count: int
    wire_agency: str | None
    origin_confidence: float | None
    origin_evidence: str | None
    cleaned_scheme: str | None
    text: str
    story_id: str | None


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of a page with its label."""

    position: int
    kind: str
    region: str
    label: str
    rule: str
    text: str
    lines: int
    other_article_id: str | None

    @property
    def is_kept(self) -> bool:
        """Whether it belongs to the headline or the text."""
        return self.label in _KEPT


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring blocks that were all kept, or all left out."""

    kept: bool
    blocks: tuple[ShownBlock, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that left these blocks out, each once."""
        return tuple(dict.fromkeys(block.rule for block in self.blocks if block.rule))

    @property
    def is_short(self) -> bool:
        """Whether it is shown open even where it was left out."""
        return len(self.blocks) == 1 and len(self.blocks[0].text) <= _SHORT_CHARACTERS


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One version of an article with its blocks."""

    article: ShownArticle
    stretches: tuple[Stretch, ...]

    @property
    def without_headline(self) -> tuple[Stretch, ...]:
        """The blocks under the title, for a page that shows the title itself."""
        blocks = [block for stretch in self.stretches for block in stretch.blocks]
        return stretches([block for block in blocks if block.label != Label.HEADLINE.value])

    @property
    def left_out(self) -> int:
        """How many blocks are neither the headline nor the text: as many as are shown in grey or folded away."""
        return sum(len(stretch.blocks) for stretch in self.stretches if not stretch.kept)


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """One of the versions of an article."""

    version: int
    captured_at: datetime
    word_count: int


def article_page(db: Connection, article_id: str, version: int = 0) -> ArticlePage:
    """Return one version of an article, the latest for 0; raise NotFoundError where there is none."""
    found = db.rows("shared/show_article_page", article_id=article_id, version=version)
    if not found:
        raise NotFoundError(f"There is no article {article_id}{f' in version {version}' if version else ''}.")
    article = ShownArticle(**found[0])
    rows = db.rows("shared/list_blocks_of_article", article_id=article_id, version=article.version)
    return ArticlePage(article, stretches([ShownBlock(**row) for row in rows]))


def stretches(blocks: Sequence[ShownBlock]) -> tuple[Stretch, ...]:
    """Return blocks in reading order, grouped into what was kept and what was left out."""
    return tuple(
        Stretch(kept, tuple(group)) for kept, group in groupby(blocks, key=lambda block: block.is_kept)
    )


def versions(db: Connection, article_id: str) -> list[ArticleVersion]:
    """Return the versions of an article, the earliest first."""
    rows = db.rows("web/list_article_page_versions", article_id=article_id, at_most=_MOST_VERSIONS)
    return [ArticleVersion(**row) for row in rows]
