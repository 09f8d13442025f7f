"""The routes that read: each asks one module for a page of records and shows it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from pipeline.folding.diff import compare
from pipeline.review.lookup import find_article
from pipeline.web import articles, boilerplate, health, pairs, stories, story, syndication
from pipeline.web.pages import link
from pipeline.web.request_context import desk_of

Version = Annotated[int, Query(ge=0, le=1_000_000_000)]
"""The number of a version as an address gives it; 0 is the latest. No database holds larger ones."""

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/", name="stories")
def show_stories(request: Request) -> HTMLResponse:
    """Show the stories of a day."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        asked = stories.read_filter(request.query_params, stories.latest_day(db))
        page = stories.day_page(db, asked)
    return desk.show(request, "stories.html", page=page)


@router.get("/story/{story_id}", name="story")
def show_story(request: Request, story_id: str, beside: str = "", after: str = "") -> HTMLResponse:
    """Show one story."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        page = story.story_page(db, story_id, beside, after)
    return desk.show(request, "story.html", page=page, done=request.query_params.get("done", ""))


@router.get("/article/{article_id}", name="article")
def show_article(
    request: Request, article_id: str, version: Version = 0, against: Version = 0
) -> HTMLResponse:
    """Show one version of an article, beside another version if asked."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        page = articles.article_page(db, article_id, version)
        known = articles.versions(db, article_id)
        other = articles.article_page(db, article_id, against) if against else None
    diff = compare(other.article["text"], page.article["text"]) if other else None
    return desk.show(request, "article.html", page=page, versions=known, other=other, diff=diff)


@router.get("/pairs", name="pairs")
def show_pairs(request: Request, relation: str = "", after: str = "") -> HTMLResponse:
    """Show pairs that were measured or judged."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        page = pairs.pairs_page(db, relation, after)
    return desk.show(request, "pairs.html", page=page)


@router.get("/pair", name="find_pair")
def find_pair(request: Request, one: str, other: str) -> RedirectResponse:
    """Go to the pair of two articles named by id, the start of an id, or address."""
    with desk_of(request).runtime.warehouse.read() as db:
        left, right = sorted(find_article(db, name.strip())["article_id"] for name in (one, other))
    return RedirectResponse(link(request, "pair", left=left, right=right), status_code=303)


@router.get("/pair/{left}/{right}", name="pair")
def show_pair(request: Request, left: str, right: str) -> HTMLResponse:
    """Show one pair with its evidence."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        page = pairs.pair_page(db, left, right, kernel=desk.runtime.kernel)
    return desk.show(
        request,
        "pair.html",
        page=page,
        settings=desk.runtime.settings,
        done=request.query_params.get("done", ""),
    )


@router.get("/furniture", name="furniture_hosts")
def show_furniture_hosts(request: Request) -> HTMLResponse:
    """Show which hosts have furniture."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        hosts = boilerplate.hosts(db)
    return desk.show(request, "furniture_hosts.html", hosts=hosts)


@router.get("/furniture/of", name="furniture")
def show_furniture(request: Request, host: str, status: str = "", after: str = "") -> HTMLResponse:
    """Show the furniture of one host."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        page = boilerplate.furniture_page(db, host, status, after)
    return desk.show(request, "furniture.html", page=page, done=request.query_params.get("done", ""))


@router.get("/health", name="health")
def show_health(request: Request, days: int = health.SPANS[0]) -> HTMLResponse:
    """Show whether ingestion is well."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        page = health.health_page(db, days)
    return desk.show(request, "health.html", page=page, spans=health.SPANS)


@router.get("/run", name="run")
def show_run(request: Request, run_id: str) -> HTMLResponse:
    """Show one run: its steps, counts and checks."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        run, checks = health.show_run(db, run_id)
    return desk.show(request, "run.html", run=run, bar=health.run_bars([run])[run_id], checks=checks)


@router.get("/network", name="network")
def show_network(request: Request, days: int = syndication.SPANS[1], host: str = "") -> HTMLResponse:
    """Show who copies whom."""
    desk = desk_of(request)
    with desk.runtime.warehouse.read() as db:
        page = syndication.network_page(db, days, host)
    return desk.show(request, "network.html", page=page, spans=syndication.SPANS)
