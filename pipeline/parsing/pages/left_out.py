"""What the extractor left of an article, and which comes back: leads, quotes, questions, tables, paid parts.

The extractor looks for the element with the text and throws out elements by their names. What it loses that way stands
where only the article can stand, and looks like it:

- the **lead**: paragraphs between the headline and the text, up to three. Leads have an element of their own.
- a **paragraph made as the others**: the same tags and classes around it as around two or more paragraphs of the text.
- between paragraphs of the text, in its main element: **quotes** that do not repeat the text, **questions** and
  subheadings beside the paragraphs, **tables** in figures, **lists** in cells.
- a **paid part**: what the page's own JSON-LD names as paid for by its class, or paragraphs in an element whose name
  says as much, at the end of the main element, with neither links nor anything else in it.

Never what is mostly linked, a caption, or lies in an element whose name says that it is no text.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.model import FRAME, BlockKind, Region
from pipeline.parsing.pages.main_element import (
    LONG_DENSE_CHARACTERS,
    MAX_LEAD_BLOCKS,
    SHARE_BELOW_HEADLINE,
    is_long,
    main_element,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.parsing.pages.dom import Element, PageBlock

MIN_LEAD_CHARACTERS = 60
"""A shorter line above a text is a byline, a date or a prompt, unless its element is named a lead."""

MIN_NAMED_LEAD_CHARACTERS = 25

MAX_LINKED = 0.3
"""Share of a lead in links; what comes back elsewhere has none."""

MIN_ALIKE = 2
"""Paragraphs of the text that must be made as one that comes back."""

ALIKE_SHARE = 0.34
"""Share of the text's paragraphs that these are: a third, or it is some box of the page that is made so."""

MIN_QUESTIONS = 2
"""So many questions make an interview; a prompt asks once: "Enjoying this story?"."""

_LEAD_NAME = re.compile(
    r"(?:^|[\W_])(?:lead|lede|leadtext|standfirst|stand-first|intro|introduction|excerpt|summary|deck?|dek|subdeck|chapo|chapeau"
    r"|abstract|teaser|strapline|sapo|vorspann|einleitung|entradilla|bajada|copete|sommario|sottotitolo|occhiello|ingress"
    r"|manchet|perex|zajawka|lid|anons|sub-?title|subhead(?:line|ing)?|sub-?hed|kicker-text|first-?para(?:graph)?|desc|description)"
    r"(?:$|[\W_])",
    re.IGNORECASE,
)
_NO_TEXT_NAME = re.compile(
    r"photo|image|picture|gallery|slideshow|carousel|video|player|credit|modal|popup|dialog|cookie|consent|gdpr|disclaim"
    r"|messenger|meta(?:$|[\W_])|hidden|details|press-?quote|pullquote|blockquote|clipboard|poll|quiz|widget|embed|tweet|breadcrumb|author|byline|dateline|timestamp|login|register|form\b|advert|tooltip"
    r"|promo-|promobox|banner|teaser-?list|recommend|related|comment|forum|reply|share|social|tag-?list|copyright|print",
    re.IGNORECASE,
)
"""Parts of names of elements that hold no text of an article, more than `containers` has: for what nobody took."""
_NO_TEXT_TAGS = frozenset(
    {
        "form",
        "button",
        "label",
        "footer",
        "nav",
        "figcaption",
        "caption",
        "dialog",
        "fieldset",
        "details",
        "blockquote",
    }
)
_TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM})
_PAID_NAME = re.compile(
    r"(?:^|[\W_])(?:paywall(?:ed)?|premium|subscri(?:ber|ption|be)s?|paid|members?|locked|abo|abonn\w*)(?:$|[\W_])",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։።][\"'”’»」』)\]\s]*$")  # noqa: RUF001 - full stops of other scripts
_QUESTION = re.compile(r"[?？؟;][\"'”’»」』)\]\s]*$")  # noqa: RUF001 - likewise; the Greek one looks like a semicolon
_LETTER = re.compile(r"[^\W\d_]")


