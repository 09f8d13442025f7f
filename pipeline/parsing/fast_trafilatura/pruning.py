"""trafilatura's pruning of a tree, without the passes over it that cannot find anything.

Stock walks the whole tree once for each of sixty tags that it takes out, though a page has a dozen of them, and asks
twice which elements are mostly links, though on most pages the first time took nothing out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Pruning:
    """Puts itself in the place of three functions of our copy of trafilatura."""

    def __init__(self, processing: Any, main_extractor: Any, core: Any) -> None:
        self._processing = processing
        self._unwanted: list[str] = processing.MANUALLY_CLEANED
        self._stock_delete_element = processing.delete_element
        self._stock_cleaning = processing.tree_cleaning
        self._stock_links = main_extractor.delete_by_link_density
        self._stock_sections = main_extractor.prune_unwanted_sections
        self._deletions = 0
        self._found_nothing: dict[str, int] = {}
        core.tree_cleaning = self._clean
        processing.delete_element = self._delete_element
        main_extractor.delete_by_link_density = self._delete_links
        main_extractor.prune_unwanted_sections = self._prune_sections

    def _clean(self, tree: HtmlElement, options: Any) -> HtmlElement:
        """Clean the tree, looking only for unwanted tags that it has."""
        present = {element.tag for element in tree.iter(*self._unwanted)}
        # The first stays in any case: an empty list of tags means all tags to lxml.
        self._processing.MANUALLY_CLEANED = [
            tag for tag in self._unwanted if tag in present or tag == self._unwanted[0]
        ]
        try:
            cleaned: HtmlElement = self._stock_cleaning(tree, options)
        finally:
            self._processing.MANUALLY_CLEANED = self._unwanted
        return cleaned

    def _prune_sections(self, *arguments: Any, **named: Any) -> HtmlElement:
        self._found_nothing.clear()
        pruned: HtmlElement = self._stock_sections(*arguments, **named)
        return pruned

    def _delete_links(self, tree: HtmlElement, tag: str, **how: Any) -> HtmlElement:
        """Take out elements that are mostly links, unless none were and nothing was taken out since."""
        before = self._deletions
        if self._found_nothing.get(tag) != before:
            self._stock_links(tree, tag, **how)
            if self._deletions == before:
                self._found_nothing[tag] = before
        return tree

    def _delete_element(self, element: Any, **how: Any) -> None:
        self._deletions += 1
        self._stock_delete_element(element, **how)
