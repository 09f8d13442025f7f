"""What a route needs to answer a request: the runtime, the templates, the form tokens, and the user who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from fastapi import Request
    from fastapi.responses import HTMLResponse

    from pipeline.ports import Connection, Runtime
    from pipeline.web.pages import Pages
    from pipeline.web.security import Tokens, User


@dataclass(frozen=True, slots=True)
class Application:
    """What all requests share. `sign_in` returns where somebody unknown may log in."""

    runtime: Runtime
    pages: Pages
    tokens: Tokens
    sign_in: Callable[[Request], str] | None


@dataclass(frozen=True, slots=True)
class RequestContext:
    """One request, who sent it, and the application that answers it."""

    request: Request
    user: User
    application: Application

    @property
    def runtime(self) -> Runtime:
        """The runtime of the application."""
        return self.application.runtime

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one moment of the warehouse."""
        return self.runtime.warehouse.read()

    def show(self, template: str, **values: Any) -> HTMLResponse:
        """Return a page for the user, with a form token if that user may judge."""
        tokens = self.application.tokens
        token = tokens.make(self.user, self.runtime.clock()) if self.user.may_judge else ""
        return self.application.pages.show(self.request, template, token=token, **values)


def application_of(request: Request) -> Application:
    """Return the application that answers this request."""
    application: Application = request.app.state.newsfold
    return application


def context_of(request: Request) -> RequestContext:
    """Return the context of a request whose user is known."""
    return RequestContext(request, request.state.user, application_of(request))
