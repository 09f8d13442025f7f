"""Addresses: the url key that says which page it is, and whether an address may be fetched at all.

The key is for identity only; what is fetched is always the address as announced. A key that joins two pages is worse
than one that leaves two copies apart (folding finds copies), so only what is known to be mere decoration goes:
scheme, `www.`, mobile, print and AMP forms, default ports, fragments, sessions, tracking parameters, trailing slashes.
Queries keep their other parameters, sorted. A parameter that merely may be tracking (`ref`, `cmp`) stays where its value
is an id and the path names no page; a fragment stays where it is a route of a page made of scripts (`#!/story/1`).

courlan was tried and dropped: it removes every parameter with `cid`, `source` or `session` in its name, and on many
sites `cid` is the article.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from urllib.parse import quote

import idna

_SCHEME = re.compile(r"(https?):/*", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:[^/?#]*@)?(\[[0-9a-fA-F:.]+\]|[^/?#@:\[\]]+)(?::(\d*))?")
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_\-]+(?:\.[a-z0-9_\-]+)*")
_DEFAULT_PORTS = frozenset({"", "80", "443"})

_VARIANT_HOSTS = ("www.", "m.", "mobile.", "amp.")
"""Host prefixes under which sites serve the same pages in another dress."""

_SURE_TRACKING = re.compile(
    r"utm_|mtm_|hsa_|__s|_hs|_g[al]$|[a-z]{1,4}clid$|[gw]braid$|igsh|mkt_tok|__twitter"
)
"""Parameters that name no page on any site; the others below do on some."""
_TRACKING_PREFIXES = (
    "utm_",
    "mc_",
    "hsa_",
    "pk_",
    "mtm_",
    "itm_",
    "stm_",
    "vero_",
    "oly_",
    "at_",
    "wt_",
    "wt.",
    "__s",
    "_hs",
)
_TRACKING_NAMES = frozenset(
    {
        *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid"),
        *("igshid", "igsh", "mkt_tok", "__twitter_impression", "_ga", "_gl", "_hsenc", "_hsmi", "li_fat_id"),
        *("ncid", "cmpid", "cmp", "ocid", "icid", "ito", "smid", "smtyp", "ftag", "xtor", "spref", "s_cid"),
        *("srnd", "taid", "ref", "ref_src", "ref_url", "referrer", "referer", "maca", "wtmc"),
    }
)
_CHANNEL_NAMES = frozenset({"source", "src", "from", "via", "medium", "origin", "share", "shared"})
_CHANNELS = frozenset(
    {
        *("rss", "feed", "rssfeed", "atom", "newsletter", "email", "mail", "push", "app", "social", "share"),
        *("twitter", "x", "facebook", "fb", "whatsapp", "telegram", "linkedin", "reddit", "instagram"),
        *("google", "googlenews", "flipboard", "home", "homepage", "frontpage", "web", "mobile", "sitemap"),
    }
)
"""By which a reader came; where such a name has another value (`?source=771231`), that may be the page."""
_AMP_PARAMETERS = frozenset({"amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "output=amp"})

_PRINT_PARAMETERS = frozenset(
    {
        *(
            f"{name}={value}"
            for name in ("print", "printable", "mobile", "m")
            for value in ("1", "true", "yes")
        ),
        *("print", "view=print", "output=print", "format=print", "mode=print"),
    }
)
_PRINT_TAILS = frozenset({"print", "printable"})
_ROUTE = re.compile(r"/(?!schema/)(?:[^/]+/[^/]|[^/]*[0-9]{3})")
"""Two parts at least, or a number: `#/top` is a place on a page, and `#/schema/…` names what a page's data are about."""
_SESSION_NAMES = re.compile(r"(?:phpsessid|jsessionid|aspsessionid[a-z]*|cfid|cftoken)$")
_MAYBE_SESSION_NAMES = frozenset({"sid", "sessid", "session", "sessionid", "session_id"})
_SESSION_VALUE = re.compile(r"[0-9A-Za-z]{20,}")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_ID_VALUE = re.compile(
    r"(?:[A-Za-z]{1,4}[-_.]?)?[0-9]{3,}(?:[-_.][0-9]+)?|[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"
)
_NAMES_PAGE = re.compile(r"[0-9]{4}|[^_-][_-][^_-]+[_-]")
"""In the last part of a path that names one page: a number of four digits, or three words and more."""

