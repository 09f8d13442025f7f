"""The stories pages inside Airflow, with its menu, login and roles. The only file of the package that imports Airflow.

Every Airflow process loads its plugins, tasks included. So nothing is imported or built here before the first request
for a page; then the api-server, and no other process, builds the application.

Who may see the DAG `ingest_news` may read the pages, and who may edit the DAG `review_folds` may judge. Everybody else
is sent to Airflow's own sign-in page.
"""

# ruff: noqa: PLC0415 - imported by the process that serves pages, and by no other

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Any

from airflow.plugins_manager import AirflowPlugin

from pipeline.errors import NewsfoldError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

READING_DAG = "ingest_news"
JUDGING_DAG = "review_folds"
PREFIX = "/stories"


class LazyPages:
    """The application, built at the first request; where a setting is wrong, the answer says so."""

    def __init__(self) -> None:
        self._app: ASGIApp | None = None
        self._building = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        from starlette.responses import PlainTextResponse

        try:
            app = self._built()
        except NewsfoldError as error:
            app = PlainTextResponse(f"The stories pages cannot be shown: {error}", status_code=503)
        await app(scope, receive, send)

    def _built(self) -> ASGIApp:
        with self._building:
            if self._app is None:
                self._app = build_app()
            return self._app


def build_app() -> FastAPI:
    """Return the application as Airflow protects it."""
    from airflow.api_fastapi.app import get_auth_manager
    from airflow.api_fastapi.auth.tokens import get_signing_key
    from airflow.api_fastapi.core_api.security import GetUserDep, requires_access_dag
    from fastapi import HTTPException, Request

    from pipeline.runtime import from_environment
    from pipeline.web.app import create_app
    from pipeline.web.security import User

    may_read = requires_access_dag(method="GET", param_dag_id=READING_DAG)
    may_judge = requires_access_dag(method="PUT", param_dag_id=JUDGING_DAG)

    def current_user(request: Request, user: GetUserDep) -> User:
        may_read(request, user)
        try:
            may_judge(request, user)
        except HTTPException:
            return User(user.get_name())
        return User(user.get_name(), may_judge=True)

    def sign_in(request: Request) -> str:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return get_auth_manager().get_url_login(next_url=path)

    # FastAPI reads annotations; as text they could not be resolved outside this function.
    current_user.__annotations__ = {"request": Request, "user": GetUserDep, "return": User}
    secret = hashlib.sha256(b"newsfold forms" + get_signing_key("api", "secret_key").encode()).digest()
    return create_app(from_environment(), current_user, secret=secret, sign_in=sign_in)


_APPS: list[dict[str, Any]] = [{"app": LazyPages(), "url_prefix": PREFIX, "name": "newsfold stories"}]
# Addresses without a leading slash are relative to Airflow, which may be served below a path of its host.
_VIEWS: list[dict[str, Any]] = [
    {
        "name": "Stories",
        "href": "stories/",
        "destination": "nav",
        "url_route": "stories-page",
        "nav_top_level": True,
        "icon": "stories/static/icon.svg",
        "icon_dark_mode": "stories/static/icon-dark.svg",
    },
    {
        "name": "Stories of run",
        "href": "stories/run?run_id={RUN_ID}",
        "destination": "dag_run",
        "url_route": "stories-run",
    },
]


class NewsfoldPlugin(AirflowPlugin):
    """Adds the pages to the api-server, the menu and each run's page."""

    name = "newsfold"
    fastapi_apps = _APPS
    external_views = _VIEWS
