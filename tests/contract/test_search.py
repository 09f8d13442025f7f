"""Search finds the same on both databases, in any script, and is kept up to date by the step that folds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.review.search import SearchFilter, search
from tests import made_rows as made

NOON = datetime(2031, 3, 9, 12, tzinfo=UTC)

ARTICLES = {
    # name: (story, host, hours after the first noon, title, text)
    "flood": (
        "s1",
        "post.example",
        0,
        "Flood in Osk",
        "The river Élbe rose by two metres, the mayor's office said.",
    ),
    "copy": (
        "s1",
        "herald.example",
        2,
        "River rises",
        "By two metres rose the river Elbe, says the mayor’s office.",
    ),
    "don": ("s2", "post.example", 30, "He said “don’t”", "COVID-19 wards in Saint-Malo; l'été in São Paulo."),
    "thai": ("s3", "khao.example", 31, "น้ำท่วมกรุงเทพ", "ผู้ว่าราชการกรุงเทพมหานครเตือนประชาชนให้ระวังน้ำท่วม"),
    "japanese": (
        "s4",
        "shimbun.example",
        32,
        "東京都で地震",
        "東京都は、京都府と大阪の知事に2031年の支援を求めた。ワクチン接種。",
    ),
    "chinese": (
        "s5",
        "ribao.example",
        33,
        "中國人民銀行",
        "中国人民银行宣布降息。國際貨幣基金組織表示歡迎。",
    ),
    "korean": (
        "s6",
        "ilbo.example",
        34,
        "서울에서 지진",
        "서울특별시에서 지진이 발생했다고 기상청이 밝혔다.",
    ),
    "arabic": ("s7", "khabar.example", 35, "زلزال في أنقرة", "قال المُحافِظ إن الزلزال لم يُصِب أحدًا."),
    "vietnamese": (
        "s8",
        "bao.example",
        36,
        "Lũ lụt ở Hà Nội",
        "Chủ tịch thành phố Hà Nội kêu gọi người dân.",
    ),
}


@pytest.fixture
def press(warehouse):
    rows = [
        (article, made.version(article["url"], text, at=article["article_at"], title=title), story)
        for name, (story, host, hours, title, text) in ARTICLES.items()
        for article in [
            made.article(f"https://{host}/{name}", "s", at=NOON + timedelta(hours=hours), article_id=name)
        ]
    ]
    stories = {story: article for article, _, story in reversed(rows)}
    made.insert(
        warehouse,
        {
            "sources": [made.source("s")],
            "captures": [made.capture(article["url"], "s") for article, _, _ in rows],
            "articles": [article for article, _, _ in rows],
            "article_versions": [
                version | {"article_id": article["article_id"]} for article, version, _ in rows
            ],
            "stories": [made.story(story, article["article_id"]) for story, article in stories.items()],
            "story_members": [made.member(article["article_id"], story) for article, _, story in rows],
        },
    )
    return warehouse


def found(warehouse, typed, **filters):
    with warehouse.read() as db:
        return [story.story_id for story in search(db, SearchFilter(typed, **filters)).stories]


@pytest.mark.parametrize(
    ("typed", "stories"),
    [
        ("river metres", ["s1"]),
        ("METRES Mayor elbe", ["s1"]),  # any order, any case, no accents
        ("“mayor's office” élbe", ["s1"]),  # a quote is a quote
        ('"the river rose"', []),  # in quotes words follow each other, and accents are still folded
        ('"the river elbe rose"', ["s1"]),
        ("metre", []),  # whole words
        ("metre*", ["s1"]),  # or their beginnings
        ("elbe tram", []),  # all of them
        ("don't", ["s2"]),
        ("don’t", ["s2"]),
        ("covid-19 saint-malo", ["s2"]),
        ("19-covid", []),  # what has no space is one phrase
        ("ete sao", ["s2"]),
        ("กรุงเทพ", ["s3"]),
        ("มหานคร น้ำ", ["s3"]),
        ("น้", ["s3"]),  # less than is kept together
        ("กรุงน้ำ", []),  # both stand there, but not one after the other
        ("東京", ["s4"]),
        ("東京府", []),  # the two pairs stand in the text, but apart
        ("京都府", ["s4"]),
        ("都京", []),  # a comma stands between them
        ("2031年", ["s4"]),
        ("京", ["s4"]),
        ("ﾜｸﾁﾝ接種", ["s4"]),  # half-width kana
        ("国际货币", ["s5"]),  # traditional characters by simplified ones
        ("中國人民", ["s5"]),
        ("서울", ["s6"]),  # without its particle
        ("울특별", ["s6"]),
        ("서울 지진", ["s6"]),
        ("المحافظ", ["s7"]),
        ("زلزال انقره", ["s7"]),
        ("lu lut ha noi", ["s8"]),
        ('"hà nội" người', ["s8"]),
        ("", []),
        ("* - “”", []),
        ("AND OR NOT NEAR(", []),  # words of a database's own language are words
        ("title:river", []),
        ("'; DROP TABLE stories; --", []),
        ("\x00 river \ud800", ["s1"]),
    ],
)
def test_a_search_finds(press, typed, stories):
    assert found(press, typed) == stories


def test_the_latest_story_comes_first_and_each_once(press):
    with press.read() as db:
        result = search(db, SearchFilter("in"))
    assert [story.story_id for story in result.stories] == ["s2", "s1"]
    assert (result.article_count, result.story_count, result.is_cut) == (2, 2, False)
    with press.read() as db:
        result = search(db, SearchFilter("river"))
    (story,) = result.stories
    assert (result.article_count, story.found_count, story.article.article_id) == (2, 2, "flood")
    assert story.newest_at == NOON + timedelta(hours=2)


def test_days_and_hosts_narrow_a_search(press):
    assert found(press, "in", until=date(2031, 3, 9)) == ["s1"]
    assert found(press, "in", since=date(2031, 3, 10)) == ["s2"]
    assert found(press, "in", since=date.min, until=date.max) == ["s2", "s1"]
    assert found(press, "river", host="herald.example") == ["s1"]
    assert found(press, "river", host="post.example") == ["s1"]
    assert found(press, "covid", host="herald.example") == []
    assert found(press, "herald") == found(press, "example") == []  # a host is no word of a text


def test_pages_of_stories_follow_each_other(press):
    with press.read() as db:
        pages = [search(db, SearchFilter("in"), page=page, at_most=1) for page in (1, 2, 3)]
    assert [[story.story_id for story in page.stories] for page in pages] == [["s2"], ["s1"], []]


def test_what_is_found_is_marked_and_the_rest_is_not(press):
    with press.read() as db:
        (story,) = search(db, SearchFilter("“mayor's office” rose elbe")).stories
        (japanese,) = search(db, SearchFilter("知事 大阪")).stories
    said = [(part.text, part.is_found) for part in story.article.said]
    assert said == [
        ("The river ", False),
        ("Élbe", True),
        (" ", False),
        ("rose", True),
        (" by two metres, the ", False),
        ("mayor's office", True),
        (" said.", False),
    ]
    assert [part.text for part in japanese.article.said if part.is_found] == ["大阪", "知事"]
