"""The routes that read: each asks one module for a page of records and shows it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from pipeline.folding.diff import compare
from pipeline.review.lookup import find_article
from pipeline.web import (
    articles,
    block,
    boilerplate,
    cursor,
    events,
    health,
    pairs,
    runs,
    sources,
    stories,
    story,
    syndication,
)
from pipeline.web.judgement_effect import effects, read_done
from pipeline.web.pages import link
from pipeline.web.request_context import context_of
from pipeline.web.review import place_in_queue
from pipeline.web.story_filter import read_day, read_filter
from pipeline.web.wording import EVENT_WORDS, SOURCE_CHANGES

Version = Annotated[int, Query(ge=0, le=1_000_000_000)]
"""The number of a version as an address gives it; 0 is the latest. No database holds larger ones."""

Position = Annotated[int, Path(ge=0, le=1_000_000_000)]
"""The place of a block on its page, as an address gives it."""

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/", name="stories")
def show_stories(request: Request) -> HTMLResponse:
    """Show the stories of a day."""
    context = context_of(request)
    with context.read() as db:
        asked = read_filter(request.query_params, stories.front_day(db))
        page = stories.day_page(db, asked)
    return context.show("stories.html", page=page)


@router.get("/story/{story_id}", name="story")
def show_story(
    request: Request, story_id: str, compare: str = "", beside: str = "", after: str = ""
) -> HTMLResponse:
    """Show one story, with the member `compare` side by side with the canonical text; `beside` is its former name."""
    context = context_of(request)
    with context.read() as db:
        page = story.story_page(db, story_id, compare or beside, after)
    return context.show("story.html", page=page)


@router.get("/events", name="events")
def show_events(request: Request, day: str = "") -> HTMLResponse:
    """Show the events of a day."""
    context = context_of(request)
    with context.read() as db:
        page = events.events_page(db, day, context.runtime.clock())
    return context.show("events.html", page=page)


@router.get("/event/{event_id}", name="event")
def show_event(request: Request, event_id: str) -> HTMLResponse:
    """Show one event with its stories and what links them."""
    context = context_of(request)
    with context.read() as db:
        page = events.event_page(db, event_id)
    return context.show("event.html", page=page)


@router.get("/article/{article_id}", name="article")
def show_article(
    request: Request, article_id: str, version: Version = 0, against: Version = 0
) -> HTMLResponse:
    """Show one version of an article, side by side with another version if asked."""
    context = context_of(request)
    with context.read() as db:
        page = articles.article_page(db, article_id, version)
        known = articles.versions(db, article_id)
        other = articles.article_page(db, article_id, against) if against else None
    diff = compare(other.article.text, page.article.text) if other else None
    return context.show("article.html", page=page, versions=known, other=other, diff=diff)


@router.get("/article/{article_id}/block/{position}", name="block")
def show_block(request: Request, article_id: str, position: Position) -> HTMLResponse:
    """Show one block of an article, with every article that a word on it changes."""
    context = context_of(request)
    with context.read() as db:
        page = block.block_page(db, article_id, position)
    return context.show("block.html", page=page)


@router.get("/pairs", name="pairs")
def show_pairs(request: Request, relation: str = "", after: str = "") -> HTMLResponse:
    """Show pairs that were measured or judged."""
    context = context_of(request)
    asked = pairs.read_pairs_filter(request.query_params)
    with context.read() as db:
        page = pairs.pairs_page(db, relation, after, asked)
    return context.show("pairs.html", page=page)


@router.get("/pair", name="find_pair")
def find_pair(request: Request, one: str, other: str) -> RedirectResponse:
    """Go to the pair of two articles named by id, the start of an id, or address."""
    with context_of(request).read() as db:
        left, right = sorted(find_article(db, name.strip())["article_id"] for name in (one, other))
    return RedirectResponse(link(request, "pair", left=left, right=right), status_code=303)


@router.get("/pair/{left}/{right}", name="pair")
def show_pair(request: Request, left: str, right: str, done: str = "", day: str = "") -> HTMLResponse:
    """Show one pair with its evidence; for an editor with what each answer changes, and its place in a day's queue."""
    context = context_of(request)
    shown: dict[str, Any] = {
        "effects": {},
        "place": None,
        "did": read_done(request.query_params, left, right),
    }
    with context.read() as db:
        page = pairs.pair_page(db, left, right, kernel=context.runtime.kernel)
        if context.user.may_judge:
            shown["effects"] = effects(db, context.runtime, (left, right), verdict=page.pair.verdict)
            shown["place"] = place_in_queue(db, read_day(day), left, right) if day else None
    return context.show(
        "pair.html",
        page=page,
        settings=context.runtime.settings,
        done=done,
        event_words=EVENT_WORDS,
        pair_of=cursor.write,
        **shown,
    )


@router.get("/boilerplate", name="boilerplate_hosts")
def show_boilerplate_hosts(request: Request) -> HTMLResponse:
    """Show which hosts have boilerplate."""
    context = context_of(request)
    with context.read() as db:
        hosts = boilerplate.hosts(db)
    return context.show("boilerplate_hosts.html", hosts=hosts)


@router.get("/boilerplate/of", name="boilerplate")
def show_boilerplate(
    request: Request, host: str = "", status: str = "", after: str = "", done: str = ""
) -> HTMLResponse:
    """Show the boilerplate of one host; of the files, which have none, where none is named."""
    context = context_of(request)
    with context.read() as db:
        page = boilerplate.boilerplate_page(db, host, status, after)
    return context.show("boilerplate.html", page=page, done=done)


@router.get("/furniture", name="boilerplate_hosts_before")
@router.get("/furniture/of", name="boilerplate_before")
def follow_former_address(request: Request) -> RedirectResponse:
    """Lead from the address that a page of boilerplate had before to the one it has now."""
    name: str = request.scope["route"].name
    address = link(request, name.removesuffix("_before"))
    query = request.url.query
    return RedirectResponse(f"{address}?{query}" if query else address, status_code=301)


@router.get("/sources", name="sources")
def show_sources(request: Request, done: str = "") -> HTMLResponse:
    """Show every source and how it does."""
    context = context_of(request)
    with context.read() as db:
        page = sources.sources_page(db)
    return context.show("sources.html", page=page, done=done, done_words=SOURCE_CHANGES)


@router.get("/health", name="health")
def show_health(request: Request, days: int = health.SPANS[0]) -> HTMLResponse:
    """Show whether ingestion works."""
    context = context_of(request)
    with context.read() as db:
        page = health.health_page(db, days, context.runtime.clock())
    return context.show("health.html", page=page, spans=health.SPANS)


@router.get("/run", name="run")
def show_run(request: Request, run_id: str) -> HTMLResponse:
    """Show one run: its steps, counts and checks."""
    context = context_of(request)
    with context.read() as db:
        run = runs.show_run(db, run_id)
        checks = runs.list_checks(db, run_id)
    return context.show("run.html", run=run, bar=runs.run_bars([run])[run_id], checks=checks)


@router.get("/network", name="network")
def show_network(request: Request, days: int = syndication.SPANS[1], host: str = "") -> HTMLResponse:
    """Show who copies whom."""
    context = context_of(request)
    with context.read() as db:
        page = syndication.network_page(db, days, host)
    return context.show("network.html", page=page, spans=syndication.SPANS)
