"""Exact-duplicate representatives: of the equal texts of one day the first stands in the LSH index for all of them.

So a hundred thousand equal pages are signed a hundred thousand times and compared once each. The first is so by time
and then by article key, never by arrival; when it goes or an earlier one comes, another takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.folding.signatures import SCHEME
from pipeline.matching.signatures import (
    SignedArticle,
    TextOfDay,
    sign_articles,
    signature_row,
    signed_articles,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.matching.match import ChangedText
    from pipeline.ports import Connection, Row


class SignedBatch(NamedTuple):
    """Articles before and after they were signed anew.

    `shifted` says of each article, of the batch or not, that became a representative or ceased to be one, which it is;
    `others` are those of them that are not of the batch.
    """

    previous: Mapping[str, SignedArticle]
    signed: Mapping[str, SignedArticle]
    shifted: Mapping[str, bool]
    others: Mapping[str, SignedArticle]


@dataclass(slots=True)
class IndexChange:
    """What batch after batch of signed articles changes in the LSH index.

    `leaving` are to be taken out of it and `coming` to be put in; an article may be both, with two signatures.
    """

    shifted: set[str] = field(default_factory=set)
    leaving: dict[str, SignedArticle] = field(default_factory=dict)
    coming: dict[str, SignedArticle] = field(default_factory=dict)

    def add(self, batch: SignedBatch) -> None:
        """Add what one more batch changes."""
        self.shifted |= batch.shifted.keys()
        leaving = [each for each in batch.previous.values() if each.is_representative]
        leaving += [each for each in batch.others.values() if not batch.shifted[each.article_id]]
        for each in leaving:
            # What only a batch before put up was never in the index.
            if self.coming.pop(each.article_id, None) is None:
                self.leaving[each.article_id] = each
        for article_id, represents in batch.shifted.items():
            if represents:
                self.coming[article_id] = batch.signed.get(article_id) or batch.others[article_id]


def sign_batch(db: Connection, corpus: str, kernel: Kernel, batch: Sequence[ChangedText]) -> SignedBatch:
    """Sign articles whose texts changed, and settle who represents their texts, before and after."""
    ids = sorted(each.article_id for each in batch)
    previous = signed_articles(db, corpus, ids)
    signed = sign_articles(kernel, [(each.article_id, each.article_at, each.text) for each in batch])
    wordless = [each for each in ids if each not in signed]
    db.run("matching/delete_signatures_of_articles", corpus=corpus, articles=wordless)
    db.upsert("article_signatures", (signature_row(each, corpus) for each in signed.values()))
    texts = {each.text_of_day for each in (*previous.values(), *signed.values())}
    shifted = _settle(db, corpus, texts)
    others = signed_articles(db, corpus, [each for each in shifted if each not in signed])
    return SignedBatch(previous, signed, shifted, others)


def copies_of_texts(db: Connection, corpus: str, texts: Iterable[TextOfDay]) -> set[str]:
    """Return the articles that say one of these texts and are represented by another one."""
    rows = db.rows("matching/list_copies_of_texts", corpus=corpus, scheme=SCHEME.name, texts=_rows_of(texts))
    return {row["article_id"] for row in rows}


def first_of_texts(db: Connection, corpus: str, texts: Collection[TextOfDay]) -> dict[TextOfDay, str]:
    """Return the article that represents each of these texts."""
    if not texts:
        return {}
    rows = db.rows("matching/list_first_of_texts", corpus=corpus, scheme=SCHEME.name, texts=_rows_of(texts))
    return {
        TextOfDay(row["content_key"], row["day_key"]): row["article_id"] for row in rows if row["place"] == 1
    }


def _settle(db: Connection, corpus: str, texts: Collection[TextOfDay]) -> dict[str, bool]:
    """Mark the first article of each text as its representative; return who became or ceased to be one."""
    shifted: dict[str, bool] = {}
    for row in db.rows(
        "matching/list_first_of_texts", corpus=corpus, scheme=SCHEME.name, texts=_rows_of(texts)
    ):
        is_first = row["place"] == 1
        if is_first != bool(row["is_representative"]):
            shifted[row["article_id"]] = is_first
    db.run_many(
        "matching/mark_representative",
        (
            {"corpus": corpus, "article_id": article_id, "is_representative": int(represents)}
            for article_id, represents in sorted(shifted.items())
        ),
    )
    return shifted


def _rows_of(texts: Iterable[TextOfDay]) -> list[Row]:
    return [each._asdict() for each in texts]
