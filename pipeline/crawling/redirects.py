"""Where a redirect led: to the page that was announced, or to a front page that stands in for one that is gone.

Some sites answer for dead links with a redirect to their front page or to the section the page was in, which would be
stored as an article, one for each night. Known exception: a page at the top of a site under a short name that redirects
to the front page for good; it is a front page by then.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from pipeline.crawling.urls import url_key

LANDS_ON_THE_FRONT = "lands_on_the_front"

_FRONT = re.compile(
    r"/*(?:(?:index|default|home|main|start|startseite|accueil|inicio)(?:\.\w{2,5})?/*)?", re.IGNORECASE
)
_LANGUAGE = re.compile(r"(?<!/)/+[a-z]{2}(?:[-_][a-zA-Z]{2})?(?=/|$)")
"""A front page in one language: `/en/`."""
_REASON_NAMES = re.compile(
    r"err|msg|message|status|code|reason|notfound|not_found|from|src|source|ref|redirect|utm_"
)
"""Parameters of a front page that say why a reader was sent there."""
_NAMES_PAGE = re.compile(r"[0-9]{4}|[^_-][_-][^_-]+[_-]|\.\w{2,5}$")


def lands_on_the_front(asked: str, answered: str) -> bool:
    """Return whether the address that answered is the front page, or a section above the page that was asked for."""
    if url_key(asked) == url_key(answered):
        return False
    wanted, got = urlsplit(asked), urlsplit(answered)
    if _is_front(wanted.path, wanted.query):
        return False
    if _is_front(got.path, got.query):
        return True
    sections = [segment for segment in got.path.split("/") if segment]
    above = [segment for segment in wanted.path.split("/") if segment][:-1]
    names_page = any(_NAMES_PAGE.search(segment) for segment in sections[-1:])
    return bool(sections) and sections == above[: len(sections)] and not names_page and not got.query


def _is_front(path: str, query: str) -> bool:
    """Return whether an address is a front page: nothing in it, or no more than why a reader was sent there."""
    says_page = any(not _REASON_NAMES.match(name.lower()) for name, _ in parse_qsl(query))
    return bool(_FRONT.fullmatch(_LANGUAGE.sub("", path, count=1))) and not says_page
