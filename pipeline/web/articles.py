"""One article as it is shown: its text in reading order, with what was taken out of the page standing in grey."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.model import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection, Row

_MOST_VERSIONS = 100  # a live page captured every quarter of an hour for a day
_KEPT = {Label.BODY.value, Label.BACKGROUND.value, Label.HEADLINE.value}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring blocks that were all kept, or all left out."""

    kept: bool
    blocks: tuple[Row, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that left these blocks out, each once."""
        return tuple(dict.fromkeys(block["rule"] for block in self.blocks if block["rule"]))

    @property
    def is_short(self) -> bool:
        """Whether it may stand open without pushing the text apart: a line or two."""
        return len(self.blocks) == 1 and len(self.blocks[0]["text"]) <= 160


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One version of an article with its blocks."""

    article: Row
    stretches: tuple[Stretch, ...]

    @property
    def without_headline(self) -> tuple[Stretch, ...]:
        """The blocks under the title, for a page that shows the title itself."""
        blocks = [block for stretch in self.stretches for block in stretch.blocks]
        return stretches([block for block in blocks if block["label"] != Label.HEADLINE.value])

    @property
    def left_out(self) -> int:
        """How many blocks are neither the headline nor the text: as many as stand in grey, or are folded away."""
        return sum(len(stretch.blocks) for stretch in self.stretches if not stretch.kept)


def article_page(db: Connection, article_id: str, version: int = 0) -> ArticlePage:
    """Return one version of an article, the latest for 0; raise NotFoundError where there is none."""
    found = db.rows("shared/show_article_page", article_id=article_id, version=version)
    if not found:
        raise NotFoundError(f"There is no article {article_id}{f' in version {version}' if version else ''}.")
    blocks = db.rows("shared/list_blocks_of_article", article_id=article_id, version=found[0]["version"])
    return ArticlePage(found[0], stretches(blocks))


def stretches(blocks: Sequence[Row]) -> tuple[Stretch, ...]:
    """Return blocks in reading order, grouped into what was kept and what was left out."""
    return tuple(Stretch(kept, tuple(group)) for kept, group in groupby(blocks, key=_is_kept))


def _is_kept(block: Row) -> bool:
    return block["label"] in _KEPT


def versions(db: Connection, article_id: str) -> list[Row]:
    """Return the versions of an article, the earliest first."""
    return db.rows("web/list_article_page_versions", article_id=article_id, at_most=_MOST_VERSIONS)
