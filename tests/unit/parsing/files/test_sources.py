from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import RequestOptions, Source, SourceKind
from pipeline.parsing.files.sources import parse_sources
from tests.conftest import ROOT

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
        (GOOD + GOOD, r"source 2 \('a'\): 'a' is taken"),
        (GOOD.replace('"a"', '"../a"'), r"source 1 \('../a'\): an id is"),
        (GOOD.replace('id = "a"', ""), r"source 1 \('without id'\): id is missing"),
        (GOOD.replace('"feed"', '"rss"'), r"source 1 \('a'\): kind is one of feed, sitemap"),
        (GOOD.replace("https:", "file:"), "is an http or https address"),
        (GOOD + 'colour="red"', "unknown key 'colour'"),
        (GOOD + 'language="German"', "language is a code"),
        (GOOD + "authority=true", "authority is a whole number"),
        (GOOD.replace("/rss", r"/rss\n"), "control characters"),
        (GOOD.replace('"a"', "1"), "id is missing"),
        (GOOD + 'time_zone="Berlin"', r"line 5, source 1 \('a'\): time_zone is a name"),
        (GOOD + GOOD.replace('"a"', '"b"') + 'agency="yes"', r"line 9, source 2 \('b'\): agency is true"),
        (GOOD + "headers = { Cookie = 'a=1' }", "line 5, .* Cookie is a login"),
        (GOOD + "headers.Authorization = 'Basic x'", "line 5, .* Authorization is a login"),
        (GOOD + "[source.headers]\nHost = 'other.example'", "line 5, .* 'Host' cannot be chosen"),
        (GOOD + 'headers = { "X-A" = "a\\nb" }', "X-A is a text"),
        (GOOD + 'proxy = "socks5://proxy.example:1080"', "proxy is an http address"),
        (GOOD + 'proxy = "http://ana:canary@proxy.example:80"', "no login is ever used"),
        (GOOD + 'user_agent = ""', "user_agent is missing or empty"),
        (GOOD + f'publisher = "{"p" * 101}"', "publisher is a name"),
        (
            WARC.replace("deliveries", "ftp://bucket"),
            r"line 4, .*the location of a warc is a path, or an address of the web or of a store",
        ),
        (WARC.replace('"warc"', '"folder"').replace("deliveries", "https://x.example"), "a folder is a path"),
        ('source = [{ id = "a", kind = "rss", location = "x" }]', "line 1, source 1"),
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


def test_a_source_says_how_it_is_asked_and_whose_it_is():
    text = GOOD + (
        'time_zone="Europe/Berlin"\nagency=true\npublisher="Harbour Press"\nuser_agent="Reader/2"\n'
        'proxy="http://proxy.example:3128"\n[source.headers]\n"X-Reader" = "7"\nAccept-Language = "de"\n'
    )
    (source,) = parse_sources(text)
    assert (source.time_zone, source.is_agency, source.publisher) == (
        "Europe/Berlin",
        True,
        "Harbour Press",
    )
    assert source.requests == RequestOptions(
        "Reader/2", (("Accept-Language", "de"), ("X-Reader", "7")), "http://proxy.example:3128"
    )


def test_the_example_names_two_dozen_sources_in_ten_languages_with_agencies_among_them():
    text = (ROOT / "sources.example.toml").read_text("utf-8")
    found = parse_sources(text)
    assert len(found) >= 24
    assert len({source.language for source in found}) >= 10
    assert any(source.is_agency for source in found)
    assert "NOT TRIED" in text


def test_a_warc_may_lie_in_a_store_and_nothing_else_may():
    (source,) = parse_sources(WARC.replace("deliveries", "s3://bucket/{day}/"))
    assert source.location.startswith("s3://bucket/{day}/")
    with pytest.raises(SourceError, match="the location of a feed is an http or https address"):
        parse_sources(GOOD.replace("https:", "s3:"))
