"""The routes by which an editor says that two articles report one event or other ones: what it changes, then the word."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from pipeline.web.event_words import ANSWERS, apply_word, event_word_page
from pipeline.web.pages import link
from pipeline.web.request_context import context_of
from pipeline.web.routes_write import NOTE_CHARACTERS, EditorForm

router = APIRouter()

_UNANSWERED = "The form does not say whether the two report one event."


@router.get("/pair/{left}/{right}/event", name="try_event_word", response_class=HTMLResponse)
def try_event_word(
    request: Request, left: str, right: str, verdict: str = "", note: str = ""
) -> HTMLResponse:
    """Show what a word on the events of two articles would change, with the form that stores it."""
    context = context_of(request)
    if not context.user.may_judge:
        raise HTTPException(403, "To judge, ask for the role that may edit.")
    if verdict not in ANSWERS:
        raise HTTPException(400, _UNANSWERED)
    page = event_word_page(context.runtime, (left, right), verdict, context.user.name)
    return context.show("event_word.html", page=page, note=note[:NOTE_CHARACTERS])


@router.post("/pair/{left}/{right}/event", name="judge_events")
def judge_events(request: Request, left: str, right: str, fields: EditorForm) -> RedirectResponse:
    """Store the editor's word on the events of these two articles, or take it back."""
    answer, note = fields.get("verdict", ""), fields.get("note", "").strip()[:NOTE_CHARACTERS]
    if answer not in ANSWERS:
        raise HTTPException(400, _UNANSWERED)
    context = context_of(request)
    apply_word(context.runtime, (left, right), answer, by=context.user.name, note=note)
    done = {"done": f"event_{answer}"}
    return RedirectResponse(f"{link(request, 'pair', done, left=left, right=right)}#events", 303)
