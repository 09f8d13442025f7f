"""The pages as a reader gets them, on each database."""

from __future__ import annotations

import re

import pytest

from pipeline.steps.runner import ORDER
from tests.unit.web.small_press import (
    ALL_STORIES,
    BRIDGE_STORY,
    HARBOUR_STORY,
    HOSTILE,
    NOTICE_ONE,
    NOTICE_TWO,
)

HARBOUR_URL = f"/story/{HARBOUR_STORY.story_id}"


def _pair_url(one, other):
    return "/pair/{}/{}".format(*sorted((one.article_id, other.article_id)))


PAGES = [
    "/",
    "/?day=all&order=time&q=harbour&host=plain-times.example&source=wires&language=en&size=2",
    HARBOUR_URL,
    "/search",
    "/search?q=harbour",
    f"/article/{HARBOUR_STORY.pieces[1].article_id}",
    "/pairs",
    "/review",
    "/pairs?relation=judged",
    _pair_url(HARBOUR_STORY.pieces[0], HARBOUR_STORY.pieces[1]),
    "/boilerplate",
    "/boilerplate/of?host=velmouth-courier.example",
    "/boilerplate/of?host=*",
    "/sources",
    "/health",
    "/run?run_id=scheduled__2031-03-09T02:00:00%2B00:00",
    "/network",
    f"/story/{HOSTILE.story_id}",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_shown_without_anything_inline(as_reader, page):
    answer = as_reader.get(page)
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert " style=" not in answer.text
    assert not re.search(r"<script(?! src=)", answer.text)
    assert not re.search(r"\son\w+=", answer.text.replace("&lt;", "").split("<main")[0])


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_sees_no_buttons_that_judge(as_reader, page):
    assert 'method="post"' not in as_reader.get(page).text


EMPTY = [
    "/",
    "/?day=all",
    "/pairs",
    "/pairs?relation=judged",
    "/boilerplate",
    "/boilerplate/of?host=nowhere.example",
    "/sources",
    "/health",
    "/network",
]


@pytest.mark.parametrize("page", EMPTY)
def test_an_empty_warehouse_has_pages_too(empty_runtime, opened, page):
    assert opened(empty_runtime).get(page).status_code == 200


def test_the_day_says_how_articles_became_stories(as_reader):
    page = as_reader.get("/").text
    assert "13 articles" in page
    assert f"{len(ALL_STORIES)} stories" in page
    assert (
        page.index("Velmouth harbour reopens") < page.index("New bridge at Oare") < page.index("Road closure")
    )


def test_five_copies_of_one_report_are_shown_as_one_independent_source(as_reader):
    assert 'aria-label="5 articles, 1 independent source"' in as_reader.get("/").text


def test_a_hostile_headline_is_only_text(as_reader):
    for page in ("/", f"/story/{HOSTILE.story_id}", f"/article/{HOSTILE.pieces[0].article_id}"):
        text = as_reader.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;" in text
        assert "\u202e" not in text


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ("q=harbour", "Velmouth harbour reopens", "New bridge"),
        ("q=HARBOUR+reopens", "Velmouth harbour reopens", "New bridge"),
        ("q=%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1", "الميناء", "New bridge"),
        ("q=100%25", "No story matches", "New bridge"),
        ("host=inland-post.example", "New bridge", "Road closure"),
        ("source=courier", "New bridge", "Road closure"),
        ("language=zh", "港口", "New bridge"),
        ("size=5", "Velmouth harbour", "New bridge"),
        ("day=2031-03-08", "No story began on this day", "New bridge"),
    ],
)
def test_a_filter_keeps_what_fits(as_reader, asked, shown, hidden):
    page = as_reader.get(f"/?{asked}").text.split("<main")[1]
    assert shown in page
    assert hidden not in page


