"""The stories pages as one FastAPI application: each route reads in one transaction and shows one page.

The application is independent of Airflow and of any login: `current_user` says who asks, and may itself have FastAPI
dependencies. Routes are plain functions, which run in threads, so that a slow query delays no other reader.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException

from pipeline.errors import NewsfoldError, NotFoundError, QuestionError
from pipeline.web import (
    routes_api,
    routes_event_words,
    routes_read,
    routes_review,
    routes_search,
    routes_write,
)
from pipeline.web.pages import STATIC, Pages
from pipeline.web.request_context import Application, application_of
from pipeline.web.security import SecurityHeaders, Tokens, User, reader
from pipeline.web.story_filter import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.ports import Runtime

_KEEP_STATIC = "public, max-age=31536000, immutable"  # their addresses change with their content


def create_app(
    runtime: Runtime,
    current_user: Callable[..., Any] = reader,
    *,
    secret: bytes | None = None,
    sign_in: Callable[[Request], str] | None = None,
) -> FastAPI:
    """Return the application on this runtime.

    `current_user` is a FastAPI dependency that returns a `User` or raises 401. `secret` signs the forms; processes
    that serve the same readers need the same one. `sign_in` returns where somebody unknown may log in.
    """

    def identify(request: Request, user: User = Depends(current_user)) -> None:  # noqa: B008 - FastAPI's form
        request.state.user = user

    app = FastAPI(
        title="newsfold stories",
        dependencies=[Depends(identify)],
        openapi_url=None,  # of the pages, which are for people; that of the API has an address of its own
    )
    tokens = Tokens(secret or secrets.token_bytes(32))
    app.state.newsfold = Application(runtime, Pages(), tokens, sign_in)
    app.include_router(routes_read.router)
    app.include_router(routes_search.router)
    app.include_router(routes_review.router)
    app.include_router(routes_write.router)
    app.include_router(routes_event_words.router)
    app.include_router(routes_api.router)
    app.mount("/static", _LastingFiles(directory=STATIC), name="static")
    app.add_exception_handler(StarletteHTTPException, _show_http_error)
    app.add_exception_handler(RequestValidationError, _show_bad_request)
    app.add_exception_handler(UnreadableError, _show_unreadable)
    app.add_exception_handler(NewsfoldError, _show_our_error)
    app.add_middleware(SecurityHeaders)
    return app


class _LastingFiles(StaticFiles):
    """Static files that a browser may keep, because their addresses change when they do."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:
        """Return the file, and let the browser keep it."""
        response = super().file_response(*arguments, **options)
        response.headers["Cache-Control"] = _KEEP_STATIC
        return response


_HEADINGS = {
    400: "The request could not be read",
    403: "You may read, not change",
    404: "There is no such page",
    405: "This page takes no such request",
    409: "It contradicts what was said before",
    413: "The form is too long",
    503: "The warehouse does not answer",
}


_STATUSES: Mapping[type[NewsfoldError], int] = {NotFoundError: 404, QuestionError: 409}
"""Of our errors; any other says that the warehouse does not answer."""


async def _show_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    sign_in = application_of(request).sign_in
    is_page = request.method in {"GET", "HEAD"} and not routes_api.is_asked(request)
    if error.status_code == 401 and sign_in and is_page:
        return RedirectResponse(sign_in(request), status_code=303)
    return _error_page(request, error.status_code, str(error.detail or ""))


async def _show_bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if routes_api.is_asked(request):
        said = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return _error_page(request, 400, said)
    return _error_page(request, 400, "A part of the address or form cannot be read.")


async def _show_unreadable(request: Request, error: Exception) -> Response:
    return _error_page(request, 400, str(error))


async def _show_our_error(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 503)
    return _error_page(request, status, str(error))


def _error_page(request: Request, status: int, detail: str) -> Response:
    if routes_api.is_asked(request):
        return JSONResponse({"detail": detail}, status)
    heading = _HEADINGS.get(status, HTTPException(status).detail)
    pages = application_of(request).pages
    return pages.show(request, "error.html", status=status, heading=heading, detail=detail)
