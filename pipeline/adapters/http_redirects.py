"""Where an answer sends its readers, and the cookies that are carried on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from pipeline.crawling.urls import without_login
from pipeline.errors import Rejected
from pipeline.parsing.pages.refresh import refresh_target

if TYPE_CHECKING:
    from pipeline.adapters.http_request import Redirect
    from pipeline.model import Fetched

_RAW_BYTE = re.compile("[\udc80-\udcff]")
"""A byte of a header that is no UTF-8, as the client gives it; some servers redirect to addresses in Latin-1."""


class Cookies:
    """Cookies within one chain of redirects: some sites set one and ask for the same address again.

    They end with the chain, so nobody can follow us from page to page.
    """

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def keep(self, redirect: Redirect, url: str) -> None:
        """Keep what a redirect from this address set."""
        if redirect.cookies:
            self._jar = self._jar or aiohttp.CookieJar(unsafe=True)
            self._jar.update_cookies(redirect.cookies, URL(url))

    def of(self, url: str) -> dict[str, str] | None:
        """Return what is to be sent to this address."""
        if self._jar is None:
            return None
        return {name: morsel.value for name, morsel in self._jar.filter_cookies(URL(url)).items()}


def sent_on(answer: Fetched, here: str) -> str | None:
    """Return where a page without a text of its own sends its readers; None for a page that stays."""
    target = refresh_target(answer.body, answer.content_type, answer.headers.get("refresh", ""))
    return None if target is None or urljoin(here, target) == here else target


def redirected(first: str, here: str, location: str) -> str:
    """Return the address a redirect leads to, without its fragment; spaces in it are written as browsers write them."""
    try:
        target = _RAW_BYTE.sub(_escaped, location).strip().replace(" ", "%20")
        return urljoin(here, target).partition("#")[0]
    except ValueError as error:
        raise Rejected("redirect_refused", f"{first}: to {without_login(location)[:200]}") from error


def _escaped(raw_byte: re.Match[str]) -> str:
    return f"%{ord(raw_byte[0]) - 0xDC00:02X}"
