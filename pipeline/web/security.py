"""Who is asking, what they may do, and how the pages defend themselves.

*Roles.* A `User` reads; one who `may_judge` also judges pairs and decides about boilerplate.
*Forgery.* Every form has a token: an HMAC of the user's name and the hour it ends, with a key that other sites cannot
know. A POST must bring one back, and a browser that names another site as its origin is refused before that.
*Content.* The policy allows this site's own style sheet and script file and nothing inline, so a headline that
slipped through escaping still could not run.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from fastapi import HTTPException, Request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HOURS = 12  # a working day with a form left open
_FORM_MAX_BYTES = 16_384  # the longest form is a note of a few sentences

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who looks at the pages."""

    name: str
    may_judge: bool = False


def reader() -> User:
    """Return the user of a page served without login: reads, judges nothing."""
    return User("reader")


class Tokens:
    """Makes and checks the tokens of forms."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def make(self, user: User, now: datetime) -> str:
        """Return a token that lets this user post for some hours."""
        ends = int(now.timestamp()) // 3600 + TOKEN_HOURS
        return f"{ends}.{self._sign(user, ends)}"

    def is_good(self, token: str, user: User, now: datetime) -> bool:
        """Whether this token was made here, for this user, and has not ended."""
        ends, _, signature = token.partition(".")
        if not (ends.isascii() and ends.isdigit() and len(ends) < 12):
            return False
        fresh = int(now.timestamp()) // 3600 <= int(ends)
        return fresh and hmac.compare_digest(signature.encode(), self._sign(user, int(ends)).encode())

    def _sign(self, user: User, ends: int) -> str:
        signed = f"{ends}\x1f{user.name}".encode()
        return hmac.new(self._secret, signed, hashlib.sha256).hexdigest()


def refuse_other_sites(request: Request) -> None:
    """Raise 403 when the browser says that another site sent this request.

    Sec-Fetch-Site is the browser's own answer and is right behind a proxy that renames the host; a browser that does
    not send it sends Origin.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        is_ours = site in {"same-origin", "none"}
    else:
        is_ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not is_ours:
        raise HTTPException(403, "This form was sent from another site.")


async def form_fields(request: Request) -> dict[str, str]:
    """Return the fields of a plain form; raise 413 for one longer than any of ours and 400 for another kind."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise HTTPException(400, "Only plain forms are accepted.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _FORM_MAX_BYTES:
            raise HTTPException(413, "It has more text than any form of these pages.")
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        raise HTTPException(400, "The form cannot be read.") from None


class SecurityHeaders:
    """Adds the headers to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped application does, with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.lower().encode(), value.encode())
                        for name, value in HEADERS.items()
                        if name.lower().encode() not in present
                    ),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)
