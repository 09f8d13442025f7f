"""What kind of page this is: an article, unless its own markup or its whole text says otherwise.

Conservative, and structure before words: a page that declares itself an article is one, whatever it says about
cookies or missing pages; words count only on short pages that declare nothing, and only in the title or as a large
share of the text. `og:type` alone proves nothing against structure: sites set it on every page, so cards that lead to
reports (`listings`) and a site's home page are listings all the same. What slips through is found later by other means:
one text under many addresses of a host.

A page of a video with a sentence or two stays an article of the kind `video`; `steps.extract.outcomes` does likewise with
briefs, once it is known what of a page is its own text.

Tried and dropped: words such as "cloudflare" or "captcha" anywhere in headers or body (they stand on real pages),
and Mozilla's rule for readable pages (it drops 7 to 12 % of real news).
"""

from __future__ import annotations

import re
from http import HTTPStatus
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.model import BlockKind, Fetched, PageKind, Region
from pipeline.parsing.pages.listings import is_section_page
from pipeline.parsing.pages.word_count import page_word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Block
    from pipeline.parsing.pages.metadata import Metadata

STUB_WORDS = 150
"""A page that says it must be paid for and shows less than this shows its opening only."""

NOTICE_WORDS = 150
"""No notice of an error, a missing page or a log-in is longer; the shortest real ones have 20."""

CONSENT_WORDS = 400
"""Dialogues that list their purposes run long, but never as long as a report about them."""

CONSENT_CHARACTERS = 40 * CONSENT_WORDS
"""No language has longer words; a single one of megabytes need not be searched."""

CONSENT_SHARE = 0.025
CONSENT_TERMS = 3
"""Of the words, and different ones: on 2,600 real pages no article came to both."""

VIDEO_WORDS = 120
"""A sentence or two on a video, and the notices beside it; what has more is a report with a video in it."""

LISTING_LINKED = 0.7
LISTING_BLOCKS = 10
"""Share of the main text inside links, and blocks: section pages have .86 and more, articles at most .51."""

LISTING_TEASERS = 0.8
"""Share of the blocks that are a heading and one paragraph under it; articles with subheadings have longer parts."""

_SECTION_ADDRESS = re.compile(
    r"/(?:section|category|tags?|topics?|archive|author|search|rubrik|ressort|thema)/|/page/\d+/?$"
)
_VIDEO_ADDRESS = re.compile(r"/(?:videos?|vídeos?|watch|mediathek|tv-video|video-\d+)(?:/|-?\d)")
_HOME_PATH = re.compile(r"/?(?:(?:index|default|home)\.(?:html?|php|aspx?))?")
_ARTICLE_TYPE = re.compile(r"Article$|Posting$|^Report|^Review")
_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
_GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})

_MISSING = re.compile(
    r"""
    ^(?:error\s)?404\b | \b404\b.*(?:error|found) | (?:page|article|story|content|file)\s(?:was\s|could\s)?(?:not\s(?:be\s)?found|does\snot\sexist)
    | (?:page|article|story)\s(?:is\s)?(?:no\slonger\savailable|gone|missing|unavailable) | ^not\sfound
    | seite\s(?:wurde\s)?nicht\sgefunden | artikel\s(?:wurde\s)?nicht\sgefunden | page\s(?:introuvable|non\strouv[ée]e)
    | p[áa]gina\s(?:no|n[ãa]o)\s(?:encontrada|existe) | pagina\s(?:non\strovata|niet\sgevonden)
    | страница\sне\sнайдена | nie\sznaleziono\sstrony | sidan\shittades\sinte | siden\s(?:ble|blev)\sikke\sfunnet
    | ページが見つかりません | 页面不存在 | 頁面不存在 | 페이지를\s찾을\s수\s없습니다 | الصفحة\sغير\sموجودة
    """,  # noqa: RUF001 - Russian
    re.IGNORECASE | re.VERBOSE,
)
_BROKEN = re.compile(
    r"^(?:error )?(?:403|50[0234]|52\d)\b\W*(?:$|error|bad|service|gateway|forbidden|internal|origin|web)|^access denied|^just a moment|^attention required|bad gateway|service (?:temporarily )?unavailable"
    r"|gateway time-?out|internal server error|^forbidden|^error$|are you a (?:robot|human)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"^(?:log|sign)[ -]?in\b|^anmelden\b|^einloggen\b|^connexion\b|^se connecter|^iniciar sesi[óo]n|^accedi\b|^entrar\b"
    r"|^inloggen\b|^logga in|^logg inn|^войти|^вход\b|^zaloguj|^ログイン|^登录|^로그인",
    re.IGNORECASE,
)
_LOOKED_FOR = re.compile(
    r"\b(?:page|article|story|content) (?:that )?you(?:['\u2019]re| are| were| have|'ve)? ?(?:wanted|requested|looking|tried|trying|followed)"
    r"|\b(?:gewünschte|angeforderte|gesuchte) (?:seite|artikel)|\bla page (?:que vous|demandée)|\bla página que (?:busca|ha solicit)"
    r"|\bla pagina (?:richiesta|che (?:stai|hai) cerca)|\ba página que (?:procura|você)|\bde (?:gevraagde|opgevraagde) pagina",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|information on (?:your|a) device|accept all|agree and continue|continue without \w{1,30}ing"
    r"|manage (?:choices|options|preferences)|cookies?\b|consent\w*|privacy|partners?\b|vendors?\b|personal data|personali[sz]ed|tracking"
    r"|einwillig\w*|zustimm\w*|datenschutz\w*|personenbezogen\w*|consent[ei]\w*|vie priv[ée]e|donn[ée]es personnelles"
    r"|privacidad|consentimiento|datos personales|toestemming|samtykke|personvern|согласи\w*|файл\w{0,3} cookie|同意|クッキー",
    re.IGNORECASE,
)


