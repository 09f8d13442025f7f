from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Source, SourceKind
from pipeline.parsing.files.sources import parse_sources

GOOD = '[[source]]\nid = "a"\nkind = "feed"\nlocation = "https://desk.example/rss"\n'
WARC = '[[source]]\nid = "nightly"\nkind = "warc"\nlocation = "deliveries/{day}.warc.gz"\n'


def test_sources_come_as_written_in_order():
    text = GOOD + '[[source]]\nid="b-2"\nkind="warc"\nlocation="nights"\nlanguage="de"\nauthority=5\n'
    assert parse_sources(text) == (
        Source("a", SourceKind.FEED, "https://desk.example/rss"),
        Source("b-2", SourceKind.WARC, "nights", "de", 5),
    )


def test_files_may_name_a_day():
    assert parse_sources(WARC)[0].location == "deliveries/{day}.warc.gz"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[source", "not TOML"),
        ('[source]\nid="a"', "two brackets"),
        (
            GOOD.replace("[[source]]", "[[sources]]"),
            r"holds 'sources': write each source under \[\[source\]\]",
        ),
        (GOOD.replace("[[source]]", ""), "holds 'id'"),
        ("# none yet", "names no source"),
        (GOOD.replace("/rss", "/{day}"), r"\{day\} stands for nothing in the location of a feed"),
        (WARC.replace("{day}", "{day}/{date}"), r"\{date\} stands for nothing .* name a \{day\}"),
        (GOOD + GOOD, r"source 2 \('a'\): this id is taken"),
        (GOOD.replace('"a"', '"../a"'), r"source 1 \('../a'\): an id is"),
        (GOOD.replace('id = "a"', ""), r"source 1 \('without id'\): id is missing"),
        (GOOD.replace('"feed"', '"rss"'), r"source 1 \('a'\): kind is one of feed, sitemap"),
        (GOOD.replace("https:", "file:"), "is an http or https address"),
        (GOOD + 'colour="red"', "unknown key 'colour'"),
        (GOOD + 'language="German"', "language is a code"),
        (GOOD + "authority=true", "authority is a whole number"),
        (GOOD.replace("/rss", r"/rss\n"), "control characters"),
        (GOOD.replace('"a"', "1"), "id is missing"),
    ],
)
def test_the_wrong_entry_is_named(text, message):
    with pytest.raises(SourceError, match=message):
        parse_sources(text)


def test_a_login_in_an_address_is_refused_and_not_repeated():
    text = '[[source]]\nid = "a"\nkind = "feed"\nlocation = "https://ana:canary@desk.example/rss"'
    with pytest.raises(SourceError, match="user name or password") as caught:
        parse_sources(text)
    assert "canary" not in str(caught.value)
