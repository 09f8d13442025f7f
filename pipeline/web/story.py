"""One story: the canonical text, who carried it when, and one member beside it with the differences marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.folding.diff import Diff, compare
from pipeline.review.lookup import find_story
from pipeline.web.articles import ArticlePage, article_page
from pipeline.web.cursor import moment_of
from pipeline.web.plots import TimeAxis, time_axis

if TYPE_CHECKING:
    from pipeline.ports import Connection, Row

PAGE_MEMBERS = 60  # more rows than a screen; a story of thousands is read in pages
_FIRST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Member:
    """One article of the story, and where it stands on the line of time."""

    row: Row
    is_canonical: bool
    x: float
    seconds_after_first: float

    @property
    def is_wire(self) -> bool:
        """Whether an agency is credited as its writer."""
        return bool(self.row["wire_agency"])


@dataclass(frozen=True, slots=True)
class Beside:
    """The member that is laid beside the canonical article."""

    member: Row
    diff: Diff


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything the page of a story shows."""

    story: Row
    canonical: ArticlePage
    members: tuple[Member, ...]
    axis: TimeAxis
    next_after: str
    beside: Beside | None
    moved_from: str


def story_page(db: Connection, story_id: str, beside: str = "", after: str = "") -> StoryPage:
    """Return the story, following a merge; raise NotFoundError where no story ever had that id."""
    story = find_story(db, story_id)
    if story is None:
        raise NotFoundError(f"There is no story {story_id}.")
    canonical = article_page(db, story["canonical_article_id"])
    rows, next_after = _member_rows(db, story, beside, after)
    axis = time_axis([story["first_at"], story["last_at"], *(row["article_at"] for row in rows)])
    members = tuple(
        Member(
            row,
            row["article_id"] == story["canonical_article_id"],
            axis.x(row["article_at"]),
            (row["article_at"] - story["first_at"]).total_seconds(),
        )
        for row in rows
    )
    return StoryPage(
        story=story,
        canonical=canonical,
        members=members,
        axis=axis,
        next_after=next_after,
        beside=_beside(db, canonical, members, beside),
        moved_from=story_id if story["story_id"] != story_id else "",
    )


def _member_rows(db: Connection, story: Row, wanted: str, after: str) -> tuple[list[Row], str]:
    moment, article_id = _read_place(after)
    rows = db.rows(
        "web/list_story_page_members",
        story_id=story["story_id"],
        canonical_id=story["canonical_article_id"],
        wanted_id=wanted,
        after_at=moment,
        after_id=article_id,
        at_most=PAGE_MEMBERS + 1,
    )
    if len(rows) <= PAGE_MEMBERS:
        return rows, ""
    last = rows[PAGE_MEMBERS - 1]
    return rows[:PAGE_MEMBERS], f"{last['article_at'].isoformat()}~{last['article_id']}"


def _read_place(text: str) -> tuple[datetime, str]:
    moment, _, article_id = text.partition("~")
    try:
        return moment_of(moment), article_id
    except ValueError:
        return _FIRST, ""


def _beside(
    db: Connection, canonical: ArticlePage, members: tuple[Member, ...], wanted: str
) -> Beside | None:
    """Return the wanted member, or the one that differs most: what equals the canonical text teaches nothing."""
    others = [member.row for member in members if not member.is_canonical]
    chosen = next((row for row in others if row["article_id"] == wanted), None)
    if chosen is None and others:
        chosen = min(
            others, key=lambda row: (row["jaccard"] if row["jaccard"] is not None else 1.0, row["article_id"])
        )
    if chosen is None:
        return None
    text = article_page(db, chosen["article_id"]).article["text"]
    return Beside(chosen, compare(canonical.article["text"], text))