@pytest.mark.parametrize("order", ["size", "time"])
def test_turning_pages_shows_every_story_once(as_reader, monkeypatch, order):
    monkeypatch.setattr("pipeline.web.stories.PAGE_STORIES", 2)
    seen, url = [], f"/?order={order}"
    while url:
        page = as_reader.get(url).text
        seen += re.findall(r'<a href="/story/(\w+)"', page)
        following = re.search(r'rel="next" href="([^"]*after=[^"]*)"', page)
        url = following.group(1).replace("&amp;", "&") if following else None
    assert sorted(seen) == sorted(report.story_id for report in ALL_STORIES)
    assert len(seen) == len(ALL_STORIES)


@pytest.mark.parametrize(
    "asked",
    [
        "size=-3",
        "size=9999999999999",
        "after=x~y~z",
        "after=5~2031-03-09~s1",
        "order=none",
        "day=",
        "q=%00%EF%BF%BF",
        "after=99999999999999999999~2031-03-09T00:00:00%2B00:00~s",
    ],
)
def test_a_part_of_an_address_that_cannot_be_read_is_ignored(as_reader, asked):
    assert as_reader.get(f"/?{asked}").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/pairs?relation=template&after=x",
        "/pairs?relation=judged&after=~~",
        "/pairs?relation=odd",
        "/boilerplate/of?host=a&after=9",
        "/boilerplate/of?host=a&after=9~999999999999999999999999",
        f"{HARBOUR_URL}?after=z&compare=none",
    ],
)
def test_a_cursor_that_cannot_be_read_is_the_beginning(as_reader, page):
    assert as_reader.get(page).status_code == 200


def test_the_first_page_says_how_to_load_something(opened, empty_runtime):
    page = opened(empty_runtime).get("/").text.split("<main")[1]
    assert "Nothing has been loaded yet" in page
    assert "newsfold ingest --source" in page
    assert "ingest_news" in page
    assert "No story matches" not in page


@pytest.mark.parametrize(
    "page",
    ["/", "/health", "/network", "/boilerplate", "/run?run_id=scheduled__2031-03-09T02:00:00%2B00:00"],
)
def test_days_are_written_alike_on_every_page(as_reader, page):
    """As `9 Mar 2031`; only what a machine reads, and a field of a form, has another form."""
    text = re.sub(r"<(title|code)>.*?</|<[^>]*>", " ", as_reader.get(page).text)
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    assert not re.search(r'(aria-label|title)="[^"]*\d{4}-\d\d-\d\d', as_reader.get(page).text)


def test_a_story_shows_when_each_host_carried_it(as_reader):
    page = as_reader.get(HARBOUR_URL).text
    assert "+44 min" in page
    assert "+9 h 26 min" in page
    for piece in HARBOUR_STORY.pieces:
        assert piece.host in page


def test_a_member_that_is_compared_shows_its_own_words_marked(as_reader):
    page = as_reader.get(f"{HARBOUR_URL}?compare={HARBOUR_STORY.pieces[1].article_id}").text
    assert page == as_reader.get(f"{HARBOUR_URL}?beside={HARBOUR_STORY.pieces[1].article_id}").text
    assert '<mark class="only-right">early </mark>' in page
    assert '<mark class="only-left">Insurers expect claims' in page


def test_what_was_stripped_is_named_with_its_rule(as_reader):
    page = as_reader.get(f"/article/{HARBOUR_STORY.pieces[1].article_id}").text
    assert "Left out: 3 blocks" in page
    assert "newsletter prompt" in page


@pytest.mark.parametrize("report", ALL_STORIES, ids=lambda report: report.story_id)
def test_as_many_blocks_are_left_out_as_a_page_says(as_reader, report):
    """Folded away together, or shown in grey between the paragraphs."""
    for path in (f"/story/{report.story_id}", f"/article/{report.pieces[0].article_id}"):
        page = as_reader.get(path).text
        shown = re.search(r"Left out</dt><dd>(\d+) block", page).group(1)
        grey = [each for each in re.findall(r'class="stripped">.*?</p>', page) if ">headline" not in each]
        assert len(grey) == int(shown)


def test_a_merged_story_is_found_by_its_old_name(as_reader):
    page = as_reader.get("/story/s0000000000000000")
    assert page.status_code == 200
    assert "was merged into this one" in page.text


