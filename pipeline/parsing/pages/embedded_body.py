"""The article's text where a page carries it outside its elements: as `articleBody`, or in a script's state.

Such a text counts only where it holds more of the article than the elements do, and is about what the page says it is
about: it says the words of the headline, or begins as the description or as the elements' own text does. In a state it
is looked for beside the page's headline, so that the bodies of other reports, which a state may hold as well, are not
taken for this one's.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.parsing.charset import printable
from pipeline.parsing.markup import without_elements, without_short_tags
from pipeline.parsing.pages.embedded_states import MIN_STATE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MORE = 1.3
"""A body must have so many times the characters of what the elements hold: captions and prompts make a tenth to a fifth."""

TWICE = 2.0
"""The same where the elements show a text of some length, which is most often the whole."""

SHORT_CHARACTERS = 1500
"""Where the elements show less it may be the beginning of a text that must be paid for, or a prompt."""

PROSE_SHARE = 0.5
"""Share of a body in paragraphs that end as sentences do: the rest are subheadings; lists of titles have none."""

MIN_BODY_CHARACTERS = 250
"""A body of fewer is a description, which pages declare as body, too. In scripts without spaces it counts threefold."""

HEADLINE_SHARE = 0.34
"""Share of the headline's words that a text about it has: headlines abridge, so a third must do."""

_SAME_BEGINNING = 60
"""Letters by which a body and a description are known to begin alike."""

_MAX_DEPTH = 40
_ANCESTORS = 3
"""A body lies in the object with the headline, or at most so many above it."""

_TAG = re.compile(r"<[a-zA-Z/!]")
_BREAK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|section|article|tr|table|figure)\b", re.IGNORECASE
)
_TAG_CHARACTERS = 2000
"""What is longer is no tag, but a text with a < in it."""
_UNSEEN = re.compile(r"<(script|style|figcaption|iframe|noscript|aside|svg)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»」』)\]\s]*$")  # noqa: RUF001 - full stops of other scripts
_WORD = re.compile(r"[^\W\d_]{4,}")
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_DENSE_PAIR = re.compile(r"(?=([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2}))")
_STEM = 5
"""Letters by which a word of the headline is known in the text, whatever its ending."""

_NO_BODY = re.compile(
    r"caption|credit|image|photo|picture|media|video|audio|gallery|related|recommend|author|byline|tag|seo|meta|descri"
    r"|summary|teaser|abstract|excerpt|url|href|link|slug|path|id$|type$|comment|newsletter|promo|advert|footer|header|nav"
    r"|menu|copyright|legal|cookie|consent|config|setting|style|class|translation|i18n|locale|label",
    re.IGNORECASE,
)
"""Names under which no part of a text lies."""
_NO_TEXT_TYPE = re.compile(
    r"image|photo|video|audio|gallery|related|embed|^ads?$|advert|newsletter|promo|link_?list|interstitial|recirc|poll|podcast|caption|social|tweet|script",
    re.IGNORECASE,
)
_INLINE_TYPE = re.compile(r"^(?:text|hyperlink|link|a|b|i|em|strong|span|bold|italic|mark)$", re.IGNORECASE)
_TYPE_NAMES = ("type", "_type", "nodeType", "kind", "__typename", "tag", "name")
_TEXT_NAMES = frozenset(
    [
        "text",
        "content",
        "contents",
        "value",
        "html",
        "body",
        "children",
        "data",
        "paragraph",
        "paragraphs",
        "p",
        "elements",
        "blocks",
        "items",
        "nodes",
        "document",
        "json",
        "richtext",
        "content_elements",
        "markup",
        "raw",
        "model",
        "quote",
        "sections",
        "components",
        "title",
        "heading",
    ]
)


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a body, which may be HTML, in plain text."""
    if "&lt;" in text and "<" not in text:
        text = unescape(text)
    if "<" in text:
        text = without_short_tags(without_elements(text, _UNSEEN, "\n"), _BREAK, "\n", _TAG_CHARACTERS)
        text = without_short_tags(text, _TAG, "", _TAG_CHARACTERS)
    lines = printable(unescape(text)).splitlines()
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def size_of(paragraphs: Iterable[str]) -> int:
    """Return how many characters a text has; those of scripts without spaces count threefold."""
    return sum(len(text) + (0 if text.isascii() else 2 * len(_DENSE.findall(text))) for text in paragraphs)


def holds_more(body: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether a body is an article's, and holds more than the elements show."""
    size, has = size_of(body), size_of(shown)
    if size < MIN_BODY_CHARACTERS or size < (MORE if has < SHORT_CHARACTERS else TWICE) * has:
        return False
    return sum(len(text) for text in body if _SENTENCE_END.search(text)) >= PROSE_SHARE * sum(map(len, body))


def agrees(body: Sequence[str], headline: str | None, beginnings: Iterable[str | None]) -> bool:
    """Whether a text is about the headline, or begins as one of the others does."""
    key = _key(" ".join(body))
    for beginning in beginnings:
        start = _key(beginning or "")[:_SAME_BEGINNING]
        if len(start) == _SAME_BEGINNING and start in key:
            return True
    return shared_words(headline or "", " ".join(body)) >= HEADLINE_SHARE


def shared_words(headline: str, text: str) -> float:
    """Return which share of the headline's words the text has, 0 where it has none to look for.

    Where the headline has words of five letters and more, those alone are looked for: shorter ones stand in every text.
    """
    wanted, there = _stems(headline), _stems(text)
    wanted = {word for word in wanted if len(word) == _STEM or _DENSE.match(word)} or wanted
    return len(wanted & there) / len(wanted) if wanted else 0.0