_VARIANT_TAILS = frozenset({"amp", "index.html", "index.htm"})
_AMP_ENDING = ".amp"
_AMP_DOCUMENT = re.compile(r"(?<=.)\.amp(?=\.html?\Z)", re.IGNORECASE)
_AMP_CACHE = re.compile(r"https?://[^/?#]+\.cdn\.ampproject\.org/[cv]/(s/)?(?=[^/])", re.IGNORECASE)
_ESCAPE_OR_UNSAFE = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_NEVER_IN_ADDRESS = re.compile('[\x00-\x20\x7f\\\\<>"\ud800-\udfff]')
_LOGIN = re.compile(r"://[^/?#]*@")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{7,}(?![0-9A-Za-z])")
# A whole part of a path, its beginning before a headline, or its end, where a word of two letters may follow.
_SHORT_NUMBER = re.compile(
    r"([0-9]{5,6})(?:\.[a-z]{2,5})?|([0-9]{5,6})[-_]+[^0-9].*|.*[^0-9][-_]([0-9]{5,6})(?:[-_][a-z]{1,3})?(?:\.[a-z]{2,5})?"
)
# Day, month and year in two digits each, in any order that is written, or year and month.
_SHORT_DATE = re.compile(
    r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}|[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{2}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])"
)
# What ends in a date has no other name: `/rates/2031-05-04`, `/weather/04.05.2031.html`, `/lottery-20310504`.
_ENDS_IN_DATE = re.compile(
    r"((?:19|20)[0-9]{2}([-./_]?)[01][0-9]\2[0-3][0-9]|[0-3]?[0-9]([-._])[01]?[0-9]\3(?:19|20)[0-9]{2})"
    r"/?(?:\.[a-z]{2,5})?\Z"
)
# A part of a path that holds words of a headline.
_HEADLINE = re.compile(r"[-_%+]|[^\x00-\x7f]|.{16}")
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_EDGES = "".join(map(chr, range(0x21))) + "\x7f\u00a0\u200b\ufeff"

MAX_URL_LENGTH = 2_000
"""Longer addresses are traps or scripts; browsers and search engines stop near here too."""

MAX_KEY_BYTES = 1_500
"""A letter beyond ASCII takes up to twelve bytes where it is escaped, and PostgreSQL indexes no row beyond 2,704."""
_MAX_HOST_LENGTH = 253
"""Of any name that can be asked for (RFC 1035, 2.3.4)."""
_HOST_AND_PORT = re.compile(r"[a-z0-9._\-\[\]:]{1,300}(?<!:)(?=[/?])")


def url_key(url: str) -> str:
    """Return the normalised address of `url`, for identity only: `www.Example.org/a/?utm_x=1#c` is `example.org/a`.

    Addresses of files and of other schemes, and strings that are no address, stay as they are but for stray edges.
    A key that no index could hold is its host and a hash. `url_key(url_key(x)) == url_key(x)` for every string.
    """
    key = _key_once(_clean_edges(url))
    while (again := _key_once(key)) != key:  # taking one variant away may uncover another: `/story/amp/amp/`
        key = again
    return key if len(key.encode()) <= MAX_KEY_BYTES else _hashed(key)


def page_number(key: str) -> str:
    """Return the number under which a site keeps a page, with its host; an empty string where its key has none.

    Sites write an address anew when the headline changes, but keep this. All long numbers count, except for dates.
    """
    numbers = [number for number in _NUMBER.findall(key) if not _DATE.fullmatch(number)]
    return " ".join([key.partition("/")[0], *numbers]) if numbers else ""


def short_number(key: str) -> str:
    """Return a number of five or six digits that may be that of a page, with what of its address is no headline.

    It stands before or after the headline in the path, or at one of its ends. An empty string where there is none. Dates
    of six digits are none; other numbers may be those of a section, so they are no proof by themselves.
    """
    host, *segments = key.partition("?")[0].split("/")
    found = [(at, match) for at, each in enumerate(segments) if (match := _SHORT_NUMBER.fullmatch(each))]
    numbers = [(at, match[1] or match[2] or match[3]) for at, match in found]
    numbers = [(at, number) for at, number in numbers if not _SHORT_DATE.fullmatch(number)]
    if len(numbers) != 1:
        return ""
    ((place, number),) = numbers
    kept = [each for at, each in enumerate(segments) if at != place and not _HEADLINE.search(each)]
    return " ".join(["/".join([host, *kept]), number])


