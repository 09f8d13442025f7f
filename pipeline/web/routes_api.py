"""The JSON API: what the pages show, for scripts. It reads, and asks whom the pages ask who they are.

`/api/v1/openapi.json` documents it. Addresses and fields of a version stay as they are; what they cannot hold becomes v2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.openapi.utils import get_openapi

from pipeline.model import Relation  # noqa: TC001 - as above
from pipeline.review.search import SearchFilter
from pipeline.searching.typed import MOST_CHARACTERS
from pipeline.web import api
from pipeline.web import api_records as records
from pipeline.web.request_context import context_of
from pipeline.web.story_filter import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "/api/v1"
_MOST_ENTRIES = 200  # of a page: some 40 KB of stories

Limit = Annotated[int, Query(ge=1, le=_MOST_ENTRIES, description="At most so many entries.")]
After = Annotated[str, Query(max_length=200, description="The `next` of the page before.")]
First = Annotated[date | None, Query(alias="from", description="Not before this day (UTC).")]
Last = Annotated[date | None, Query(alias="to", description="Until this day (UTC), which is included.")]
AtLeast = Annotated[int, Query(ge=1, le=1_000_000_000)]
Name = Annotated[str, Query(max_length=500)]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer."""

    detail: str


_FAULTS: Mapping[int | str, Mapping[str, Any]] = {
    400: {"model": Fault, "description": "A parameter cannot be read"},
    404: {"model": Fault, "description": "There is nothing of that name"},
    503: {"model": Fault, "description": "The warehouse does not answer"},
}

router = APIRouter(prefix=PREFIX, responses={status: dict(fault) for status, fault in _FAULTS.items()})


@router.get("/stories")
def list_stories(
    request: Request,
    *,
    first: First = None,
    last: Last = None,
    host: Name = "",
    language: Name = "",
    least_articles: AtLeast = 1,
    limit: Limit = 50,
    after: After = "",
) -> records.StoryList:
    """List stories by the day of their first article, the latest first; `host` is that of any of their articles."""
    with context_of(request).read() as db:
        return api.list_stories(
            db, api.Page(limit, after), first, last,
            host=host.lower(), language=language, least_articles=least_articles,
        )  # fmt: skip


@router.get("/stories/{story_id}")
def show_story(request: Request, story_id: str, limit: Limit = 50, after: After = "") -> records.StoryDetail:
    """Show a story with its canonical text and its members in time; an id that it had before a merge leads to it."""
    with context_of(request).read() as db:
        return api.show_story(db, story_id, api.Page(limit, after))


@router.get("/search")
def search(
    request: Request,
    q: Annotated[
        str, Query(max_length=MOST_CHARACTERS, description="Words in any order; a phrase in quotes.")
    ],
    *,
    first: First = None,
    last: Last = None,
    host: Name = "",
    limit: Limit = 50,
    after: After = "",
) -> records.HitList:
    """List stories of which an article says what is asked for, the latest first, with the place where it says so."""
    for day in (first, last):
        if day:
            read_day(f"{day}")
    with context_of(request).read() as db:
        return api.search(db, SearchFilter(q, host.lower(), first, last), api.Page(limit, after))


@router.get("/pairs")
def list_pairs(
    request: Request,
    relation: Relation | None = None,
    article: Name = "",
    limit: Limit = 50,
    after: After = "",
) -> records.PairList:
    """List pairs of articles that were measured, in the order of their ids; `article` is an id or an address."""
    with context_of(request).read() as db:
        return api.list_pairs(db, api.Page(limit, after), relation or "", article)


@router.get("/pairs/{left}/{right}")
def show_pair(request: Request, left: str, right: str) -> records.PairDetail:
    """Show two articles, in either order, with the evidence for their relation."""
    context = context_of(request)
    with context.read() as db:
        return api.show_pair(db, left, right, context.runtime.kernel)


@router.get("/events")
def list_events(
    request: Request,
    *,
    first: First = None,
    last: Last = None,
    least_stories: AtLeast = 1,
    limit: Limit = 50,
    after: After = "",
) -> records.EventList:
    """List events by the day of their first article, the latest first."""
    with context_of(request).read() as db:
        return api.list_events(db, api.Page(limit, after), first, last, least_stories)


@router.get("/events/{event_id}")
def show_event(request: Request, event_id: str) -> records.EventDetail:
    """Show an event with its stories in time; the id of one of its stories leads to it, too."""
    with context_of(request).read() as db:
        return api.show_event(db, event_id)


@router.get("/sources")
def list_sources(request: Request) -> records.SourceList:
    """List every source and how it does, those that fail first."""
    with context_of(request).read() as db:
        return api.list_sources(db)


@router.get("/openapi.json", include_in_schema=False)
def describe(request: Request) -> dict[str, Any]:
    """Describe these addresses and what they give, as OpenAPI does."""
    return get_openapi(
        title="newsfold",
        version="1",
        description=__doc__,
        routes=router.routes,
        servers=[{"url": request.scope.get("root_path") or "/"}],
    )


def is_asked(request: Request) -> bool:
    """Return whether a request is one of a script, which wants its faults as JSON."""
    return f"{PREFIX}/" in request.url.path