def body_in(state: Any, headline: str) -> list[str]:
    """Return the paragraphs of the longest text that lies beside the headline in a state; none where there is none."""
    key = _key(headline)
    if not key:
        return []
    return max(_bodies(_titled(state, key, (), 0)), key=size_of, default=[])


def _titled(
    value: Any, headline: str, above: tuple[dict[str, Any], ...], depth: int
) -> Iterator[Sequence[dict[str, Any]]]:
    """Yield each object that holds the headline, after those around it, the innermost last."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        here = (*above[1 - _ANCESTORS :], value)
        if any(
            isinstance(text, str) and len(text) < 1000 and _key(text) == headline for text in value.values()
        ):
            yield here
        for item in value.values():
            yield from _titled(_unpacked(item), headline, here, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _titled(_unpacked(item), headline, above, depth + 1)


def _unpacked(item: Any) -> Any:
    """Return what a string of JSON within a state holds, anything else as it is: answers are kept as they came."""
    if isinstance(item, str) and len(item) >= MIN_STATE_CHARACTERS and item[:2] in {'{"', "[{"}:
        try:
            return json.loads(item, strict=False)
        except (ValueError, RecursionError):
            return None
    return item


def _bodies(titled: Iterable[Sequence[dict[str, Any]]]) -> Iterator[list[str]]:
    """Yield the longest body of the innermost object that has one, around each headline; no object is read twice.

    Those that were read are kept: a number of one that is gone may be the next one's, which then would not be read.
    """
    read: dict[int, tuple[dict[str, Any], bool]] = {}
    reader = _Reader()
    for objects in titled:
        for each in reversed(objects):
            if id(each) not in read:
                longest = reader.longest(each)
                read[id(each)] = each, size_of(longest) >= MIN_BODY_CHARACTERS
                if read[id(each)][1]:
                    yield longest
            if read[id(each)][1]:
                break


class _Text(NamedTuple):
    """The paragraphs of a value, and how many levels lie within it; more than are read where some were left out."""

    paragraphs: list[str]
    levels: int


_TOO_DEEP = _Text([], _MAX_DEPTH)


class _Reader:
    """Reads the texts of a state, each value once, however many of the objects around it have the headline."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, _Text]] = {}  # the value is kept, as in `_bodies`

    def longest(self, each: dict[str, Any]) -> list[str]:
        """Return the longest body of an object."""
        bodies = (
            self._text(value, 0).paragraphs for name, value in each.items() if not _NO_BODY.search(name)
        )
        return max(bodies, key=size_of, default=[])

    def _text(self, value: Any, depth: int) -> _Text:
        """Return the paragraphs of a value: a text, a list of them, or a tree of nodes that hold them."""
        if depth > _MAX_DEPTH:
            return _TOO_DEEP
        _, known = self._known.get(id(value), (None, None))
        if known is None or depth + known.levels > _MAX_DEPTH:
            known = self._read(value, depth)
            self._known[id(value)] = value, known
        return known

    def _read(self, value: Any, depth: int) -> _Text:
        if isinstance(value, str):
            return _Text([line for line in paragraphs_of(value) if _is_said(line)], 0)
        within: list[Any] = []
        if isinstance(value, list):
            if value and all(map(_is_inline, value)):
                return _Text(list(_of_inline([_inline_text(item, 0) for item in value])), 0)
            within = value
        elif isinstance(value, dict) and not _NO_TEXT_TYPE.search(_type_of(value)):
            within = [item for name, item in value.items() if name.lower() in _TEXT_NAMES]
        texts = [self._text(item, depth + 1) for item in within if isinstance(item, str | list | dict)]
        paragraphs = [line for text in texts for line in text.paragraphs]
        return _Text(paragraphs, 1 + max((text.levels for text in texts), default=-1))


def _of_inline(texts: Sequence[str]) -> Iterator[str]:
    """Yield the paragraph that runs of text make, or each of them where they are paragraphs of their own."""
    said = [text for text in texts if text.strip()]
    ends = sum(_SENTENCE_END.search(text) is not None for text in said)
    if len(said) > 1 and ends > len(said) / 2:
        for text in said:
            yield from paragraphs_of(text)
    else:
        yield from paragraphs_of("".join(texts))


def _is_said(line: str) -> bool:
    is_name = " " not in line and not _DENSE.search(line)
    return not is_name and "://" not in line[:12] and line[:1] not in {"{", "["}


def _is_inline(item: Any) -> bool:
    return isinstance(item, dict) and bool(_INLINE_TYPE.match(_type_of(item)))


def _inline_text(item: Any, depth: int) -> str:
    if isinstance(item, str):
        return item
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(item, list):
        return "".join(_inline_text(each, depth + 1) for each in item)
    if isinstance(item, dict):
        return "".join(
            _inline_text(each, depth + 1) for name, each in item.items() if name.lower() in _TEXT_NAMES
        )
    return ""


def _type_of(node: dict[str, Any]) -> str:
    return next((value for name in _TYPE_NAMES if isinstance(value := node.get(name), str)), "")


def _key(text: str) -> str:
    return "".join(c for c in unescape(text).casefold() if c.isalnum())


def _stems(text: str) -> set[str]:
    folded = unescape(text).casefold()
    return {word[:_STEM] for word in _WORD.findall(folded) if not _DENSE.search(word)} | set(
        _DENSE_PAIR.findall(folded)
    )