def series_of(key: str) -> tuple[str, str] | None:
    """Return the series and the day of a page whose address ends in a date, as those of bulletins do; None for others."""
    if (match := _ENDS_IN_DATE.search(key)) is None:
        return None
    series = key[: match.start()]
    return (series, match[1]) if "/" in series and "?" not in series else None


def host_of(url: str) -> str:
    """Return the full host name in lower case, without port; an empty string for a file or what is no address."""
    scheme = _SCHEME.match(url)
    authority = _AUTHORITY.match(url[scheme.end() :]) if scheme else None
    return _ascii_host(authority[1]) if authority else ""


def origin_of(url: str) -> str:
    """Return scheme, host and port, as robots.txt and politeness go by; an empty string for what is no web address."""
    scheme = _SCHEME.match(url)
    authority = _AUTHORITY.match(url, scheme.end()) if scheme else None
    if scheme is None or authority is None or not (host := _ascii_host(authority[1])):
        return ""
    port = (authority[2] or "").lstrip("0")
    is_default = port in {"", "80" if scheme[1].lower() == "http" else "443"}
    return f"{scheme[1].lower()}://{host}" + ("" if is_default else f":{port}")


def why_unfetchable(url: str) -> str | None:
    r"""Return the reason this address is never asked for, or None when it may be.

    URL parsers disagree about backslashes, control characters and user names (`http://example.org\@evil.example/`),
    so addresses with any of these are refused rather than read in one of the two ways. Half a character (a lone
    surrogate) stands for no byte that could be sent.
    """
    if len(url) > MAX_URL_LENGTH:
        return "url_too_long"
    scheme = _SCHEME.match(url)
    if not scheme or not url[len(scheme[1]) :].startswith("://"):
        return "url_scheme"
    authority = _AUTHORITY.match(url, scheme.end())
    if scheme[0].count("/") != 2 or authority is None or _NEVER_IN_ADDRESS.search(url):
        return "url_invalid"
    ends_well = authority.end() == len(url) or url[authority.end()] in "/?#"
    port_is_real = not authority[2] or int(authority[2][:6]) in range(1, 65536)
    if "@" in authority[0] or not ends_well or not port_is_real or not _ascii_host(authority[1]):
        return "url_invalid"
    return None


def without_login(url: str) -> str:
    """Return the address as it may be shown: a user name and password before the host are secrets."""
    return _LOGIN.sub("://***@", url)


def _hashed(key: str) -> str:
    """Return a short key that no other has; the path of a page begins with `~`, so that it stays what it is."""
    mark = f"~{hashlib.sha256(key.encode()).hexdigest()}"
    host_and_port = _HOST_AND_PORT.match(key)
    return f"{host_and_port[0]}/{mark}" if host_and_port else mark


def _key_once(text: str) -> str:
    if cached := _AMP_CACHE.match(text):
        text = "http://" + text[cached.end() :]
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    authority = _AUTHORITY.match(rest)
    if authority is None or (authority.end() < len(rest) and rest[authority.end()] not in "/?#"):
        return text
    if (
        not scheme and authority[2] == "" and rest[authority.end() :].startswith("//")
    ):  # another scheme: file://, ftp://
        return text
    if not (host := _shortest_host(_ascii_host(authority[1]))):
        return text
    port = (authority[2] or "").lstrip("0")
    address, _, fragment = rest[authority.end() :].partition("#")
    path, _, query = address.partition("?")
    host_and_port = host if port in _DEFAULT_PORTS else f"{host}:{port}"
    path = _essential_path(path)
    query = _essential_query(query, path)
    route = f"#{_normalise_escapes(fragment)}" if _is_route(fragment, path, query) else ""
    return host_and_port + path + (f"?{query}" if query else "") + route


def _clean_edges(url: str) -> str:
    """Drop what a database cannot hold and what feeds leave around an address."""
    return url.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip(_EDGES)


def _ascii_host(host: str) -> str:
    """Return the host in lower case and punycode; an empty string when no such host can exist."""
    host = host.strip(".").lower()
    if not host.isascii():
        host = _punycode(host) if len(host) <= _MAX_HOST_LENGTH else ""
    return host if len(host) <= _MAX_HOST_LENGTH and _HOST.fullmatch(host) else ""


