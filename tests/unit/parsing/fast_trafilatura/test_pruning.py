"""Passes that cannot find anything are left out, and no others."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from lxml.html import fromstring

from pipeline.parsing.fast_trafilatura.pruning import Pruning


class Stock:
    """Stands for the library: takes out what it is told to, and writes down what it was asked."""

    def __init__(self):
        self.asked = []
        self.processing = SimpleNamespace(
            MANUALLY_CLEANED=["aside", "nav", "form"],
            delete_element=lambda element: element.getparent().remove(element),
            tree_cleaning=self.clean,
        )
        self.main_extractor = SimpleNamespace(
            delete_by_link_density=self.delete_links, prune_unwanted_sections=self.prune
        )
        self.core = SimpleNamespace(tree_cleaning=self.clean)
        Pruning(self.processing, self.main_extractor, self.core)

    def clean(self, tree, options):
        self.asked.append(list(self.processing.MANUALLY_CLEANED))
        if options == "breaks":
            raise ValueError(options)
        return tree

    def delete_links(self, tree, tag):
        self.asked.append(tag)
        for element in tree.findall(f".//{tag}[a]"):
            self.processing.delete_element(element)

    def prune(self, tree):
        for _ in range(2):
            for tag in ("div", "p"):
                self.main_extractor.delete_by_link_density(tree, tag)
        return tree


def test_only_tags_of_the_page_are_looked_for():
    stock = Stock()
    stock.core.tree_cleaning(fromstring("<div><nav>x</nav><p>y</p></div>"), None)
    assert stock.asked == [["aside", "nav"]]
    assert stock.processing.MANUALLY_CLEANED == ["aside", "nav", "form"]


def test_the_library_has_its_list_back_when_cleaning_fails():
    stock = Stock()
    with pytest.raises(ValueError, match="breaks"):
        stock.core.tree_cleaning(fromstring("<div><p>y</p></div>"), "breaks")
    assert stock.processing.MANUALLY_CLEANED == ["aside", "nav", "form"]


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        ("<body><div>x</div><p>y</p></body>", ["div", "p"]),
        ("<body><div>x</div><p><a>y</a></p></body>", ["div", "p", "div", "p"]),
        ("<body><div><a>x</a></div><p>y</p></body>", ["div", "p", "div"]),
    ],
)
def test_links_are_looked_for_again_where_something_was_taken_out_since(html, asked):
    stock = Stock()
    stock.main_extractor.prune_unwanted_sections(fromstring(html))
    assert stock.asked == asked
    stock.main_extractor.prune_unwanted_sections(fromstring("<body><div>x</div></body>"))
    assert stock.asked == [*asked, "div", "p"]
