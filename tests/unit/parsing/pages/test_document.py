"""What no parser should make an article of, whatever kind of capture it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.errors import Rejected
from pipeline.model import Fetched
from pipeline.parsing.pages.document import MIN_WORDS, parse

NOW = datetime(2031, 3, 5, tzinfo=UTC)


def capture(text, content_type="text/plain; charset=utf-8"):
    return Fetched("https://fjord.example/a-story", NOW, 200, {"content-type": content_type}, text.encode())


@pytest.mark.parametrize(
    "text",
    ["x", "Weather", "Ferry sinks off Arendal", "渡船沉没", "여객선 침몰", "Паром затонул.", "غرق العبارة"],
)
def test_a_text_of_a_few_words_is_no_article(text):
    assert MIN_WORDS == 8
    for written in (capture(text), capture(f"<html><body><p>{text}</p></body></html>", "text/html")):
        with pytest.raises(Rejected) as refused:
            parse(written)
        assert refused.value.reason in {"too_short", "no_text"}


@pytest.mark.parametrize(
    "text",
    [
        "A ferry sank off Arendal on Tuesday; all aboard were saved.",
        "一艘渡轮周二在港口外沉没，船上所有人员均已获救。",
        "화요일 항구 밖에서 여객선이 침몰했으며 승객은 모두 구조되었다.",
    ],
)
def test_a_news_flash_of_one_sentence_is_an_article(text):
    assert parse(capture(text)).blocks


PAGE = "<html><body><article><h1>A ferry sank</h1><p>A ferry sank off Arendal on Tuesday; all aboard were saved.</p></article></body></html>"


@pytest.mark.parametrize(
    "content_type", ["application/octet-stream", "image/jpeg", "application/pdf", "text/plain"]
)
@pytest.mark.parametrize("before", ["", "\ufeff", "\r\n <!DOCTYPE html>"])
def test_a_page_is_read_whatever_type_its_server_gives_it(content_type, before):
    assert "all aboard were saved" in parse(capture(before + PAGE, content_type)).blocks[-1].text


@pytest.mark.parametrize(
    "body", ["\x89PNG\r\n\x1a\n", "%PDF-1.7 <html>", "<svg xmlns='x'><text>A ferry</text></svg>"]
)
def test_what_is_no_page_is_refused_by_its_type(body):
    with pytest.raises(Rejected, match="not_html"):
        parse(capture(body, "image/svg+xml"))