def left_out(
    page: Sequence[PageBlock],
    keys: Sequence[str],
    taken: AbstractSet[int],
    headlines: Sequence[int],
    paid: AbstractSet[str],
) -> set[int]:
    """Return the numbers of the blocks that come back; `paid` are the classes the page names as paid for."""
    long = [
        number for number in sorted(taken) if is_long(page[number]) and not page[number].is_surely_outside
    ]
    if not long:
        return set()
    said = {keys[number] for number in taken}
    text = "\n".join(keys[number] for number in sorted(taken))
    blocks = [page[number] for number in long]
    found = _Found(
        page, keys, taken, long, main_element([block.text for block in blocks], blocks, SHARE_BELOW_HEADLINE)
    )
    numbers: list[int] = []
    for number in (*_lead(found, headlines), *_alike(found), *_between(found), *_paid(found, paid)):
        if keys[number] in said or keys[number] in text:
            continue  # a quote drawn out of the text, a lead that the text begins with
        said.add(keys[number])
        numbers.append(number)
    return set(numbers)


class _Found:
    """A page, with what was taken of it: the numbers of its long blocks, and the element around most of them.

    `free_paragraphs` are what was left below the first of them and may be paragraphs of the text, with their numbers.
    """

    __slots__ = ("free_paragraphs", "keys", "long", "main", "page", "taken")

    def __init__(
        self,
        page: Sequence[PageBlock],
        keys: Sequence[str],
        taken: AbstractSet[int],
        long: Sequence[int],
        main: Element | None,
    ) -> None:
        self.page = page
        self.keys = keys
        self.taken = taken
        self.long = long
        self.main = main
        articles = {element for number in long for element in page[number].inside if element[2] == "article"}
        following = range(long[0] + 1, len(page))
        end = next((at for at in following if at not in taken and _is_title(page[at])), len(page))
        self.free_paragraphs = [
            (number, block)
            for number, block in enumerate(page[long[0] + 1 : end], long[0] + 1)
            if len(block.text) >= LONG_DENSE_CHARACTERS
            and number not in taken
            and is_long(block)
            and keys[number]
            and not _is_never_text(block)
            and _SENTENCE_END.search(block.text)
            and all(element in articles for element in block.inside if element[2] == "article")
        ]

    def free(self, start: int, end: int) -> Iterator[tuple[int, PageBlock]]:
        """Yield what was left between two places, but for what can be no text."""
        for number in range(start, end):
            block = self.page[number]
            if number not in self.taken and self.keys[number] and not _is_never_text(block):
                yield number, block

    def is_followed(self, number: int) -> bool:
        """Whether the next block of the page was taken."""
        return number + 1 in self.taken


def _is_never_text(block: PageBlock) -> bool:
    return (
        block.link_density > MAX_LINKED
        or (block.region in FRAME and not is_quote_aside(block))
        or block.kind is BlockKind.CAPTION
        or block.is_surely_outside
    )


def is_quote_aside(block: PageBlock) -> bool:
    """Whether a block is a quote that stands beside the text, in a column of its own."""
    return block.kind is BlockKind.QUOTE and block.region is Region.ASIDE


def _lead(found: _Found, headlines: Sequence[int]) -> Iterator[int]:
    """Yield the lead: prose between the last headline above the text and the first long block of it."""
    above = [number for number in headlines if number < found.long[0]]
    if not above or any(_is_title(block) for block in found.page[above[-1] + 1 : found.long[0]]):
        return
    accepted = 0
    headline = found.page[above[-1]]
    for number, block in found.free(above[-1] + 1, found.long[0]):
        below = [element for element in block.inside if element not in headline.inside]
        if block.kind not in _TEXT_KINDS or not may_hold_text(below):
            continue
        is_named = any(_LEAD_NAME.search(names) for _, names, _ in below)
        in_main = found.main in block.inside
        if block.kind is BlockKind.LIST_ITEM and not in_main:
            continue
        if is_long(block) if not is_named else len(block.text) >= MIN_NAMED_LEAD_CHARACTERS:
            if not (_SENTENCE_END.search(block.text) or is_named):
                continue
            accepted += 1
            if accepted > MAX_LEAD_BLOCKS:
                return
            yield number


def _is_title(block: PageBlock) -> bool:
    return bool(block.inside) and block.inside[-1][2] == "h1"


