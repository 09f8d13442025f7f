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
_REASON_VALUE = re.compile(
    r"(?:page|article)?[-_ ]?not[-_ ]?found|40[34]|410|error|gone|expired|deleted", re.IGNORECASE
)
_ERROR_PAGE = re.compile(
    r"(?:.*/)?(?:40[34]|410|errors?(?:[-_/]?(?:page|40[34]|410))?|(?:page|seite|article)?[-_]?not[-_]?found)(?:\.\w{2,5})?/*",
    re.IGNORECASE,
)
"""A page that says that another is not there; some sites send readers to it, and answer there that all is well."""
_SEARCH = re.compile(
    r"(?:.*/)?(?:search|suche|suchen|recherche|buscar|busca|cerca|zoeken|szukaj|ara)(?:\.\w{2,5})?/*",
    re.IGNORECASE,
)
"""What a site found instead of a page that is gone."""
_DOCUMENT_END = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_NAMES_PAGE = re.compile(r"[0-9]{4}|[^_-][_-][^_-]+[_-]|\.\w{2,5}$")


def lands_on_the_front(asked: str, answered: str) -> bool:
    """Return whether the address that answered stands in for a page that is gone.

    It is the front page, a section above the page that was asked for, an error page, or a search for it.
    """
    if url_key(asked) == url_key(answered):
        return False
    wanted, got = urlsplit(asked), urlsplit(answered)
    if _is_front(wanted.path, wanted.query):
        return False
    if _is_front(got.path, got.query) or _stands_in(wanted.path, got.path):
        return True
    sections = [segment for segment in got.path.split("/") if segment]
    while sections and _FRONT.fullmatch(sections[-1]):
        sections.pop()
    sections[-1:] = [_DOCUMENT_END.sub("", segment) for segment in sections[-1:]]
    above = [segment for segment in wanted.path.split("/") if segment][:-1]
    names_page = any(_NAMES_PAGE.search(segment) for segment in sections[-1:])
    return (
        bool(sections) and sections == above[: len(sections)] and not names_page and not _says_page(got.query)
    )


def _is_front(path: str, query: str) -> bool:
    """Return whether an address is a front page: nothing in it, or no more than why a reader was sent there."""
    return bool(_FRONT.fullmatch(_LANGUAGE.sub("", path, count=1))) and not _says_page(query)


def _says_page(query: str) -> bool:
    """Return whether a parameter of it may name a page, and not why a reader was sent there."""
    return any(
        not (
            _REASON_NAMES.match(name.lower())
            or _REASON_VALUE.fullmatch(name)
            or _REASON_VALUE.fullmatch(value)
        )
        for name, value in parse_qsl(query)
    )


def _stands_in(asked: str, answered: str) -> bool:
    """Return whether an error page or a search answered for another page."""
    return any(kind.fullmatch(answered) and not kind.fullmatch(asked) for kind in (_ERROR_PAGE, _SEARCH))
