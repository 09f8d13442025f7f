"""Who signed an article whose markup names nobody: a line of its own that holds a name and nothing else.

Papers that give all their articles to one account set the name as a bold line above the first paragraph, or as a bold,
slanted or right-aligned line below the last one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.parsing.pages.author_names import is_capitalised, key_of, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_SIGNATURE_CHARACTERS = 80
"""Three names; a longer line is a subheading."""
_MIN_PROSE_CHARACTERS = 150
"""A paragraph of so many characters is the article's text: a signature stands beside the first or the last of them."""
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
_MIN_WIDE_PROSE = 60
"""The same in Chinese, Japanese or Korean characters."""
_MAX_WORDS = 4
_JOINED = re.compile(r"[a-zß-ÿ](?<!Mc)[A-ZÀ-Þ]|\b[^\W\d_A-ZÀ-ÞА-ЯΑ-Ω]\w{3,}")
"""A job set close to a name, "MarshDirector", or a word in small letters."""
_MAX_LINES_BETWEEN = 3
"""Short paragraphs between a signature and the text: an empty one, a picture's, a second standfirst."""
_SLANTED_OR_BOLD = frozenset({"b", "strong", "em", "i"})
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)")


def signed(tree: HtmlElement, headline: str, *, is_site_declared: bool) -> Iterator[str]:
    """Yield the names in the line that signs the text of the page, or nothing.

    Above the text it is a name only where the page declares its site as the author (`is_site_declared`): elsewhere it
    is as often the place of a report. A word that the headline holds is of the person or thing the article is about;
    one that the page has in small letters is no name: "Also Read".
    """
    paragraphs = _paragraphs_of_the_text(tree)
    prose = [at for at, each in enumerate(paragraphs) if _is_prose(each)]
    if not prose:
        return
    first, last = prose[0], prose[-1]
    above = paragraphs[max(0, first - _MAX_LINES_BETWEEN) : first] if is_site_declared else []
    below = paragraphs[last + 1 : last + 1 + _MAX_LINES_BETWEEN]
    common = {word for word in tree.text_content().split() if word.islower()}
    about = {key_of(word) for word in headline.split()}
    for line in (*reversed(above), *below):
        names = _names_in_signature(line)
        words = [word for name in names for word in name.split()]
        if words and not any(word.lower() in common or key_of(word) in about for word in words):
            yield from names
            return


def _paragraphs_of_the_text(tree: HtmlElement) -> list[HtmlElement]:
    """Return the paragraphs of the element that holds most prose directly."""
    lengths: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        if (parent := paragraph.getparent()) is not None and _is_prose(paragraph):
            lengths[parent] = lengths.get(parent, 0) + len(paragraph.text_content())
    return list(max(lengths, key=lengths.__getitem__).iterchildren("p")) if lengths else []


def _names_in_signature(line: HtmlElement) -> list[str]:
    """Return the names of a line that is set apart as a whole and holds nothing but names of two words or more."""
    text = " ".join(line.text_content().split()).strip()
    if not text or len(text) > _MAX_SIGNATURE_CHARACTERS or not _is_set_apart(line, text) or _leads_on(line):
        return []
    parts = re.split(r"\s*/\s*", text.strip("()"))
    names = [name for part in parts for name in names_in(part)]
    held = sum(len(key_of(name)) for name in names)
    is_whole = held >= len(key_of(text)) - len("and")
    return names if is_whole and all(_is_person(name) for name in names) else []


def _is_person(name: str) -> bool:
    """Whether a name is written as those of people are: two words to four, each with one capital, at its beginning."""
    words = name.split()
    return 2 <= len(words) <= _MAX_WORDS and is_capitalised(name) and not _JOINED.search(name)


def _is_set_apart(line: HtmlElement, text: str) -> bool:
    if _RIGHT.search(line.get("style") or "") or (line.get("align") or "").lower() == "right":
        return True
    marked = "".join(each.text_content() for each in line if each.tag in _SLANTED_OR_BOLD)
    return key_of(marked) == key_of(text) != ""


def _leads_on(line: HtmlElement) -> bool:
    """Whether a list or a line of links comes next: the line is its heading."""
    following = line.getnext()
    if following is None:
        return False
    linked = sum(len(link.text_content().strip()) for link in following.iter("a"))
    return following.tag in {"ul", "ol"} or linked * 2 > len(following.text_content().strip())


def _is_prose(paragraph: HtmlElement) -> bool:
    text = paragraph.text_content()
    return len(text) >= (_MIN_WIDE_PROSE if _WIDE.search(text) else _MIN_PROSE_CHARACTERS)
