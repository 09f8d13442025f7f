"""The seeds put into three invented page templates are labelled as in plain text."""

from __future__ import annotations

import html
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.model import Fetched, Label
from pipeline.parsing.pages.page import parse_page
from pipeline.parsing.pages.plaintext import parse_plaintext

GOLD_FOLDER = Path(os.environ["NEWSFOLD_GOLD"]) if "NEWSFOLD_GOLD" in os.environ else None
SEEDS = (GOLD_FOLDER / ".." if GOLD_FOLDER else Path(__file__).parents[3] / "shared") / "seeds"
FETCHED_AT = datetime(2026, 6, 1, tzinfo=UTC)

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the project"),
]

GOLD = json.loads((SEEDS / "gold.json").read_text()) if SEEDS.is_dir() else {}
TEXT = {Label.BODY, Label.BACKGROUND}


def parts(name):
    """Return the seed's paragraphs by part of a page: head, article, tail, and sidebar items."""
    gold = GOLD[name]
    page = parse_plaintext((SEEDS / name).read_text(encoding="utf-8"), FETCHED_AT)
    title = next((block.text for block in page.blocks if block.lines[0] == gold["title"]), None)
    items = [
        [block.text for block in page.blocks if block.lines[0] in story] for story in gold["other_stories"]
    ]
    foreign = {line for story in gold["other_stories"] for line in story}
    last = max(gold["body"])
    article = [
        block
        for block in page.blocks
        if block.lines[0] <= last and block.lines[0] not in foreign and block.text != title
    ]
    tail = [block for block in page.blocks if block.lines[0] > last and block.lines[0] not in foreign]
    body = [block.text for block in article if block.lines[0] in gold["body"]]
    return title, [block.text for block in article], [block.text for block in tail], items, body


def paragraphs(texts, tag="p"):
    return "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in texts)


def semantic(title, article, tail, items):
    """Write a page the way of today: article, aside and footer are named."""
    cards = "".join(
        f"<article>{paragraphs(item[:3], 'span')}<h4>{html.escape(item[3])}</h4>{paragraphs(item[4:])}</article>"
        for item in items
    )
    head = f"<h1>{html.escape(title)}</h1>" if title else ""
    return (
        f"<html lang=en><head><title>{html.escape(title or 'Valley Post')}</title></head><body><header><nav><ul><li><a href=/>Home</a>"
        f"<li><a href=/w>World</a></ul></nav></header><main><article>{head}{paragraphs(article)}{paragraphs(tail)}</article></main>"
        f"<aside>{cards}</aside><footer><p>About the Valley Post</p></footer></body></html>"
    )


def divided(title, article, tail, items):
    """Write a page the way of most sites: divisions with telling classes."""
    cards = "".join(
        f"<div class=card>{paragraphs(item[:4], 'div')}{paragraphs(item[4:])}</div>" for item in items
    )
    head = f"<h1 class=headline>{html.escape(title)}</h1>" if title else ""
    return (
        f"<html><head><title>{html.escape(title or 'Valley Post')}</title></head><body><div id=top><a href=/>Home</a> <a href=/w>World</a></div>"
        f"<div class='article-body content'>{head}{paragraphs(article)}</div><div class=article-tail>{paragraphs(tail)}</div>"
        f"<div class='related sidebar'>{cards}</div><div id=footer>About the Valley Post</div></body></html>"
    )


def flat(title, article, tail, items):
    """Write a page the way of aggregators: everything is a paragraph of one division."""
    cards = "".join(paragraphs(item) for item in items)
    head = f"<h2>{html.escape(title)}</h2>" if title else ""
    return (
        f"<html><head><title>{html.escape(title or 'Valley Post')}</title></head><body><table><tr><td><a href=/>Home</a></td></tr></table>"
        f"<div>{head}{paragraphs(article)}{paragraphs(tail)}{cards}</div></body></html>"
    )


@pytest.mark.parametrize("template", [semantic, divided, flat])
@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_text_of_a_page_is_the_seeds_body(name, template):
    title, article, tail, items, body = parts(name)
    markup = template(title, article, tail, items)
    fetched = Fetched(
        "https://valley.example/story",
        FETCHED_AT,
        200,
        {"content-type": "text/html; charset=utf-8"},
        markup.encode(),
    )
    page = parse_page(fetched)
    labels = label_page(page)
    kept = [block.text for block, found in zip(page.blocks, labels, strict=True) if found.label in TEXT]
    assert [words_of(text) for text in kept] == [words_of(text) for text in body]
    if title:
        assert [
            block.text
            for block, found in zip(page.blocks, labels, strict=True)
            if found.label is Label.HEADLINE
        ] == [title]
