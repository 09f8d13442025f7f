"""Compiled expressions select what libxml2 would."""

from __future__ import annotations

import pytest
import trafilatura.xpaths
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import XPath
from lxml.html import Element

from pipeline.parsing.fast_trafilatura.selectors import Filtered, Selector, Union, compiled

EXPRESSIONS = [
    *trafilatura.xpaths.OVERALL_DISCARD_XPATH,
    *trafilatura.xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH,
    *trafilatura.xpaths.RAW_TREE_PRUNE_XPATH,
    *trafilatura.xpaths.BODY_XPATH[1:],
    *trafilatura.xpaths.TEASER_DISCARD_XPATH,
    *trafilatura.xpaths.DISCARD_IMAGE_ELEMENTS,
]
TAGS = ["div", "p", "section", "span", "ul", "article", "main", "aside", "details", "item", "h1"]
VALUES = [
    *(
        "comments",
        "commentary",
        "article-Teaser",
        "caption",
        "elementor-share-buttons",
        "post-comments",
        "disqus_thread",
        "infinite-scroll",
        "mvp-post-add-box x",
    ),
    *("share", "nav-bar", "sidebar", "reply-3", "hidden", "x hidden", "message", "cookie-note", "story-body"),
    *("article", "main-content", "Main", "content", "text", "display:none", "true", "navigation", "plain"),
]
ATTRIBUTES = ["id", "class", "style", "role", "aria-hidden", "data-component"]


@st.composite
def trees(draw):
    """Draw a small tree whose attributes stand in any order."""
    root = Element("div")
    nodes = [root]
    for tag in draw(st.lists(st.sampled_from(TAGS), max_size=12)):
        node = Element(tag)
        for name in draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3, unique=True)):
            node.set(name, draw(st.sampled_from(VALUES)))
        draw(st.sampled_from(nodes)).append(node)
        nodes.append(node)
    return root


@settings(max_examples=60)
@given(trees())
def test_every_compiled_expression_selects_what_stock_selects(tree):
    for expression in EXPRESSIONS:
        assert compiled(expression)(tree) == expression(tree)


@settings(max_examples=60)
@given(trees())
def test_where_stock_wants_the_first_of_each_parent_the_first_of_all_is_the_same(tree):
    """The one expression that ends in a bare [1]: trafilatura takes the first of what it returns."""
    expression = trafilatura.xpaths.BODY_XPATH[0]
    assert compiled(expression)(tree) == expression(tree)[:1]


def test_a_remembered_answer_is_the_answer():
    selector = Selector(".//*[self::div][re:test(@class, '^ad-')]")
    root = Element("body")
    for name in ("ad-top", "read", "ad-top"):
        child = Element("div")
        child.set("class", name)
        root.append(child)
    assert selector(root) == [root[0], root[2]]
    assert selector(root) == [root[0], root[2]]


def test_a_union_selects_what_any_part_selects():
    path = ".//aside|.//*[re:test(@class, 'banner', 'i')]"
    expression = XPath(path, namespaces={"re": "http://exslt.org/regular-expressions"})
    root = Element("body")
    root.append(Element("aside"))
    root.append(Element("p"))
    root[1].set("class", "Top-Banner")
    assert isinstance(compiled(expression), Union)
    assert compiled(expression)(root) == list(root)


def test_an_expression_about_tags_alone_stays_as_it_is():
    expression = XPath(".//article")
    assert compiled(expression) is expression


def test_a_second_condition_is_asked_of_those_that_pass_the_first():
    """A box that continues without end is other articles, unless the headline of the page stands in it."""
    selector = compiled(trafilatura.xpaths.RAW_TREE_PRUNE_XPATH[0])
    assert isinstance(selector, Filtered)
    root = Element("body")
    for _ in range(2):
        box = Element("div")
        box.set("id", "infinite-scroll")
        root.append(box)
    root[0].append(Element("h1"))
    assert selector(root) == [root[1]]


@pytest.mark.parametrize(
    "path", [".//div[re:test(@a, 'x') and @b]", ".//*[re:test(text(), 'x')]", "//p[re:test(@a, 'x')]"]
)
def test_what_is_not_understood_is_refused(path):
    with pytest.raises(ValueError, match=r"this is no selection|cannot tell"):
        Selector(path)
