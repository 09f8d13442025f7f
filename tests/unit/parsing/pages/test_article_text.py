"""Where the article's text comes from: the extractor's element, another, the page's JSON-LD, or a state in a script."""

from __future__ import annotations

import json
import time
from html import escape

import pytest

from pipeline.errors import Rejected
from pipeline.parsing.pages import embedded_body
from pipeline.parsing.pages.embedded_body import agrees, body_in, holds_more, paragraphs_of, shared_words
from pipeline.parsing.pages.embedded_states import states_of
from tests.unit.parsing.pages.test_left_out import BODY, LEAD, TITLE, paragraphs, text_of

NOTICE = (
    '<div class="cc-box"><p>We and our partners store and use cookies on this device to measure audiences and to show'
    " advertisements that fit; you may change your choice at any time.</p></div>"
)
PROMPT = (
    '<section class="newsletter-signup"><h2>The morning letter</h2><p>Six stories chosen by our editors, sent to your inbox'
    " every weekday at seven, and nothing else, ever.</p></section>"
)


@pytest.mark.parametrize(
    "column",
    [
        f"<aside class='wide'><h1>{TITLE}</h1>{paragraphs()}</aside>",
        f"<h1>{TITLE}</h1><aside>{paragraphs()}</aside>",
        f"<h1>{TITLE}</h1><div role='complementary'>{paragraphs()}</div>",
        f"<aside><div><h1>{TITLE}</h1><div>{paragraphs()}</div></div></aside>",
    ],
)
def test_a_text_in_a_column_is_the_article(column):
    assert text_of(f"<div>{column}</div>{NOTICE}") == BODY


def test_a_short_report_in_a_column_is_the_article_beside_a_shorter_notice():
    assert text_of(f"<aside><h1>{TITLE}</h1>{paragraphs(BODY[:2])}</aside>{NOTICE}") == BODY[:2]


def test_a_column_beside_an_article_is_none():
    other = "".join(f"<p>{text.replace('mill', 'dam')}</p>" for text in BODY * 3)
    assert (
        text_of(f"<article><h1>{TITLE}</h1><div>{paragraphs()}</div></article><aside>{other}</aside>") == BODY
    )


def ld(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE} | fields)}</script>'


@pytest.mark.parametrize(
    "body", ["\n\n".join(BODY), "".join(f"<p>{text}</p>" for text in BODY), "<br/><br/>".join(BODY)]
)
def test_the_body_of_json_ld_is_the_article_where_the_elements_show_a_prompt(body):
    assert text_of(f"<h1>{TITLE}</h1>{PROMPT}", ld(articleBody=body)) == BODY


def test_the_body_of_json_ld_completes_a_text_of_which_the_elements_show_the_beginning():
    assert (
        text_of(f"<h1>{TITLE}</h1><div>{paragraphs(BODY[:1])}</div>", ld(articleBody="\n".join(BODY))) == BODY
    )


@pytest.mark.parametrize(
    "body",
    [
        "The council of Perpignan has voted for a tramway to the sea. " * 20,
        " ".join(BODY[:1]),
    ],
)
def test_a_body_about_something_else_or_of_less_is_not_taken(body):
    assert text_of(f"<h1>{TITLE}</h1><div>{paragraphs()}</div>", ld(articleBody=body)) == BODY


BLOCKS = [{"type": "paragraph", "text": text} for text in BODY]
NODES = [
    {
        "nodeType": "paragraph",
        "content": [{"nodeType": "text", "value": text[:20]}, {"nodeType": "text", "value": text[20:]}],
    }
    for text in BODY
]
OTHERS = [
    {"title": "A tram to the sea", "body": [{"text": "The council of Perpignan voted for a tram. " * 30}]}
]


NEXT = {"props": {"related": OTHERS, "article": {"title": TITLE, "body": BLOCKS}}}
STORIES = {"stories": {"7": {"headline": TITLE, "content": {"nodeType": "document", "content": NODES}}}}
QUOTED = json.dumps(json.dumps({"page": {"name": TITLE, "html": paragraphs()}}))
ELEMENTS = {
    "headlines": {"basic": TITLE},
    "content_elements": [{"type": "text", "content": text} for text in BODY],
}


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(NEXT)}</script>',
        f"<script>window.__INITIAL_STATE__ = {json.dumps(STORIES)};</script>",
        f"<script>window.__DATA__ = JSON.parse({QUOTED})</script>",
        f"<script>Fusion.globalContent={json.dumps(ELEMENTS)};Fusion.x=1;</script>",
        f"<script>window.__NUXT__=(function(a,b){{return {{title:a,body:b}}}}({json.dumps(TITLE)},{json.dumps(paragraphs())}));</script>",
        f"<script>const story = {{title: '{TITLE}', body: '{paragraphs()}'}};</script>",
        f'<script type="application/json">{json.dumps({"status": 200, "body": json.dumps(NEXT)})}</script>',
        f"<div data-page='{json.dumps(NEXT)}'></div>",
        f'<div data-page="{escape(json.dumps(NEXT))}"></div>',
    ],
)
def test_the_state_of_a_script_holds_the_article_where_the_elements_show_a_prompt(script):
    assert text_of(f"<h1>{TITLE}</h1>{PROMPT}{script}") == BODY