def test_a_pair_shows_scores_relation_passages_and_judgement(as_reader):
    page = as_reader.get(_pair_url(NOTICE_ONE.pieces[0], NOTICE_TWO.pieces[0])).text
    assert "Two stories: template" in page
    assert "0.550" in page
    assert "judged that they are different stories" in page
    assert "two streets" in page
    assert "Residents may pass." in page


def test_a_pair_that_was_never_measured_says_so(as_reader):
    page = as_reader.get(_pair_url(NOTICE_ONE.pieces[0], BRIDGE_STORY.pieces[0])).text
    assert "never measured" in page


def test_a_pair_is_found_by_addresses(as_reader):
    one, other = HARBOUR_STORY.pieces[0], BRIDGE_STORY.pieces[0]
    answer = as_reader.get("/pair", params={"one": one.article_id, "other": other.article_id})
    assert answer.status_code == 303
    assert answer.headers["location"] == _pair_url(one, other)


def test_a_run_is_told_in_the_order_of_the_flow(as_reader):
    page = as_reader.get("/run", params={"run_id": "scheduled__2031-03-09T02:00:00+00:00"}).text
    steps = re.findall(r'<h2><i class="swatch step-(\w+)', page)
    assert steps == [
        *ORDER[: ORDER.index("link")],
        "publish",
        "check",
    ]  # as an earlier version of newsfold recorded it
    assert re.search(r"took [^<]+\.\s+It loaded .+\. <a", page)


@pytest.mark.parametrize(
    "page",
    [
        "/story/none",
        "/article/none",
        "/pair/a/b",
        "/pair/a/a",
        "/run?run_id=none",
        "/nothing",
        f"/article/{HOSTILE.pieces[0].article_id}?version=7",
    ],
)
def test_what_does_not_exist_is_reported_on_a_page_of_ours(as_reader, page):
    answer = as_reader.get(page)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "page",
    [
        "/health?days=x",
        "/run",
        "/pair?one=a",
        "/?day=abc",
        "/?day=0001-01-01",
        "/?day=9999-12-31&q=a",
        "/events?day=abc",
        "/events?day=9999-12-31",
    ],
)
def test_an_address_with_a_wrong_part_is_refused_on_a_page_of_ours(as_reader, page):
    answer = as_reader.get(page)
    assert answer.status_code == 400
    assert "could not be read" in answer.text


def test_boilerplate_shows_votes_samples_and_who_decided(as_reader):
    page = as_reader.get("/boilerplate/of?host=velmouth-courier.example").text
    assert page.index(">41<") < page.index(">28<") < page.index(">15<")
    assert "found on" in page
    assert "vetoed by" in page
    assert (
        "Share this on"
        not in as_reader.get("/boilerplate/of?host=velmouth-courier.example&status=learned").text
    )


def test_turning_pages_of_boilerplate_shows_every_block_once(as_reader, monkeypatch):
    monkeypatch.setattr("pipeline.web.boilerplate.PAGE_BLOCKS", 2)
    page = as_reader.get("/boilerplate/of?host=velmouth-courier.example").text
    following = re.search(r'rel="next" href="([^"]*)"', page).group(1).replace("&amp;", "&")
    rest = as_reader.get(following).text
    assert page.count("<li id=") == 2
    assert rest.count("<li id=") == 1


def test_turning_pages_of_members_keeps_the_canonical_article_in_sight(as_reader, monkeypatch):
    monkeypatch.setattr("pipeline.web.story.PAGE_MEMBERS", 3)
    page = as_reader.get(HARBOUR_URL).text
    following = re.search(r'rel="next" href="([^"]*)"', page).group(1).replace("&amp;", "&")
    rest = as_reader.get(following).text
    assert "hill-gazette.example" not in page
    assert "hill-gazette.example" in rest
    assert 'class="canonical"' in rest


