"""Pairs a person should look at: they resemble each other, are kept apart, and nobody has said anything yet.

Only pairs that are apart are asked about. So no answer means what it should: they stay apart. Weak folds are not asked
about: of those measured, the labelled pages hold no wrong one at all, and the made-up press only such pages as hold two
reports, which resemble one of them strongly.
"""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.model import Relation
from pipeline.review.kept_apart import apart_because

if TYPE_CHECKING:
    from pipeline.folding.kernel import Kernel
    from pipeline.model import Window
    from pipeline.ports import Connection, Row

FROM_JACCARD = 0.35
FROM_CONTAINMENT = 0.6
"""From where on a fold may have been missed. Of eighteen pairs of the labelled pages and of six made-up presses that were
measured and wrongly kept apart all reach one of the two, at .37 and .67 the nearest. A twentieth more of either loses one or saves few questions: there are
41 on a thousand labelled pages. Of 87 templates none was a missed fold, so these are not asked about at any likeness."""

_TEXT_CHARACTERS = 2_000
"""Of each text: what a person reads before deciding; the whole stands one click away."""
_PASSAGES = 3
_WORDS_ALONE = 20
_LINE_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Doubt:
    """One pair as a question: a line of plain text to recognise it by, and both texts with the evidence, in Markdown."""

    subject: str
    body: str


def list_doubts(db: Connection, window: Window, at_most: int) -> list[tuple[str, str]]:
    """Return doubtful pairs of which at least one article is of the window, the most alike first."""
    rows = db.rows(
        "review/list_doubtful_pairs",
        from_jaccard=FROM_JACCARD,
        from_containment=FROM_CONTAINMENT,
        start_at=window.start,
        end_at=window.end,
        at_most=at_most,
    )
    return [(row["left_id"], row["right_id"]) for row in rows]


def describe_doubt(db: Connection, left_id: str, right_id: str, *, kernel: Kernel) -> Doubt:
    """Return the pair as a question; raise NotFoundError when an article is gone."""
    left, right = (_article(db, article_id) for article_id in (left_id, right_id))
    pair = db.rows("shared/show_pair_page", left_id=left_id, right_id=right_id)[0]
    folds = pair["relation"] is not None and Relation(pair["relation"]).folds
    because = apart_because(db, left_id, right_id, kernel=kernel) if folds else ""
    return Doubt(
        subject=f"Same story? {_line(left['title'])} | {_line(right['title'])}",
        body="\n\n".join([_evidence(pair, because), _side("Left", left), _side("Right", right)]),
    )


def _article(db: Connection, article_id: str) -> Row:
    found = db.rows("shared/show_article_page", article_id=article_id, version=0)
    if not found:
        raise NotFoundError(f"there is no article {article_id!r}")
    return found[0]


def _evidence(pair: Row, because: str) -> str:
    if pair["relation"] is None:
        return "Never measured: the texts share too little."
    evidence = json.loads(pair["evidence"])
    alone = {
        side: " ".join(evidence[side][:_WORDS_ALONE]) or "nothing" for side in ("only_left", "only_right")
    }
    apart = f" They stand in two stories: {_plain(because)}." if because else ""
    passages = "\n\n".join(_quoted(passage["text"]) for passage in evidence["passages"][:_PASSAGES])
    return (
        f"Measured **{pair['relation']}** (Jaccard {pair['jaccard']:.2f}, containment {pair['containment']:.2f}): "
        f"{_plain(evidence['reason'])}.{apart}\n\n"
        f"Only left:\n\n{_quoted(alone['only_left'])}\n\nOnly right:\n\n{_quoted(alone['only_right'])}\n\n"
        f"Shared:\n\n{passages}"
    )


def _side(name: str, article: Row) -> str:
    published = article["published_at"]
    when = f"{published:%Y-%m-%d %H:%M} UTC" if published else "date unknown"
    return (
        f"### {name}: {_plain(article['title'])}\n\n"
        f"{_plain(article['host'] or 'a file')}, {when}, `{article['article_id']}`\n\n{_quoted(article['text'])}"
    )


def _quoted(text: str) -> str:
    """Return the text as a block nothing in it can escape: what pages say must not act on the page that shows it."""
    cut = text if len(text) <= _TEXT_CHARACTERS else text[:_TEXT_CHARACTERS] + " …"
    lines = [
        line for paragraph in cut.splitlines() for line in textwrap.wrap(paragraph, _LINE_CHARACTERS) or [""]
    ]
    return "\n".join(f"    {line}" for line in lines)


def _line(text: str | None) -> str:
    """Return the text on one line."""
    return " ".join((text or "(no title)").split())


def _plain(text: str | None) -> str:
    """Return the text on one line, with the characters that mean something in Markdown made harmless."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>()#+!|~-" else char for char in _line(text))
