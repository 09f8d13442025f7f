"""Templates become answers: one environment that escapes everything, and links that know where the app is mounted."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.web import display, wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

STATIC = Path(__file__).with_name("static")


def environment() -> Environment:
    """Return the template environment: all output escaped and cleaned, a missing name an error."""
    made = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        finalize=display.shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        agency=wording.agency_name,
        canonical_reason=wording.canonical_reason,
        appeared=display.appeared,
        clock=display.clock,
        counted=display.counted,
        duration=display.duration,
        excerpt=display.excerpt,
        long_day=display.long_day,
        moment=display.day_and_clock,
        percent=display.percent,
        plain=display.plain_reason,
        safe_href=display.safe_href,
        short_day=display.short_day,
        thousands=display.thousands,
        without_www=lambda host: host.removeprefix("www."),
    )
    made.globals.update(
        relation_words=wording.RELATIONS,
        label_words=wording.LABELS,
        limit_words=wording.LIMITS,
        style_version=_fingerprint(),
    )
    return made


def _fingerprint() -> str:
    """Return a mark of the static files, so that a browser keeps them until they change."""
    content = b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file())
    return hashlib.sha256(content).hexdigest()[:12]


class Pages:
    """Renders templates for a request."""

    def __init__(self) -> None:
        self._environment = environment()

    def show(self, request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """Return the page this template makes of the values."""
        html = self._environment.get_template(template).render(
            link=_Links(request),
            here=request.url.path,
            user=getattr(request.state, "user", None),
            **values,
        )
        return HTMLResponse(html, status_code=status, headers={"Cache-Control": "private, no-cache"})


class _Links:
    """Makes addresses inside the app: paths without a host, so any proxy in front of it is fine."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def __call__(self, name: str, query: Mapping[str, object] | None = None, **path: object) -> str:
        return link(self._request, name, query, **path)


def link(request: Request, name: str, query: Mapping[str, object] | None = None, **path: object) -> str:
    """Return the address of a named route, without the query values that are empty."""
    root = request.scope.get("root_path", "").rstrip("/")
    written = urlencode({key: value for key, value in (query or {}).items() if value not in (None, "")})
    return f"{root}{request.app.url_path_for(name, **path)}{'?' + written if written else ''}"
