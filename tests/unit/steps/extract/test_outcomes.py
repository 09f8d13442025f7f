"""What becomes of a page that was read: an article of some kind, or a rejection that says why."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from pipeline.model import Block, BlockKind, Fetched, Page, PageKind, Region
from pipeline.steps.extract.outcomes import BRIEF_WORDS, WaitingCapture, read_captures

AT = datetime(2031, 3, 4, tzinfo=UTC)
REPORT = "The ferry company said on Thursday that its two oldest ships would be taken out of service before winter. "


def outcome(*texts, kind=PageKind.ARTICLE):
    """Return the outcomes of one page of these paragraphs."""
    blocks = tuple(Block(at, BlockKind.PARAGRAPH, text, Region.MAIN) for at, text in enumerate(texts))
    capture = WaitingCapture(
        "c1", "s", "https://x.example/a", "x.example/a", "x.example", AT, "a.warc", 0, 0, "folder"
    )
    runtime = SimpleNamespace(
        archive=SimpleNamespace(
            read=lambda archive, offset: Fetched("https://x.example/a", AT, 200, {}, b"")
        ),
        parser=SimpleNamespace(
            parse_all=lambda captures: ((key, Page(kind, blocks, title="Ferries")) for key, _ in captures)
        ),
    )
    return read_captures([capture], runtime, lambda: None)


def test_an_article_of_a_sentence_or_two_is_a_brief():
    assert [read.page.kind for read in outcome(REPORT * 2).pages] == [PageKind.BRIEF]
    assert [read.page.kind for read in outcome(REPORT * 3).pages] == [PageKind.ARTICLE]
    assert len((REPORT * 2).split()) <= BRIEF_WORDS < len((REPORT * 3).split())


def test_what_stands_around_the_text_does_not_make_a_brief_longer():
    frame = [
        "Sign up for our newsletter",
        "Follow us on Facebook",
        "Read also: Harbour reopens after the storm",
    ] * 5
    assert [read.page.kind for read in outcome(REPORT, *frame).pages] == [PageKind.BRIEF]


def test_a_video_stays_one():
    assert [read.page.kind for read in outcome(REPORT, kind=PageKind.VIDEO).pages] == [PageKind.VIDEO]


@pytest.mark.parametrize(
    "texts",
    [
        ["We use cookies to make this site work.", "Accept cookies"],
        ["Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.", "Teilen"],
        ["Підписуйтесь на наш канал", "Читайте також: Паром повернеться навесні"],
    ],
    ids=["en", "de", "uk"],
)
def test_a_page_of_which_its_rules_leave_nothing_is_no_article(texts):
    found = outcome(*texts)
    assert not found.pages
    assert [each.why.reason for each in found.rejections] == ["only_standing_text"]
