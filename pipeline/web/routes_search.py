"""The routes of search: the page, and the same as a feed and as JSON, which a reader or a script asks for again and again."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, Response

from pipeline.review.search import search
from pipeline.web.pages import link
from pipeline.web.request_context import context_of
from pipeline.web.search import atom_of, feed_result, json_of, query_of, read_search, search_page

PageNumber = Annotated[int, Query(ge=1, le=10_000)]

router = APIRouter()


@router.get("/search", name="search", response_class=HTMLResponse)
def show_search(request: Request, page: PageNumber = 1) -> HTMLResponse:
    """Show the stories whose articles say what was typed."""
    context = context_of(request)
    with context.read() as db:
        found = search_page(db, read_search(request.query_params), page)
    return context.show("search.html", page=found)


@router.get("/search.atom", name="search_feed")
def give_feed(request: Request) -> Response:
    """Give the latest stories that were found as an Atom feed."""
    context = context_of(request)
    asked = read_search(request.query_params)
    with context.read() as db:
        found = feed_result(db, asked)
    page = _absolute(request, link(request, "search", query_of(asked)))
    here = _absolute(request, link(request, "search_feed", query_of(asked)))
    body = atom_of(found, here, page, lambda story: _story(request, story))
    return _unless_known(request, Response(body, media_type="application/atom+xml; charset=utf-8"))


@router.get("/search.json", name="search_json")
def give_json(request: Request, page: PageNumber = 1) -> Response:
    """Give a page of the stories that were found as JSON."""
    asked = read_search(request.query_params)
    with context_of(request).read() as db:
        found = search(db, asked, page=page)
    body = jsonable_encoder(json_of(found, lambda story: _story(request, story)))
    # Escaped, so that no browser takes any part of it for a page, and no terminal for an order.
    written = json.dumps(body).replace("<", "\\u003c")
    return _unless_known(request, Response(written, media_type="application/json"))


def _story(request: Request, story_id: str) -> str:
    return _absolute(request, link(request, "story", story_id=story_id))


def _absolute(request: Request, path: str) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{path}"


def _unless_known(request: Request, answer: Response) -> Response:
    """Return the answer, or that it is what the reader has already."""
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    kept = {"ETag": tag, "Cache-Control": "private, no-cache"}
    # A proxy that packs the answer makes its tag a weak one (RFC 9110, 13.1.2).
    known = request.headers.get("if-none-match", "").split(",")
    if tag in {each.strip().removeprefix("W/") for each in known}:
        return Response(status_code=304, headers=kept)
    answer.headers.update(kept)
    return answer
