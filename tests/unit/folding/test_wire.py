"""Whose words they are: agencies by dateline, byline, credit and host; and how many voices a story has."""

from __future__ import annotations

import pytest

from pipeline.folding.wire import independent_origins, origin_of

BODY = (
    "The council voted on Monday to close the harbour bridge for repairs, and a hearing is set for next week."
)


@pytest.mark.parametrize(
    ("byline", "paragraphs", "agency"),
    [
        (None, [f"LINDWICK (AP) — {BODY}"], "ap"),
        (None, [f"LINDWICK, March 3 (Reuters) - {BODY}"], "reuters"),
        (None, ["A picture of the bridge.", f"Lindwick (AFP) - {BODY}"], "afp"),
        (None, [f"Lindwick (dpa) - {BODY}"], "dpa"),
        (None, [f"Lindwick (dpa/lno) - {BODY}"], "dpa"),
        (None, [f"Lindwick, 3 mar (EFE).- {BODY}"], "efe"),
        (None, [f"(ANSA) - LINDWICK, 3 MAR - {BODY}"], "ansa"),
        (None, [f"LINDWICK, March 3 (Xinhua) -- {BODY}"], "xinhua"),
        (None, [f"新华社林德威克3月3日电 {BODY}"], "xinhua"),
        (None, [f"ЛИНДВИК, 3 марта. /ТАСС/. {BODY}"], "tass"),
        ("By Ilka Brandt, Associated Press", [BODY], "ap"),
        ("ILKA BRANDT, AP", [BODY], "ap"),
        ("The Canadian Press", [BODY], "canadian_press"),
        ("dpa", [BODY], "dpa"),
        (None, [BODY, BODY, "Copyright 2026 The Associated Press. All rights reserved."], "ap"),
        (None, [BODY, BODY, "(Reporting by Ilka Brandt; Editing by Tomas Velde)"], "reuters"),
        (None, [BODY, BODY, "Reporting by Ilka Brandt; editing by the Lindwick desk"], None),
        (None, [BODY, "Associated Press writers Ilka Brandt in Lindwick and Tomas Velde contributed."], "ap"),
        (None, [BODY, BODY, "— AFP"], "afp"),
        (None, [BODY, BODY, "This story was originally published by The Associated Press."], "ap"),
        (None, ["Originally published by Reuters", BODY, BODY], "reuters"),
        (None, [BODY, "Dieser Artikel ist zuerst erschienen bei der Deutschen Presse-Agentur."], None),
        (None, [BODY, "Dieser Beitrag ist ursprünglich erschienen bei Reuters."], "reuters"),
        (None, [BODY, "Este artículo fue publicado originalmente por Agencia EFE"], "efe"),
        (None, [BODY, "The photographs were first published by Reuters in May."], None),
        (None, [BODY, "This story was originally published by the Harbour Post."], None),
        (None, [f"LINDWICK, March 3 (LPA) - {BODY}"], "lpa"),
        (None, [f"LINDWICK (LPA) - {BODY}"], "lpa"),
        (None, [f"Shares of the firm (LPA) - a leader in its field - rose. {BODY}"], None),
        ("Ilka Brandt", [BODY], None),
        (None, [f"The minister told Reuters that it was late. {BODY}"], None),
        (None, [BODY, "The Associated Press contributed to this report."], None),
        (None, [f"Shares of the firm (AP Moller) rose. {BODY}"], None),
        ("Photo by Ilka Brandt, AP", [BODY], None),
        ("Paul Canon", [BODY], None),
    ],
)
def test_an_agency_is_the_origin_where_it_is_credited_and_nowhere_else(byline, paragraphs, agency):
    found = origin_of("A bridge is closed", byline, paragraphs)
    assert found.agency == agency
    assert bool(found.evidence) == bool(agency)


def test_an_agencys_own_page_needs_no_credit():
    found = origin_of("A bridge is closed", None, [BODY], "www.reuters.com")
    assert (found.agency, found.confidence) == ("reuters", 0.99)
    assert origin_of("t", None, [BODY], "notreuters.com").agency is None


@pytest.mark.parametrize("host", ["apnews.com", "www.apnews.com", "m.apnews.com"])
def test_an_agencys_own_page_is_told_alike_under_whichever_name_of_its_host_it_was_found(host):
    assert origin_of("Bridge closes", None, [BODY], host).evidence == "published by apnews.com"


def test_five_copies_of_one_report_are_one_voice():
    voices = [(name, f"site {name}.example") for name in "abcde"]
    assert independent_origins(voices, [("a", other) for other in "bcde"]) == 1


def test_all_texts_of_one_voice_are_one_source_in_any_order():
    voices = [("a", "agency ap"), ("b", "agency ap"), ("c", "site c.example"), ("d", "agency afp")]
    assert independent_origins(voices, []) == independent_origins(voices[::-1], []) == 3
    assert independent_origins(voices, [("c", "d")]) == 2
