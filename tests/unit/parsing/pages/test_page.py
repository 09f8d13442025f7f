"""One capture to one page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Rejected
from pipeline.model import Fetched, Region
from pipeline.parsing.pages.document import is_plain_text, parse
from pipeline.parsing.pages.page import MAX_ATTRIBUTES, MAX_TAGS, parse_page

FETCHED_AT = datetime(2024, 5, 1, tzinfo=UTC)
REPORT = "The ferry to Marrowick lay in harbour for three days because a rope had caught in its screw."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry waits</title></head><body>
<nav><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav>
<article><h1>Ferry waits</h1><p>By Ada Marsh</p><p>{REPORT}</p><p>{REPORT[::-1]}</p></article>
<aside><p>Weather: rain later, wind from the west</p></aside></body></html>"""

MANY_ATTRIBUTES = f"<p {' '.join(f'a{n}=x' for n in range(MAX_ATTRIBUTES + 1))}>{PAGE}".encode()


def fetched(body, *, url="https://www.marrowick.example/ferry", content_type="text/html"):
    raw = body if isinstance(body, bytes) else body.encode()
    return Fetched(url, FETCHED_AT, 200, {"Content-Type": content_type}, raw)


def test_a_page_has_its_text_its_surroundings_and_its_metadata():
    page = parse_page(fetched(PAGE))
    assert (page.title, page.byline, page.language) == ("Ferry waits", "Ada Marsh", "en")
    assert [(block.region.value, block.text) for block in page.blocks] == [
        ("nav", "News | Sport"),
        ("main", "Ferry waits"),
        ("main", "By Ada Marsh"),
        ("main", REPORT),
        ("main", REPORT[::-1]),
        ("aside", "Weather: rain later, wind from the west"),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<html><body><script>app()</script></body></html>", "no_text"),
        (b"\x00\x01\x02", "not_html"),
        (b"<" * (MAX_TAGS + 1), "too_many_tags"),
        (MANY_ATTRIBUTES, "too_many_attributes"),
        (PAGE.encode() * 99 + MANY_ATTRIBUTES + PAGE.encode() * 99, "too_many_attributes"),
    ],
)
def test_what_is_no_page_is_rejected_with_the_reason(body, reason):
    with pytest.raises(Rejected) as refusal:
        parse_page(fetched(body))
    assert refusal.value.reason == reason


def test_as_many_tags_as_allowed_are_parsed():
    assert parse_page(fetched(PAGE + "<b>" * (MAX_TAGS - PAGE.count("<")))).title == "Ferry waits"


def test_a_title_that_never_ends_does_not_swallow_the_page():
    page = parse_page(fetched(PAGE.replace("Ferry waits</title>", "Ferry waits")))
    assert REPORT in [block.text for block in page.blocks if block.region is Region.MAIN]


def test_a_declaration_that_never_ends_does_not_swallow_the_page():
    page = parse_page(fetched("<!DOCTYPE htm\n" + PAGE[PAGE.index("<body") :].replace("<body>", "<div>", 1)))
    assert REPORT in [block.text for block in page.blocks if block.region is Region.MAIN]


def test_a_file_goes_by_the_address_it_calls_its_own():
    own = "https://www.marrowick.example/ferry"
    page = PAGE.replace("<title>", f'<link rel="canonical" href="{own}"><title>')
    assert parse_page(fetched(page, url="file:///saved/ferry.html")).own_url == own
    assert parse_page(fetched(page)).own_url is None


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</div>", "<table>", "<td>", "words of the town. ", "\x00", "&#x202e;", "<!--"]
        )
    )
)
def test_no_page_makes_the_parser_fail_in_any_other_way(pieces):
    try:
        page = parse_page(fetched("<html><body>" + "".join(pieces)))
    except Rejected:
        return
    assert [block.position for block in page.blocks] == list(range(len(page.blocks)))
    assert not any("\x00" in block.text or "\u202e" in block.text for block in page.blocks)


@pytest.mark.parametrize(
    ("url", "content_type", "plain"),
    [
        ("https://x.example/a", "text/html; charset=utf-8", False),
        ("https://x.example/a", "text/plain; charset=utf-8", True),
        ("file:///folder/a.txt", "", True),
        ("file:///folder/a.html", "", False),
        ("https://x.example/robots.txt", "text/html", False),
    ],
)
def test_a_text_is_known_by_its_type_or_its_name(url, content_type, plain):
    assert is_plain_text(fetched("words", url=url, content_type=content_type)) is plain


def test_a_page_served_as_plain_text_is_still_a_page():
    assert parse(fetched(PAGE, content_type="text/plain")).title == "Ferry waits"
    named = fetched(PAGE, url="https://x.example/doc47.txt", content_type="")
    assert parse(named).title == "Ferry waits"


@pytest.mark.parametrize("content_type", ["image/png", "application/pdf", "video/mp4"])
def test_a_picture_is_no_page(content_type):
    with pytest.raises(Rejected, match="not_html"):
        parse(fetched("x", content_type=content_type))


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_long_value_is_one_attribute(quote):
    """Pages keep whole documents in an attribute, for a script to read."""
    tag = f"<div data-state={quote}{'x = 1 ' * (MAX_ATTRIBUTES + 1)}{quote}></div>"
    assert parse_page(fetched(PAGE.replace("</article>", f"{tag}</article>"))) == parse_page(fetched(PAGE))