def _alike(found: _Found) -> Iterator[int]:
    """Yield paragraphs that are made as those of the text, wherever they stand below its first."""
    shapes = Counter(shape for number in found.long if (shape := _shape(found.page[number])))
    common = {
        shape
        for shape, count in shapes.items()
        if count >= MIN_ALIKE and count >= ALIKE_SHARE * len(found.long)
    }
    if not common:
        return
    for number, block in found.free_paragraphs:
        if _shape(block) in common:
            yield number


def _shape(block: PageBlock) -> tuple[tuple[str, str], ...] | None:
    """Return tags and classes of the innermost elements; None where they have no class, and so are made as all others."""
    inner = tuple((tag, names) for _, names, tag in block.inside[-2:])
    return inner if len(inner) > 1 and inner[0][1] else None


def _between(found: _Found) -> Iterator[int]:
    """Yield quotes, questions, subheadings, tables in figures and lists in cells between paragraphs of the text."""
    parents = {found.page[number].inside[:-1] for number in found.long}
    is_interview = _asks_often(found, parents)
    for number, block in found.free(found.long[0] + 1, found.long[-1]):
        if found.main is None or found.main not in block.inside:
            continue
        below = block.inside[block.inside.index(found.main) + 1 :]
        tags = {tag for _, _, tag in below}
        if block.is_outside_main or not may_hold_text([each for each in below if each[2] != "blockquote"]):
            continue
        if block.kind is BlockKind.TABLE:
            fits = "figure" in tags and _LETTER.search(block.text) is not None
        elif block.kind is BlockKind.QUOTE or (tags & {"figure", "aside"} and "blockquote" in tags):
            fits = is_long(block) or _SENTENCE_END.search(block.text) is not None
        elif block.kind is BlockKind.LIST_ITEM and "td" in tags:
            fits = block.link_density == 0
        else:
            is_beside = block.inside[:-1] in parents or block.inside in parents
            fits = (
                is_beside
                and block.link_density == 0
                and (
                    (_is_part(block) and found.is_followed(number))
                    or (is_interview and _SENTENCE_END.search(block.text) is not None)
                )
            )
        if fits:
            yield number


def _asks_often(found: _Found, parents: AbstractSet[tuple[Element, ...]]) -> bool:
    """Whether questions stand beside the paragraphs, each before what is no question: an interview in bare elements."""
    left = [
        (number, _QUESTION.search(block.text) is not None)
        for number, block in found.free(found.long[0] + 1, found.long[-1])
        if block.link_density == 0 and (block.inside[:-1] in parents or block.inside in parents)
    ]
    asked = sum(is_question for _, is_question in left)
    return asked >= MIN_QUESTIONS and not any(first and second for (_, first), (_, second) in pairwise(left))


def _is_part(block: PageBlock) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    return (_SENTENCE_END if is_long(block) else _QUESTION).search(block.text) is not None


def _paid(found: _Found, paid: AbstractSet[str]) -> Iterator[int]:
    """Yield paragraphs in elements that the page names as paid for, by its JSON-LD or by their class."""
    if paid:
        yield from _claimed(found, paid)
    for number, block in found.free_paragraphs:
        if found.main in block.inside and block.kind is BlockKind.PARAGRAPH and block.link_density == 0:
            below = block.inside[block.inside.index(found.main) + 1 :]
            if any(_PAID_NAME.search(names) for _, names, _ in below) and may_hold_text(below):
                yield number


def _claimed(found: _Found, paid: AbstractSet[str]) -> Iterator[int]:
    for number, block in found.free(found.long[0] + 1, len(found.page)):
        places = [at for at, (_, names, _) in enumerate(block.inside) if not paid.isdisjoint(names.split())]
        if not places or block.kind not in _TEXT_KINDS or block.link_density > 0:
            continue
        is_said = block.kind is BlockKind.HEADING or _SENTENCE_END.search(block.text) is not None
        if is_said and may_hold_text(block.inside[places[-1] + 1 :]):
            yield number


def may_hold_text(elements: Sequence[Element]) -> bool:
    """Whether none of these elements says by its tag or its class that it holds no text of an article."""
    return not any(tag in _NO_TEXT_TAGS or _is_no_text_name(names) for _, names, tag in elements)


@lru_cache(maxsize=20_000)
def _is_no_text_name(names: str) -> bool:
    return _NO_TEXT_NAME.search(names[:500]) is not None
