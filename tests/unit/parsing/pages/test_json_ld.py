"""The article of a page's JSON-LD."""

from __future__ import annotations

import json

import pytest

from pipeline.parsing.pages.json_ld import article_of, objects_in

OWN, OTHER = "https://www.marrowick-post.example/a/lamp", "https://www.marrowick-post.example/a/ferry"
LAMP = {"@type": "NewsArticle", "headline": "Lamp fails", "url": OWN, "author": {"name": "Ada Marsh"}}
FERRY = {"@type": "NewsArticle", "headline": "Ferry late", "url": OTHER}
TEXT = json.dumps(LAMP)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT + ";",
        f"//<![CDATA[\n{TEXT}\n//]]>",
        f"<!-- {TEXT} -->",
        f"/*<![CDATA[*/{TEXT}/*]]>*/",
        TEXT.replace('"', "&quot;"),
        TEXT.replace("}}", "},}"),
        json.dumps({"@type": "WebSite"}) + "\n" + TEXT,
        json.dumps(TEXT),
        TEXT.replace("NewsArticle", "newsarticle"),
        TEXT.replace('"Lamp fails"', '{"@value": "Lamp fails", "@language": "en"}'),
    ],
)
def test_an_article_is_read_however_its_script_is_written(text):
    assert article_of(list(objects_in(text)), [OWN], [])["headline"] == "Lamp fails"


def test_of_a_script_that_is_no_json_what_counts_is_made_out():
    text = '{"@type": "NewsArticle", "headline": "Lamp in "Old Tower" fails", "datePublished": "2024-05-09", "author": [{"name": "Ada Marsh"}]}'
    (node,) = objects_in(text)
    assert (node["datePublished"], node["author"]) == ("2024-05-09", [{"name": "Ada Marsh"}])


def test_of_several_articles_the_one_of_the_page_is_taken():
    assert article_of([FERRY, LAMP], [OWN], [])["headline"] == "Lamp fails"
    assert (
        article_of([FERRY, LAMP], ["https://x.example/"], ["Lamp fails | Marrowick Post"])["headline"]
        == "Lamp fails"
    )
    assert article_of([FERRY, LAMP], ["https://x.example/"], [])["headline"] == "Ferry late"
    assert article_of([{"@type": "WebSite"}], [OWN], []) == {}


def test_references_are_resolved():
    person = {"@type": "Person", "@id": "#ada", "name": "Ada Marsh"}
    article = {"@type": "Article", "author": [{"@id": "#ada"}], "publisher": {"@id": "#nobody"}}
    found = article_of([person, article], [], [])
    assert (found["author"], found["publisher"]) == ([person], {"@id": "#nobody"})
