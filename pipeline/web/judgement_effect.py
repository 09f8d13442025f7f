"""What a judgement on a pair would change, or did, as the page of the pair says it: who joins which story, who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Verdict
from pipeline.review.judge import preview
from pipeline.web import cursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.ports import Connection, Row, Runtime
    from pipeline.review.story_change import Move, StoryChange

TAKE_BACK = "take_back"
ANSWERS: dict[str, Verdict | None] = {"same": Verdict.SAME, "different": Verdict.DIFFERENT, TAKE_BACK: None}
"""What an editor may answer about a pair, and the judgement that then stands."""
_MOST_COUNTED = 10_000_000
_MOST_NAMED = 6  # articles of a move; the number says how many there are


@dataclass(frozen=True, slots=True)
class MovedArticle:
    """An article that changes its story."""

    article_id: str
    title: str | None
    host: str


@dataclass(frozen=True, slots=True)
class ShownMove:
    """Articles that leave a story for another: some by name, the other by its title; none for a new story."""

    count: int
    named: tuple[MovedArticle, ...]
    story_id: str
    story_title: str | None
    is_new_story: bool

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)


@dataclass(frozen=True, slots=True)
class Done:
    """What an editor's answer did: the answer, how many articles moved, and the answer that undoes it.

    `left_id` and `right_id` name the pair, which is another than the page's where the queue went on.
    """

    answer: str
    joined: int
    parted: int
    undo: str
    left_id: str
    right_id: str


def code_of(change: StoryChange) -> str:
    """Return what a change did as an address says it: how many articles joined a story, how many make new ones."""
    joined, parted = (
        sum(len(move.articles) for move in change.moves if move.is_new_story is new) for new in (False, True)
    )
    return cursor.write(joined, parted)


def read_done(asked: Mapping[str, str], left_id: str, right_id: str) -> Done | None:
    """Return what the address of a page says was done; None where it says nothing that can be read."""
    answer, counts = asked.get("done", ""), cursor.read(asked.get("did", ""), int, int)
    if answer not in ANSWERS or counts is None or not all(0 <= count <= _MOST_COUNTED for count in counts):
        return None
    undo = asked.get("was", "")
    left, right = cursor.read(asked.get("of", ""), str, str) or (left_id, right_id)
    joined, parted = counts
    return Done(answer, joined, parted, undo if undo in ANSWERS else "", left, right)


def standing_verdict(db: Connection, left_id: str, right_id: str) -> str | None:
    """Return what a person said of the pair so far."""
    left, right = sorted((left_id, right_id))
    found = db.rows("shared/find_judgement", left_id=left, right_id=right)
    return str(found[0]["verdict"]) if found else None


def effects(
    db: Connection, runtime: Runtime, ends: Sequence[str], *, verdict: str | None
) -> dict[str, tuple[ShownMove, ...]]:
    """Return what each answer that is open would change; of the one that stands nothing is said."""
    open_answers = [answer for answer in ANSWERS if answer not in {verdict, "" if verdict else TAKE_BACK}]
    changes = {answer: preview(db, runtime, ends, ANSWERS[answer]) for answer in open_answers}
    known = _articles(db, changes.values())
    return {answer: tuple(_shown(move, known) for move in change.moves) for answer, change in changes.items()}


def _articles(db: Connection, changes: Iterable[StoryChange]) -> Mapping[str, Row]:
    moves = [move for change in changes for move in change.moves]
    wanted = {article for move in moves for article in move.articles[:_MOST_NAMED]}
    if not wanted:
        return {}
    rows = db.rows("web/list_moved_articles", articles=sorted(wanted))
    stories = db.rows("web/list_titles_of_stories", stories=sorted({move.to_story_id for move in moves}))
    return {row["article_id"]: row for row in rows} | {row["story_id"]: row for row in stories}


def _shown(move: Move, known: Mapping[str, Row]) -> ShownMove:
    named = (known.get(article) for article in move.articles[:_MOST_NAMED])
    story = known.get(move.to_story_id)
    return ShownMove(
        len(move.articles),
        tuple(MovedArticle(row["article_id"], row["title"], row["host"]) for row in named if row),
        move.to_story_id,
        story["title"] if story else None,
        move.is_new_story,
    )
