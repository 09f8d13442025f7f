"""One block of an article, and every article that a word on it would change, shown before the word is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.web.boilerplate import Example

if TYPE_CHECKING:
    from pipeline.ports import Connection

_NAMED = 20  # articles that have it, of which a person looks at a few
_ROWS_AN_ARTICLE = 5  # an article may have a block in several of its versions


@dataclass(frozen=True, slots=True)
class BlockPage:
    """A block where it stands, what is known of it on its host, and the articles there that have it."""

    article_id: str
    host: str
    fingerprint: int
    text: str
    label: str
    rule: str
    status: str | None
    decided_by: str | None
    articles: int
    named: tuple[Example, ...]

    @property
    def is_decided(self) -> bool:
        """Whether a person has decided about it."""
        return self.decided_by is not None


def block_page(db: Connection, article_id: str, position: int) -> BlockPage:
    """Return a block of the latest version of an article; raise NotFoundError where there is none."""
    found = db.rows("web/show_block", article_id=article_id, position=position)
    if not found:
        raise NotFoundError(f"Article {article_id} has no block {position}.")
    (block,) = found
    on = {"fingerprint": block["fingerprint"], "host": block["host"]}
    (count,) = db.rows("web/count_articles_with_block", **on)
    rows = db.rows("web/list_boilerplate_articles", **on, at_most=_NAMED * _ROWS_AN_ARTICLE)
    named = tuple({row["article_id"]: Example(**row) for row in rows}.values())[:_NAMED]
    return BlockPage(**block, articles=count["articles"], named=named)
