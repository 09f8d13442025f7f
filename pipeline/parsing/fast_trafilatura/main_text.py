"""The lines trafilatura takes for an article's own text: the same words as stock, in less time.

Some names of the private copy of trafilatura are replaced; this module and `pruning` are the only ones that know them.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml.etree import ElementDefaultClassLookup, XPath
from lxml.html import HtmlComment, HtmlElement, HtmlProcessingInstruction

from pipeline.parsing.charset import printable
from pipeline.parsing.fast_trafilatura.justext_paragraphs import QuickParagraphMaker, StopWords
from pipeline.parsing.fast_trafilatura.page_source import ControlCharacters, without_scripts
from pipeline.parsing.fast_trafilatura.private_copies import load
from pipeline.parsing.fast_trafilatura.pruning import Pruning
from pipeline.parsing.fast_trafilatura.selectors import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"\w")

_EXPRESSIONS = (
    ("core", "RAW_TREE_PRUNE_XPATH"),
    ("core", "REMOVE_COMMENTS_AND_LISTS_XPATH"),
    ("main_extractor", "BODY_XPATH"),
    ("main_extractor", "OVERALL_DISCARD_XPATH"),
    ("main_extractor", "TEASER_DISCARD_XPATH"),
    ("main_extractor", "DISCARD_IMAGE_ELEMENTS"),
)
_SPACES_ADDED = 2
"""When stock measures the text of a whole page it adds at most so many spaces around each block element."""
_NOT_MEASURED = XPath("descendant::*[self::aside or self::footer][not(ancestor::aside or ancestor::footer)]")
"""It leaves these out, and others that are not worth looking for."""


def parse_html(html: str) -> HtmlElement | None:
    """Return the tree of this page as stock would make it, but for its scripts; None when it is no HTML."""
    tree: HtmlElement | None = _trafilatura.stock_load_html(without_scripts(html))
    return tree


def main_lines(tree: HtmlElement, unlinked_characters: int) -> list[str]:
    """Return the lines of the article's own text; `tree` is used up.

    `unlinked_characters` is how much text the page has in blocks that are not mostly links.
    """
    text = printable(_trafilatura.text_of(tree, unlinked_characters))
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if _WORD.search(line)]


def warm_up() -> None:
    """Load the lists of words that the last fallback needs: a tenth of a second, once."""
    _trafilatura.load_stop_words()


class _Owned(NamedTuple):
    """A tree that the extractor need not copy, since nobody else uses it any more."""

    tree: HtmlElement


class _Trafilatura:
    """The private copy of trafilatura, and what is replaced in it.

    Each replacement, with the share of stock's time (comments on, with metadata) it saves on news pages:

    - comments are off: 5 %; they make the text worse, too
    - scripts and styles are cut from the string before it is parsed: 4 %
    - elements are made by one class, not looked up by tag in Python: 5 %
    - expressions with patterns are compiled to loops that remember their answers (`selectors`): 10 %
    - the fallback readability runs only where it could be preferred: 10 %
    - the text of the whole page is measured only where it could matter: 3 %
    - passes over the tree that cannot find anything are left out (`pruning`)
    - the tree is handed over, not copied; copies for jusText and for recovering more are made when needed: 7 %
    """

    def __init__(self) -> None:
        self._core = load("trafilatura", "core")
        self._external = load("trafilatura", "external")
        self._main_extractor = load("trafilatura", "main_extractor")
        self._options = self._core.Extractor(output_format="python", comments=False, with_metadata=False)
        self._unlinked_characters = 0
        self._own_characters = 0
        self._extracted: tuple[Any, str, Any] | None = None
        self._block_tags = load("trafilatura", "baseline")._BLOCK_ELEMS  # noqa: SLF001 - our copy
        self._stock_extract = self._main_extractor._extract  # noqa: SLF001 - our copy
        self.stock_load_html = self._core.load_html
        self._stock_html2txt = self._core.html2txt
        self._stock_justext_rescue = self._external.justext_rescue
        self._stock_try_readability = self._external.try_readability
        self._stock_stop_words = self._external.jt_stoplist_init
        self._replace()

    def text_of(self, tree: HtmlElement, unlinked_characters: int) -> str:
        self._unlinked_characters = unlinked_characters
        document = self._core.bare_extraction(_Owned(tree), options=self._options)
        return (document.text or "") if document else ""

    def _replace(self) -> None:
        documents = load("trafilatura", "utils")
        documents.HTML_PARSER.set_element_class_lookup(
            ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction)
        )
        documents.INVALID_XML_CHARS = ControlCharacters(documents.INVALID_XML_CHARS)
        for module, name in _EXPRESSIONS:
            owner = load("trafilatura", module)
            setattr(owner, name, [compiled(expression) for expression in getattr(owner, name)])
        baseline = load("trafilatura", "baseline")
        baseline.BASIC_CLEAN_XPATH = compiled(baseline.BASIC_CLEAN_XPATH)
        replacements = {
            (self._core, "load_html"): self._load_html,
            (self._core, "html2txt"): self._html2txt,
            (self._core, "_prepare_tree"): self._prepare_tree,
            (self._core, "_extract_and_compare"): self._extract_and_compare,
            (self._main_extractor, "_extract"): self._extract,
            (self._external, "ParagraphMaker"): QuickParagraphMaker,
            (self._external, "jt_stoplist_init"): self.load_stop_words,
            (self._external, "try_readability"): self._try_readability,
            (self._external, "justext_rescue"): self._justext_rescue,
            (self._core, "justext_rescue"): self._justext_rescue,
        }
        for (owner, name), ours in replacements.items():
            getattr(owner, name)  # raises where another release has no such name
            setattr(owner, name, ours)
        Pruning(load("trafilatura", "htmlprocessing"), self._main_extractor, self._core)

    def load_stop_words(self) -> StopWords:
        """Load the lists of words that jusText knows a language's sentences by, which takes a tenth of a second."""
        self._external.JT_STOPLIST = StopWords(self._stock_stop_words())
        words: StopWords = self._external.JT_STOPLIST
        return words

    def _load_html(self, content: Any, max_size: int | None = None) -> HtmlElement | None:
        tree: HtmlElement | None = (
            content.tree if isinstance(content, _Owned) else self.stock_load_html(content, max_size)
        )
        return tree

    def _prepare_tree(
        self, tree: HtmlElement, options: Any, url: str | None
    ) -> tuple[HtmlElement, Callable[[], HtmlElement]]:
        """Return the converted tree, and a way to get it as it was before it was converted."""

        def cleaned() -> HtmlElement:
            without_boilerplate: HtmlElement = self._core.tree_cleaning(copy(tree), options)
            return without_boilerplate

        return self._core.convert_tags(cleaned(), options, url), cleaned

    def _justext_rescue(self, tree: Any, options: Any) -> tuple[Any, str]:
        rescued: tuple[Any, str] = self._stock_justext_rescue(tree() if callable(tree) else tree, options)
        return rescued

    def _extract_and_compare(self, cleaned: HtmlElement, backup: Any, tree: HtmlElement, options: Any) -> Any:
        body, text = self._extract_content(cleaned, backup, options)
        raw = copy(tree) if self._may_readability_win(body, text, options) else None
        body, text = self._external.compare_extraction(backup, raw, body, text, options)
        self._own_characters = len(text)
        return body, text

    def _try_readability(self, tree: HtmlElement | None) -> HtmlElement:
        found: HtmlElement = HtmlElement() if tree is None else self._stock_try_readability(tree)
        return found

    def _extract_content(self, cleaned: HtmlElement, backup: Any, options: Any) -> Any:
        """Extract without the copy for recovering more; where too little is found, begin again with it."""
        extracted = self._stock_extract(cleaned, options)
        body, text, _ = extracted
        if len(body) and len(text) >= options.min_extracted_size:
            self._extracted = extracted
            tree = HtmlElement()
        else:
            tree = self._core.convert_tags(backup(), options)
        try:
            return self._main_extractor.extract_content(tree, options)
        finally:
            self._extracted = None

    def _extract(self, tree: HtmlElement, options: Any) -> Any:
        return self._extracted or self._stock_extract(tree, options)

    def _may_readability_win(self, body: Any, text: str, options: Any) -> bool:
        """Whether the fallback could be preferred: it must have twice our text, or ours must be malformed."""
        return (
            options.focus != "balanced"
            or 2 * len(text) < self._unlinked_characters
            or not text
            or not body.xpath(".//p//text()")
            or len(body.findall(".//table")) > len(body.findall(".//p"))
        )

    def _html2txt(self, tree: HtmlElement) -> str:
        """Return the text of the whole page, or nothing where ours is a large share of it in any case."""
        share = self._core.ESCALATION_PAGE_SHARE
        spaces = _SPACES_ADDED * sum(1 for _ in tree.iter(*self._block_tags))
        if self._own_characters >= share * (len(tree.text_content()) + spaces):
            return ""
        apart = _NOT_MEASURED(tree)
        most = _length(tree) - sum(map(_length, apart)) + spaces + len(apart)
        if self._own_characters >= share * most:
            return ""
        text: str = self._stock_html2txt(tree)
        return text


def _length(element: HtmlElement) -> int:
    return len(" ".join(element.text_content().split()))


_trafilatura = _Trafilatura()
