"""The routes that change something: a judgement on a pair, a decision about furniture.

Each checks the role, the origin and the token before anything else, and answers with a redirect to a page, so that
reloading never judges twice.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

from pipeline.model import BoilerplateStatus, Verdict
from pipeline.review.judge import judge, unjudge
from pipeline.steps.clean.decide import decide_boilerplate
from pipeline.web.boilerplate import HIGHEST_FINGERPRINT
from pipeline.web.pages import link
from pipeline.web.request_context import desk_of, user_of
from pipeline.web.security import form_fields, refuse_other_sites

router = APIRouter()

TAKE_BACK = "take_back"
_NOTE_CHARACTERS = 2_000


def editor_form(request: Request, fields: Annotated[dict[str, str], Depends(form_fields)]) -> dict[str, str]:
    """Return the fields of a form that this user may send; raise 403 otherwise."""
    user = user_of(request)
    desk = desk_of(request)
    if not user.may_judge:
        raise HTTPException(403, "You may read these pages, not judge. Ask for the role that may edit.")
    refuse_other_sites(request)
    if not desk.tokens.is_good(fields.get("token", ""), user, desk.runtime.clock()):
        raise HTTPException(403, "This form is too old. Go back, reload the page, and try again.")
    return fields


EditorForm = Annotated[dict[str, str], Depends(editor_form)]


@router.post("/pair/{left}/{right}/judgement", name="judge_pair")
def judge_pair(request: Request, left: str, right: str, fields: EditorForm) -> RedirectResponse:
    """Store what the editor says about this pair, or take it back."""
    said = fields.get("verdict", "")
    runtime = desk_of(request).runtime
    if said == TAKE_BACK:
        unjudge(runtime, left, right, dry_run=False)
    elif said in set(Verdict):
        note = fields.get("note", "").strip()[:_NOTE_CHARACTERS]
        judge(runtime, left, right, Verdict(said), by=user_of(request).name, note=note, dry_run=False)
    else:
        raise HTTPException(400, "The verdict is missing: same or different?")
    return RedirectResponse(link(request, "pair", {"done": said}, left=left, right=right), 303)


@router.post("/furniture/decision", name="decide_furniture")
def decide(request: Request, fields: EditorForm) -> RedirectResponse:
    """Store whether this block is furniture, or take that back; the next run cleans what carries it."""
    said, host = fields.get("verdict", ""), fields.get("host", "")
    fingerprint = _number(fields.get("fingerprint", ""))
    if fingerprint is None:
        raise HTTPException(400, "The form does not name a block.")
    if said not in set(BoilerplateStatus):
        raise HTTPException(400, "The verdict is missing: furniture or not?")
    decide_boilerplate(
        desk_of(request).runtime, host, fingerprint, BoilerplateStatus(said), by=user_of(request).name
    )
    query = {"host": host, "status": fields.get("status", ""), "after": fields.get("after", ""), "done": said}
    return RedirectResponse(f"{link(request, 'furniture', query)}#b{fingerprint}", 303)


def _number(text: str) -> int | None:
    """Return the fingerprint a form names, or None for what is none."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if abs(number) <= HIGHEST_FINGERPRINT else None