def test_turning_pages_of_pairs_ends(as_reader, monkeypatch):
    monkeypatch.setattr("pipeline.web.pairs.PAGE_PAIRS", 1)
    seen, url = 0, "/pairs?relation=near_duplicate"
    while url:
        page = as_reader.get(url).text
        seen += page.count('class="pair-link"')
        following = re.search(r'rel="next" href="([^"]*)"', page)
        url = following.group(1).replace("&amp;", "&") if following else None
    assert seen == 3


def test_sources_say_what_is_wrong_and_what_to_do(as_reader, runtime):
    with runtime.warehouse.write() as db:
        (first, *_) = db.rows("shared/list_sources")
        db.run("discover/move_source", source_id=first["source_id"], location="https://new.example/rss")
        db.run(
            "discover/record_poll",
            source_id=first["source_id"],
            polled_at=runtime.clock(),
            poll_outcome="dns",
            **dict.fromkeys(("due_at", "etag", "last_modified", "body_sha256", "whole_at")),
            marks_proved=0,
        )
    page = as_reader.get("/sources").text
    assert "1 did not answer as it should" in page
    assert "its host does not exist" in page
    assert "check the spelling of the address" in page
    assert "https://new.example/rss" in page
    assert first["location"] in page


def test_health_names_what_is_wrong(as_reader):
    page = as_reader.get("/health").text
    assert "things need a look" in page
    assert "The check members_have_evidence found 1 row" in page
    assert "6 of 13 articles" in page
    assert "not a feed" in page
    assert "soft 404" in page
    assert "members have evidence: 1 offending row" in page
    assert "1 item waits for the step fold" in page


def test_the_network_says_who_gave_and_how_fast(as_reader):
    page = as_reader.get("/network?days=30").text
    assert "Meridian" in page
    assert "9 h 26 min" in page
    assert "hill-gazette.example" not in as_reader.get("/network?host=plain-times.example").text


@pytest.mark.parametrize("page", ["/furniture", "/furniture/of?host=velmouth-courier.example&status=learned"])
def test_a_page_of_boilerplate_is_found_at_its_former_address(as_reader, page):
    answer = as_reader.get(page)
    assert answer.status_code == 301
    assert answer.headers["location"] == page.replace("furniture", "boilerplate")


def test_static_files_may_be_kept_and_are_typed(as_reader):
    page = as_reader.get("/").text
    address = re.search(r'href="([^"]*newsfold\.css[^"]*)"', page).group(1)
    answer = as_reader.get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


def test_links_know_where_the_pages_are_mounted(runtime, opened):
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    outer = FastAPI()
    outer.mount("/stories", opened(runtime).app)
    page = TestClient(outer).get("/stories/").text
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
    assert links
    assert all(link.startswith("/stories/") for link in links)


def test_pairs_open_on_what_folds_and_are_narrowed_by_day_host_and_judgement(as_reader):
    def titles(query):
        return re.findall(r'href="/pair/(\w+/\w+)', as_reader.get(f"/pairs?{query}").text)

    page = as_reader.get("/pairs").text
    assert 'aria-current="page">near duplicate' in page
    every = titles("relation=near_duplicate")
    assert every
    assert titles("relation=near_duplicate&host=nobody.example") == []
    assert titles("relation=near_duplicate&day=2001-01-01") == []
    host = HARBOUR_STORY.pieces[1].host
    assert set(titles(f"relation=near_duplicate&host={host}&day=2031-03-09")) <= set(every)
    assert titles(f"relation=near_duplicate&host={host}&day=2031-03-09")
    judged = set(titles("relation=template")) - set(titles("relation=template&unjudged=1"))
    assert judged
    assert as_reader.get("/pairs?day=someday").status_code == 400


def test_a_story_of_several_hosts_names_them_and_the_strip_has_numbers(as_reader):
    page = as_reader.get("/").text
    hosts = re.search(r'<ul class="hosts".*?</ul>', page, re.DOTALL).group()
    for piece in HARBOUR_STORY.pieces:
        assert piece.host.removeprefix("www.") in hosts
    assert '<span class="how-many">7</span>' in page