def test_a_page_of_a_prompt_is_no_article():
    with pytest.raises(Rejected, match="only_standing_text"):
        text_of(f"<h1>{TITLE}</h1>{PROMPT}")


def test_a_page_of_a_prompt_whose_script_tells_nothing_of_the_headline_says_so():
    script = f'<script type="application/json">{json.dumps({"related": OTHERS})}</script>'
    with pytest.raises(Rejected, match="text_in_script"):
        text_of(f"<h1>{TITLE}</h1>{PROMPT}{script}")


def test_a_report_about_its_headline_is_an_article_whatever_its_element_is_called():
    assert text_of(f'<h1>{TITLE}</h1><div class="newsletter">{paragraphs([LEAD, *BODY[:1]])}</div>') == [
        LEAD,
        BODY[0],
    ]


def test_a_long_string_of_a_program_about_something_else_is_no_article():
    tram = "<p>The council of Perpignan voted for a tram on Monday.</p>" * 20
    code = f"<script>show({json.dumps(TITLE)}, {json.dumps(tram)})</script>"
    with pytest.raises(Rejected, match="only_standing_text"):
        text_of(f"<h1>{TITLE}</h1>{PROMPT}{code}")


def test_a_state_that_nests_without_end_ends():
    deep = "[" * 5000 + "]" * 5000
    assert list(states_of(f'<script type="application/json">{deep}</script>', "")) in ([], [json.loads("[]")])


def test_paragraphs_of_a_body_are_plain():
    assert paragraphs_of(
        "<p>One &amp; <b>two</b>.</p><figure><figcaption>No</figcaption></figure><ul><li>Three</li></ul>"
    ) == [
        "One & two.",
        "Three",
    ]


def test_a_body_is_no_list_of_titles():
    assert not holds_more([text[:40] for text in BODY] * 3, [])
    assert holds_more(BODY, [BODY[0]])


def test_a_body_agrees_by_headline_or_by_beginning():
    assert agrees(BODY, "Bakers and flour", [])
    assert agrees(BODY, "Other words here", [BODY[0]])
    assert not agrees(BODY, "Other words here", ["nothing of the kind"])


def test_words_of_scripts_without_spaces_are_compared_by_pairs():
    assert shared_words("面包师拒绝面粉", "面包师说面粉发黏") > 0.4
    assert shared_words("面包师拒绝面粉", "订阅早报") == 0


def test_the_body_beside_the_headline_is_taken_not_a_longer_one():
    state = {"a": OTHERS, "b": {"title": TITLE, "text": "\n".join(BODY)}}
    assert body_in(state, TITLE) == BODY


@pytest.mark.parametrize("others", range(6))
def test_a_body_in_a_string_of_json_is_found_whatever_strings_stand_before_it(others):
    """An object that was read and thrown away left its number in memory to the next one, which was not read then."""
    silent = [json.dumps({"title": TITLE, "path": f"{number}" * 500}) for number in range(others)]
    assert body_in([*silent, json.dumps({"title": TITLE, "text": "\n".join(BODY)})], TITLE) == BODY


@pytest.mark.parametrize("mark", ["'", '"'])
def test_a_string_of_a_program_is_read_behind_one_that_is_never_closed(mark):
    text = " ".join(BODY)
    code = f"/{mark}{mark}{mark}/; // {TITLE} {mark}\nshow(`a`, {json.dumps(text)})"
    assert [each["text"] for each in states_of(f"<script>{code}</script>", TITLE)] == [text]


def test_a_text_is_read_once_however_many_objects_around_it_have_the_headline(monkeypatch):
    """Thirty of them each read all that lies within, so that a megabyte was read thirty times."""
    state = {"title": TITLE, "text": "\n".join(BODY)}
    for _ in range(30):
        state = {"title": TITLE, "content": [state, {"text": "Short."}]}
    read = []
    monkeypatch.setattr(embedded_body, "paragraphs_of", lambda text: read.append(text) or paragraphs_of(text))
    assert [line for line in body_in(state, TITLE) if line in BODY] == BODY
    assert len(read) <= 2 + 2 * 30  # a title and a text of each


@pytest.mark.parametrize(
    "read",
    [
        lambda: paragraphs_of("<aside " * 20_000),
        lambda: paragraphs_of("<script>" * 20_000),
        lambda: list(states_of("<script>" * 20_000, TITLE)),
        lambda: list(states_of("<script " * 20_000, TITLE)),
        lambda: list(states_of(f"<script>{TITLE}" + 99_999 * '"' + "</script>", TITLE)),
        lambda: list(states_of(f'<script>x="{TITLE}' + 40_000 * '\\"' + "</script>", TITLE)),
        lambda: list(states_of(' data-a="{&quot;' * 20_000, TITLE)),
        lambda: body_in({"title": TITLE, "content": [{"t": TITLE} | {"n": n} for n in range(3_000)]}, TITLE),
    ],
)
def test_a_poisoned_page_takes_no_time(read):
    began = time.process_time()
    read()
    assert time.process_time() - began < 2
