"""Search as people and scripts get it, on each database."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from tests.unit.web import small_press
from tests.unit.web.small_press import HARBOUR_STORY, HOSTILE

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_before_anything_is_typed_the_page_says_how(as_reader):
    assert "in any order" in as_reader.get("/search").text


def test_a_story_is_listed_once_with_what_was_found_marked(as_reader):
    page = as_reader.get("/search", params={"q": "timber harbour"}).text
    assert page.count(f"/story/{HARBOUR_STORY.story_id}") == 1
    assert '<mark class="found">timber</mark>' in page
    assert "in 1 story" in page


def test_a_host_and_days_narrow_it_and_all_can_be_seen_again(as_reader):
    asked = {"q": "harbour", "host": "nobody.example"}
    page = as_reader.get("/search", params=asked).text
    assert "No article says so there" in page
    assert 'href="/search?q=harbour"' in page
    assert "No article" in as_reader.get("/search", params={"q": "harbour", "until": "2001-01-01"}).text
    assert as_reader.get("/search", params={"q": "harbour", "since": "yesterday"}).status_code == 400


def test_what_strangers_write_is_shown_and_not_obeyed(as_reader):
    page = as_reader.get("/search", params={"q": "council quoted"}).text
    assert f"/story/{HOSTILE.story_id}" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_feed_has_the_stories_with_addresses_of_this_site(as_reader):
    answer = as_reader.get("/search.atom", params={"q": "harbour timber"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    (entry,) = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == f"urn:newsfold:story:{HARBOUR_STORY.story_id}"
    link = entry.find("a:link", ATOM).get("href")
    assert link == f"http://pages.example/story/{HARBOUR_STORY.story_id}"
    assert "<b>timber</b>" in entry.findtext("a:summary", namespaces=ATOM)
    for needed in ("a:title", "a:id", "a:updated"):
        assert feed.findtext(needed, namespaces=ATOM)


def test_markup_of_a_page_stays_text_in_the_feed(as_reader):
    answer = as_reader.get("/search.atom", params={"q": "council"})
    feed = ET.fromstring(answer.content)
    said = [entry.findtext("a:summary", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert said
    assert not any("<script" in each for each in said)
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert not any("\u202e" in title for title in titles)


@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_reader_who_has_it_already_is_told_so(as_reader, form):
    asked = {"q": "harbour"}
    first = as_reader.get(f"/search.{form}", params=asked)
    again = as_reader.get(f"/search.{form}", params=asked, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = as_reader.get(
        f"/search.{form}", params={"q": "council"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize("tag", ["W/{}", '"other", {}'])
def test_a_tag_that_a_proxy_made_weak_or_that_is_one_of_several_is_known(as_reader, tag):
    first = as_reader.get("/search.atom", params={"q": "harbour"}).headers["etag"]
    again = as_reader.get(
        "/search.atom", params={"q": "harbour"}, headers={"If-None-Match": tag.format(first)}
    )
    assert again.status_code == 304


def test_a_feed_of_nothing_is_the_same_later(as_reader, monkeypatch):
    first = as_reader.get("/search.atom", params={"q": "zeppelin"})
    assert ET.fromstring(first.content).findall("a:entry", ATOM) == []
    monkeypatch.setattr(small_press, "NOW", small_press.NOW + timedelta(hours=1))
    again = as_reader.get(
        "/search.atom", params={"q": "zeppelin"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304


def test_as_json_it_has_the_same(as_reader):
    found = as_reader.get("/search.json", params={"q": "timber harbour"}).json()
    (story,) = found["found"]
    assert story["story_id"] == HARBOUR_STORY.story_id
    assert found["stories"] == found["pages"] == 1
    assert found["articles"] == story["articles_found"]
    assert {part["text"].lower() for part in story["article"]["said"] if part["is_found"]} >= {"timber"}
    assert unescape(story["address"]).startswith("http://pages.example/story/")
