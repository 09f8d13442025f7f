"""What every route needs at hand: the runtime, the pages, the form tokens, and the user who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request
    from fastapi.responses import HTMLResponse

    from pipeline.ports import Runtime
    from pipeline.web.pages import Pages
    from pipeline.web.security import Tokens, User


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools of the application, one set for each."""

    runtime: Runtime
    pages: Pages
    tokens: Tokens
    sign_in: Callable[[Request], str] | None

    def show(self, request: Request, template: str, **values: Any) -> HTMLResponse:
        """Return a page for the request's user, with a form token if that user may judge."""
        user = user_of(request)
        token = self.tokens.make(user, self.runtime.clock()) if user.may_judge else ""
        return self.pages.show(request, template, token=token, **values)


def desk_of(request: Request) -> Desk:
    """Return the desk of the application that answers this request."""
    desk: Desk = request.app.state.desk
    return desk


def user_of(request: Request) -> User:
    """Return who asks."""
    user: User = request.state.user
    return user