def page_kind(fetched: Fetched, metadata: Metadata, blocks: Sequence[Block]) -> PageKind:
    """Return the kind of the page whose blocks and metadata these are."""
    if fetched.http_status >= HTTPStatus.BAD_REQUEST or _is_challenge(fetched):
        return PageKind.ERROR_PAGE
    if metadata.live:
        return PageKind.LIVE_BLOG
    main = [block for block in blocks if block.region is Region.MAIN]
    words = page_word_count(" ".join(block.text for block in main))
    if not metadata.free and words < STUB_WORDS:
        return PageKind.PAYWALL_STUB
    if (known := _kind_of_no_report(fetched.url, metadata, blocks, words)) is not None:
        return known
    if _declares_article(metadata):
        return PageKind.ARTICLE
    return _undeclared_kind(fetched, metadata, blocks, main, words)


def _kind_of_no_report(url: str, metadata: Metadata, blocks: Sequence[Block], words: int) -> PageKind | None:
    """Return the kind of a page that is no report by its structure, whatever `og:type` says; None for others."""
    if words <= VIDEO_WORDS and _declares_video(url, metadata):
        return PageKind.VIDEO
    if metadata.schema_types & _GALLERY_TYPES and not _declares_article(metadata):
        return PageKind.GALLERY
    is_report = any(map(_ARTICLE_TYPE.search, metadata.schema_types))
    if not is_report and (_is_home_page(url, metadata) or is_section_page(blocks, metadata.title)):
        return PageKind.LISTING
    return None


def _undeclared_kind(
    fetched: Fetched, metadata: Metadata, blocks: Sequence[Block], main: Sequence[Block], words: int
) -> PageKind:
    """Return the kind of a page that does not say of itself that it is an article."""
    titles = [title for title in (metadata.title, metadata.page_title) if title]
    if words <= NOTICE_WORDS:
        if any(map(_BROKEN.search, titles)):
            return PageKind.ERROR_PAGE
        if any(map(_MISSING.search, titles)) or any(_LOOKED_FOR.search(block.text) for block in main):
            return PageKind.SOFT_404
        if metadata.asks_password and any(map(_LOGIN.search, titles)):
            return PageKind.PAYWALL_STUB
    if _is_consent_dialogue(main) or (_is_consent_dialogue(blocks) and _mentions_consent(main)):
        return PageKind.CONSENT_WALL
    if metadata.schema_types & _LISTING_TYPES or _is_listing(fetched.url, main):
        return PageKind.LISTING
    return PageKind.ARTICLE


def _is_challenge(fetched: Fetched) -> bool:
    return any(
        name.lower() == "cf-mitigated" and "challenge" in value for name, value in fetched.headers.items()
    )


def _declares_video(url: str, metadata: Metadata) -> bool:
    """Whether the page says that it is a video: by its type, or by its address and markup together."""
    if (metadata.og_type or "").lower().startswith("video"):
        return True
    has_video = "VideoObject" in metadata.schema_types
    address = metadata.canonical_url or url
    return (has_video and not any(map(_ARTICLE_TYPE.search, metadata.schema_types))) or (
        _VIDEO_ADDRESS.search(urlsplit(address).path.lower()) is not None
    )


def _is_home_page(url: str, metadata: Metadata) -> bool:
    """Whether the address is that of a site as a whole, and the page calls itself no article."""
    parts = urlsplit(url)
    return (
        parts.scheme.startswith("http")
        and _HOME_PATH.fullmatch(parts.path.lower()) is not None
        and not parts.query
        and not _declares_article(metadata)
    )


def _declares_article(metadata: Metadata) -> bool:
    return (metadata.og_type or "").lower() == "article" or any(
        map(_ARTICLE_TYPE.search, metadata.schema_types)
    )


def _is_consent_dialogue(blocks: Sequence[Block]) -> bool:
    text = " ".join(block.text for block in blocks)
    words = page_word_count(text)
    if words > CONSENT_WORDS or len(text) > CONSENT_CHARACTERS:
        return False
    found = [term.casefold() for term in _CONSENT.findall(text)]
    return len(set(found)) >= CONSENT_TERMS and len(found) >= CONSENT_SHARE * words


def _mentions_consent(blocks: Sequence[Block]) -> bool:
    return any(_CONSENT.search(block.text) for block in blocks)


def _is_listing(url: str, main: Sequence[Block]) -> bool:
    """Whether the text is mostly links, or, under a section's address, a headline and a teaser again and again."""
    if len(main) < LISTING_BLOCKS:
        return False
    characters = sum(len(block.text) for block in main)
    linked = sum(len(block.text) * block.link_density for block in main)
    if linked >= LISTING_LINKED * characters:
        return True
    kinds = [block.kind for block in main]
    teasers = sum(pair == (BlockKind.HEADING, BlockKind.PARAGRAPH) for pair in pairwise(kinds))
    return bool(_SECTION_ADDRESS.search(urlsplit(url).path)) and 2 * teasers >= LISTING_TEASERS * len(main)
