"""One story: the canonical text, who published it when, and one member compared with it, the differences marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.folding.diff import Diff, compare
from pipeline.review.lookup import find_story
from pipeline.web import cursor
from pipeline.web.articles import ArticlePage, article_page
from pipeline.web.plots import TimeAxis, time_axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection

PAGE_MEMBERS = 60  # more rows than a screen; a story of thousands is read in pages
_FIRST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story as the warehouse holds it."""

    story_id: str
    canonical_article_id: str
    canonical_reason: str
    title: str | None
    language: str | None
    article_count: int
    host_count: int
    independent_origin_count: int
    unlike_titles: int
    origin: str | None
    first_at: datetime
    last_at: datetime
    first_is_exact: int | None
    spread_seconds: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """One article of the story, and the pair by which it belongs to it."""

    article_id: str
    relation: str
    matched_article_id: str | None
    jaccard: float | None
    containment: float | None
    reason: str | None
    host: str
    article_at: datetime
    earliest_at: datetime | None
    latest_at: datetime
    seconds_after_first: int | None
    language: str | None
    wire_agency: str | None
    origin_evidence: str | None


@dataclass(frozen=True, slots=True)
class PlacedMember:
    """A member, and where it is on the line of time; `from_x` and `to_x` are apart where no hour is known."""

    member: Member
    is_canonical: bool
    x: float
    from_x: float
    to_x: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The member whose text is compared with the canonical one."""

    member: Member
    diff: Diff


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything the page of a story shows."""

    story: ShownStory
    canonical: ArticlePage
    members: tuple[PlacedMember, ...]
    axis: TimeAxis
    next_after: str
    comparison: Comparison | None
    moved_from: str

    @property
    def has_vague_times(self) -> bool:
        """Whether no hour is known of a member shown."""
        return any(placed.member.seconds_after_first is None for placed in self.members)


def story_page(db: Connection, story_id: str, compared: str = "", after: str = "") -> StoryPage:
    """Return the story with the member `compared`, following a merge.

    Raise NotFoundError where no story ever had that id.
    """
    found = find_story(db, story_id)
    if found is None:
        raise NotFoundError(f"There is no story {story_id}.")
    story = ShownStory(**found)
    canonical = article_page(db, story.canonical_article_id)
    members, next_after = _members(db, story, compared, after)
    axis = time_axis([story.first_at, story.last_at, *(member.article_at for member in members)])
    return StoryPage(
        story=story,
        canonical=canonical,
        members=tuple(_placed(member, story, axis) for member in members),
        axis=axis,
        next_after=next_after,
        comparison=_comparison(db, canonical, members, compared),
        moved_from=story_id if story.story_id != story_id else "",
    )


def _members(db: Connection, story: ShownStory, wanted: str, after: str) -> tuple[list[Member], str]:
    moment, article_id = cursor.read(after, cursor.moment, str) or (_FIRST, "")
    rows = db.rows(
        "web/list_story_page_members",
        story_id=story.story_id,
        canonical_id=story.canonical_article_id,
        wanted_id=wanted,
        after_at=moment,
        after_id=article_id,
        at_most=PAGE_MEMBERS + 1,
    )
    members = [Member(**row) for row in rows[:PAGE_MEMBERS]]
    if len(rows) <= PAGE_MEMBERS:
        return members, ""
    return members, cursor.write(members[-1].article_at, members[-1].article_id)


def _placed(member: Member, story: ShownStory, axis: TimeAxis) -> PlacedMember:
    earliest = max(member.earliest_at or axis.start, axis.start)
    return PlacedMember(
        member,
        member.article_id == story.canonical_article_id,
        axis.x(member.article_at),
        axis.x(earliest),
        axis.x(max(earliest, min(member.latest_at, axis.end))),
    )


def _comparison(
    db: Connection, canonical: ArticlePage, members: Sequence[Member], wanted: str
) -> Comparison | None:
    """Compare the wanted member, or the one that differs most: a text that equals the canonical one shows nothing."""
    others = [member for member in members if member.article_id != canonical.article.article_id]
    if not others:
        return None
    chosen = next((member for member in others if member.article_id == wanted), None) or min(
        others, key=lambda one: (one.jaccard if one.jaccard is not None else 1.0, one.article_id)
    )
    text = article_page(db, chosen.article_id).article.text
    return Comparison(chosen, compare(canonical.article.text, text))
