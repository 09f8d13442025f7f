"""Pages made to hold a parser up: each is read or refused long before its time is up, and the page after it is read."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.adapters.bounded import BoundedParser
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched, Page
from pipeline.settings import Settings
from tests.integration.timed import timed

pytestmark = pytest.mark.slow

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECONDS = 15.0
"""Eight times what the slowest of them takes on a machine with nothing else to do: none is to be ended by it."""
MOST = 4_900_000
"""As large as the client lets a page be."""

PARAGRAPH = (
    "<p>The pilot boat brought the harbour master home at dusk, and nobody on the quay asked why he sang.</p>"
)
GOOD = f"<html><head><title>Pilot boat comes home</title></head><body><article><h1>Pilot boat</h1>{PARAGRAPH * 4}</article></body></html>"
LINE = "The pilot boat brought the harbour master home at dusk, and nobody on the quay asked why he sang.\n\n"


def full(piece: str, head: str = "") -> bytes:
    """Return a page that repeats the piece as often as a page may be large."""
    return (
        f"<html><head>{head}</head><body>{PARAGRAPH}".encode()
        + piece.encode() * (MOST // len(piece.encode()))
        + b"</body></html>"
    )


def nested(tag: str, depth: int, inside: str = PARAGRAPH) -> bytes:
    return f"<html><body>{f'<{tag}>' * depth}{inside}{f'</{tag}>' * depth}</body></html>".encode()


def linked_data(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def deep_json(depth: int, opening: str, closing: str) -> str:
    return f'<script type="application/ld+json">{opening * depth}1{closing * depth}</script>'


GRAPH = '{"@graph":'
TAG_PAGES = {
    f"{count:,} {name}": (f"<html><body>{PARAGRAPH}" + piece * count + "</body></html>").encode()
    for name, piece in (
        ("empty divisions", "<div></div>"),
        ("links", "<a href='/x'>x</a> "),
        ("spans", "<span>x</span>"),
        ("breaks", "x<br>"),
        ("list items", "<li>x"),
        ("cells", "<td>x"),
        ("headings", "<h2>x</h2>"),
        ("short paragraphs", "<p>x y z"),
        ("images", "<img src='data:,x' alt='y'>"),
    )
    for count in (29_000, 300_000)
}
PAGES = TAG_PAGES | {
    "divisions in divisions": nested("div", 25_000),
    "quotes in quotes": nested("blockquote", 20_000),
    "lists in lists": nested("ul><li", 10_000),
    "tables in tables": nested("table><tr><td", 8_000),
    "bold in bold": nested("b", 29_000),
    "forms never closed": full("<form>x"),
    "a tag never closed": full("<p"),
    "brackets": full("<"),
    "closing tags": full("</p>"),
    "ampersands": full("&"),
    "entities": full("&lt;"),
    "numbered entities": full("&#128512;"),
    "one word": full("x"),
    "one long line of words": full("x "),
    "one sentence a thousand times": full(f"{LINE} "),
    "spaces": full(" "),
    "line ends": full("\n"),
    "zero-width letters": full("\u200b"),
    "letters that turn the text": full("\u202e\u2066"),
    "accents on one letter": full("\u0301"),
    "scripts": full("<script>x</script>"),
    "a script never closed": full("x", head="<script>"),
    "comments": full("<!-- x -->"),
    "a comment never closed": full("-", head="<!--"),
    "a style never closed": full("x{", head="<style>"),
    "a title of megabytes": f"<title>{'news ' * 900_000}</title>{PARAGRAPH * 4}".encode(),
    "an attribute of megabytes": f"<p class='{'x ' * 2_400_000}'>{PARAGRAPH * 4}".encode(),
    "a hundred thousand attributes": ("<p " + " ".join(f"a{n}=x" for n in range(100_000)) + f">{PARAGRAPH * 4}").encode(),
    "class names without end": full(f"<p class='{'article-body ' * 200}'>x"),
    "descriptions without end": ("<meta property='og:title' content='news'>" * 29_000 + GOOD).encode(),
    "JSON nested deeply": f"<head>{deep_json(100_000, '[', ']')}</head>{GOOD}".encode(),
    "JSON nested as graphs": f"<head>{deep_json(50_000, GRAPH, '}')}</head>{GOOD}".encode(),
    "JSON of many objects": f"<head>{linked_data([{'@type': 'NewsArticle', 'headline': 'x'}] * 60_000)}</head>{GOOD}".encode(),
    "JSON of commas": f"<head><script type='application/ld+json'>{'[,' * 1_000_000}</script></head>{GOOD}".encode(),
    "JSON of one number": f"<head><script type='application/ld+json'>{'9' * 1_000_000}</script></head>{GOOD}".encode(),
    "dates of digits": f"<head><meta property='article:published_time' content='{'9' * 500_000}'></head>{GOOD}".encode(),
    "dates of words": f"<head><meta name='date' content='{'Mon 2 Mar ' * 50_000}'></head>{GOOD}".encode(),
    "an address of megabytes": f"<head><link rel='canonical' href='https://desk.example/{'x' * 2_000_000}'></head>{GOOD}".encode(),
    "NULs": b"\x00" * MOST,
    "NULs between letters": b"\x00".join(GOOD.encode()[i : i + 1] for i in range(len(GOOD))),
    "bytes of every kind": bytes(range(256)) * 18_000,
    "half of UTF-16": b"\xff\xfe" + GOOD.encode("utf-16-le")[:-1],
    "a character set nobody knows": b"<meta charset='no-such-set'>" + GOOD.encode(),
    "an XML bomb": (
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'x'>"
        + "".join(f"<!ENTITY a{n} '{'&a;' if n == 0 else f'&a{n - 1};' * 10}'>" for n in range(12))
        + f"]><html><body>&a11;{PARAGRAPH * 4}</body></html>"
    ).encode(),
    "frames in frames": full("<iframe srcdoc='&lt;iframe&gt;'>"),
    "drawings": full("<svg><g><path d='M0 0'/></g></svg>"),
    "templates": full("<template><p>x</p></template>"),
}  # fmt: skip
TEXTS = {
    "one letter": "x" * MOST,
    "one letter a line": "x\n" * (MOST // 2),
    "empty lines": "\n" * MOST,
    "spaces at the ends": ("x" + " " * 200 + "\n") * 20_000,
    "spaces alone": " " * MOST,
    "addresses": "https://desk.example/ " * 200_000,
    "one address broken over many lines": "https://desk.example/" + "x\n" * 1_000_000,
    "dates": "March 3, 2026\n" * 300_000,
    "bylines": "By Ines Talvik\n\n" * 250_000,
    "cues": "Read more: x\n" * 300_000,
    "quotation marks": '"' * MOST,
    "brackets": "([{" * 1_500_000,
    "hyphens at the ends": "harbour-\n" * 400_000,
    "dashes": "-" * MOST,
    "capitals": "HARBOUR (REUTERS) - " * 200_000,
    "sentences": LINE * 40_000,
    "tabs": "\t" * MOST,
    "colons": "a: " * 1_500_000,
    "accents": "e" + "\u0301" * 2_000_000,
}
POISON = {name: ("text/html", body) for name, body in PAGES.items()} | {
    f"a text of {name}": ("text/plain", text.encode()[:MOST]) for name, text in TEXTS.items()
}
NAMES = frozenset(
    {
        "parser_memory",
        "too_many_tags",
        "too_many_attributes",
        "too_many_lines",
        "no_text",
        "too_short",
        "not_html",
    }
)


def test_there_are_enough_of_them():
    assert len(POISON) >= 80


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read all of them, with a good page after each; two processes, ended where they must be."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), warehouse="", parse_timeout_seconds=SECONDS)
    parser = BoundedParser(settings, workers=2)
    good = Fetched("https://desk.example/good", AT, 200, {"content-type": "text/html"}, GOOD.encode())
    list(parser.parse_all([("first", good)]))

    def pages():
        for name, (kind, body) in POISON.items():
            yield name, Fetched("https://desk.example/a", AT, 200, {"content-type": kind}, body)
            yield f"after {name}", good

    yield timed(parser.parse_all(pages()))
    parser.close()


def test_every_page_is_read_or_refused_by_name(read):
    odd = {
        name: str(read[name][0])
        for name in POISON
        if isinstance(read[name][0], TransientError)
        or (isinstance(read[name][0], Rejected) and read[name][0].reason not in NAMES)
    }
    assert odd == {}


def test_the_page_after_it_is_read(read):
    bad = {
        name: str(result)
        for name, (result, _) in read.items()
        if name not in POISON and not isinstance(result, Page)
    }
    assert bad == {}


def test_what_was_read_can_be_stored(read):
    for name, (result, _) in read.items():
        if isinstance(result, Page):
            for text in (
                result.title,
                result.byline,
                result.published_raw,
                *(block.text for block in result.blocks),
            ):
                assert text is None or "\x00" not in text, name
                assert text is None or text.encode("utf-8"), name
