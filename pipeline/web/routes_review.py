"""The routes of the review queue: its page, and the answers to several questions at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from pipeline.model import Judgement, Verdict
from pipeline.review.judge import judge_again
from pipeline.web import cursor, stories
from pipeline.web.judgement_effect import code_of
from pipeline.web.pages import link
from pipeline.web.request_context import context_of
from pipeline.web.review import review_page
from pipeline.web.routes_write import EditorForm  # noqa: TC001 - FastAPI reads it
from pipeline.web.story_filter import read_day

router = APIRouter()

ANSWER_TO = "answer~"
"""What the name of a field begins with that answers a question; the pair follows."""


@router.get("/review", name="review", response_class=HTMLResponse)
def show_review(
    request: Request, day: str = "", stored: int = 0, left_out: int = 0, did: str = ""
) -> HTMLResponse:
    """Show the open questions of a day."""
    context = context_of(request)
    with context.read() as db:
        asked = read_day(day) if day else stories.front_day(db) or context.runtime.clock().date()
        page = review_page(db, asked)
    moved = cursor.read(did, int, int)
    return context.show(
        "review.html", page=page, stored=stored, left_out=left_out, moved=moved, answer_to=ANSWER_TO
    )


@router.post("/review", name="answer_review")
def answer_review(request: Request, fields: EditorForm) -> RedirectResponse:
    """Store all answers of the page in one go; a question without an answer stays open."""
    context = context_of(request)
    day: date = read_day(fields.get("day", ""))
    now = context.runtime.clock()
    judgements = [
        _judgement(name, answer, context.user.name, now)
        for name, answer in fields.items()
        if _answers(name, answer)
    ]
    if not judgements:
        raise HTTPException(400, "None of the questions is answered.")
    change, left_out = judge_again(context.runtime, judgements)
    query = {
        "day": day,
        "stored": len(judgements) - len(left_out),
        "left_out": len(left_out) or "",
        "did": code_of(change),
    }
    return RedirectResponse(link(request, "review", query), 303)


def _answers(name: str, answer: str) -> bool:
    return name.startswith(ANSWER_TO) and answer in set(Verdict)


def _judgement(name: str, answer: str, by: str, now: datetime) -> Judgement:
    ends = cursor.read(name.removeprefix(ANSWER_TO), str, str)
    if ends is None or ends[0] == ends[1]:
        raise HTTPException(400, "The form does not name two articles.")
    left_id, right_id = sorted(ends)
    return Judgement(left_id, right_id, Verdict(answer), by, now.astimezone(UTC), "")