def _punycode(host: str) -> str:
    """Return an international host as browsers and our client ask for it, by the rules of 2008, in which ß stays a letter.

    A host those rules forbid, as one with a picture in its name, goes by the rules of 2003.
    """
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii").strip(".").lower()
    except (idna.IDNAError, UnicodeError):
        pass
    try:
        return host.encode("idna").decode("ascii").strip(".").lower()
    except UnicodeError:
        return ""


def _shortest_host(host: str) -> str:
    shortened = True
    while shortened:
        shortened = False
        for prefix in _VARIANT_HOSTS:
            if host.startswith(prefix) and "." in host[len(prefix) :]:
                host, shortened = host[len(prefix) :], True
    return host


def _essential_path(path: str) -> str:
    segments: deque[str] = deque()
    for segment in _SESSION_IN_PATH.sub("", _normalise_escapes(path)).split("/"):
        _walk(segments, segment)
    while _drop_variant(segments):  # here, since reading a long address anew for each of them takes minutes
        pass
    return "".join(f"/{segment}" for segment in segments)


def _walk(segments: deque[str], segment: str) -> None:
    """Go on along a path by one segment of it, which may lead back."""
    if segment == "..":
        if segments:
            segments.pop()
    elif segment not in {"", "."}:
        segments.append(segment)


def _drop_variant(segments: deque[str]) -> bool:
    """Take away one name of a variant, at either end of a path; return whether there was one."""
    if len(segments) > 1 and segments[0] == "amp":
        segments.popleft()
    elif segments and (segments[-1] in _VARIANT_TAILS or _is_print_form(segments)):
        segments.pop()
    elif segments and segments[-1].endswith(_AMP_ENDING):
        _walk(segments, _without_amp(segments.pop()))
    elif segments and _AMP_DOCUMENT.search(segments[-1]):
        segments.append(_AMP_DOCUMENT.sub("", segments.pop()))
    else:
        return False
    return True


def _is_print_form(segments: deque[str]) -> bool:
    is_named_so = len(segments) > 1 and segments[-1].lower() in _PRINT_TAILS
    return is_named_so and bool(_NAMES_PAGE.search(segments[-2]))


def _without_amp(segment: str) -> str:
    end = len(segment)
    while segment.endswith(_AMP_ENDING, 0, end):
        end -= len(_AMP_ENDING)
    return segment[:end]


def _essential_query(query: str, path: str) -> str:
    parts = [part for part in query.split("&") if part]
    kept = [part for part in parts if not _is_decoration(part)]
    if not kept and not _NAMES_PAGE.search(path.rpartition("/")[2]):
        kept = [part for part in parts if _is_id(part)]
    return "&".join(sorted(_normalise_escapes(part) for part in kept))


def _is_route(fragment: str, path: str, query: str) -> bool:
    """Return whether a fragment names a page made of scripts: `#!/story/1`, and `#/story/1` where nothing else names one."""
    if len(fragment) > 1 and fragment.startswith("!"):
        return True
    names_page = bool(query) or bool(_NAMES_PAGE.search(path.rpartition("/")[2]))
    return bool(_ROUTE.match(fragment)) and not names_page


def _is_decoration(parameter: str) -> bool:
    parameter = _normalise_escapes(parameter).lower()
    name, _, value = parameter.partition("=")
    if parameter in _AMP_PARAMETERS or parameter in _PRINT_PARAMETERS or _SESSION_NAMES.match(name):
        return True
    if name in _MAYBE_SESSION_NAMES:
        return bool(_SESSION_VALUE.fullmatch(value))
    if name in _CHANNEL_NAMES and value in _CHANNELS:
        return True
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def _is_id(parameter: str) -> bool:
    """Return whether a parameter that may be tracking is an id all the same."""
    name, _, value = _normalise_escapes(parameter).partition("=")
    name = name.lower()
    may_be = name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)
    return may_be and not _SURE_TRACKING.match(name) and bool(_ID_VALUE.fullmatch(value))


def _normalise_escapes(text: str) -> str:
    """Decode escapes that were not needed, write the others in upper case, escape what must be (RFC 3986, 6.2.2)."""
    return _ESCAPE_OR_UNSAFE.sub(_normalise_escape, text)


def _normalise_escape(match: re.Match[str]) -> str:
    found = match[0]
    if len(found) == 3 and found[0] == "%":
        character = chr(int(found[1:], 16))
        return character if _UNRESERVED.fullmatch(character) else found.upper()
    return quote(found, safe="", errors="replace")
