"""The routes that change something: a judgement on a pair, a decision about boilerplate, the sources.

Each checks the role, the origin and the token before anything else, and answers with a redirect to a page, so that
reloading never judges twice.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

from pipeline.crawling.urls import MAX_URL_LENGTH
from pipeline.errors import SourceError
from pipeline.model import BoilerplateStatus, Verdict
from pipeline.review.judge import judge, unjudge
from pipeline.steps.clean.decide import decide_boilerplate
from pipeline.steps.discover.add import add, find_sources
from pipeline.steps.discover.retry import retry_sources
from pipeline.steps.discover.sources import set_enabled
from pipeline.web import cursor
from pipeline.web.boilerplate import HIGHEST_FINGERPRINT
from pipeline.web.judgement_effect import TAKE_BACK, code_of, standing_verdict
from pipeline.web.pages import link
from pipeline.web.request_context import context_of
from pipeline.web.security import form_fields, refuse_other_sites

router = APIRouter()

NOTE_CHARACTERS = 2_000


def editor_form(request: Request, fields: Annotated[dict[str, str], Depends(form_fields)]) -> dict[str, str]:
    """Return the fields of a form that this user may send; raise 403 otherwise."""
    context = context_of(request)
    if not context.user.may_judge:
        raise HTTPException(403, "To judge, ask for the role that may edit.")
    refuse_other_sites(request)
    tokens = context.application.tokens
    if not tokens.is_good(fields.get("token", ""), context.user, context.runtime.clock()):
        raise HTTPException(403, "This form is too old. Go back, reload the page, and try again.")
    return fields


EditorForm = Annotated[dict[str, str], Depends(editor_form)]


@router.post("/pair/{left}/{right}/judgement", name="judge_pair")
def judge_pair(request: Request, left: str, right: str, fields: EditorForm) -> RedirectResponse:
    """Store the editor's judgement on this pair, or take it back, and go on in the queue or show what it did."""
    answer = fields.get("verdict", "")
    context = context_of(request)
    with context.read() as db:
        before = standing_verdict(db, left, right)
    if answer == TAKE_BACK:
        change = unjudge(context.runtime, (left, right), dry_run=False)
    elif answer in set(Verdict):
        note = fields.get("note", "").strip()[:NOTE_CHARACTERS]
        change = judge(
            context.runtime, (left, right), Verdict(answer), by=context.user.name, note=note, dry_run=False
        )
    else:
        raise HTTPException(400, "The form does not say whether the two are the same story.")
    done = {"done": answer, "did": code_of(change), "was": before or TAKE_BACK}
    day, goes_on = fields.get("day", ""), cursor.read(fields.get("next", ""), str, str)
    if day and answer != TAKE_BACK and goes_on:
        done |= {"day": day, "of": cursor.write(left, right)}
        left, right = goes_on
    elif day:
        done |= {"day": day}
    return RedirectResponse(link(request, "pair", done, left=left, right=right), 303)


@router.post("/boilerplate/decision", name="decide_boilerplate")
def decide(request: Request, fields: EditorForm) -> RedirectResponse:
    """Store whether this block is boilerplate, or take that back; the next run cleans the articles that have it."""
    status, host = fields.get("verdict", ""), fields.get("host", "")
    fingerprint = _number(fields.get("fingerprint", ""))
    if fingerprint is None:
        raise HTTPException(400, "The form does not name a block.")
    if status not in set(BoilerplateStatus):
        raise HTTPException(400, "The form does not say whether the block is boilerplate.")
    context = context_of(request)
    decide_boilerplate(context.runtime, host, fingerprint, BoilerplateStatus(status), by=context.user.name)
    shown = {name: fields.get(name, "") for name in ("status", "after")}
    query = {"host": host, **shown, "done": status}
    return RedirectResponse(f"{link(request, 'boilerplate', query)}#b{fingerprint}", 303)


@router.post("/sources/add", name="add_source")
def add_source(request: Request, fields: EditorForm) -> RedirectResponse:
    """Find the feeds and sitemaps of a site, and add the best."""
    runtime = context_of(request).runtime
    try:
        found = find_sources(runtime, fields.get("address", "")[:MAX_URL_LENGTH])
    except SourceError as error:
        raise HTTPException(400, str(error)) from error
    added = add(runtime, found)
    done = "added" if added else "held" if found.sources else "nothing_found"
    return RedirectResponse(link(request, "sources", {"done": done}), 303)


@router.post("/sources/change", name="change_source")
def change_source(request: Request, fields: EditorForm) -> RedirectResponse:
    """Enable or disable a source, or let the next run ask again for it and for all that was refused."""
    runtime, name, change = (
        context_of(request).runtime,
        fields.get("source", ""),
        fields.get("change", ""),
    )
    if change == "retry":
        retry_sources(runtime, [name])
    elif change in {"enable", "disable"}:
        set_enabled(runtime, name, enabled=change == "enable")
    else:
        raise HTTPException(400, "The form does not say what to change.")
    return RedirectResponse(link(request, "sources", {"done": change}), 303)


def _number(text: str) -> int | None:
    """Return the fingerprint a form names, or None for a text that is no number of a block."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if abs(number) <= HIGHEST_FINGERPRINT else None
