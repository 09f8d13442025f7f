"""What two pages share is their own text where it says what their headlines say."""

from __future__ import annotations

import pytest

from pipeline.folding.alignment import align_texts
from pipeline.folding.headlines import (
    NOTICE_WORDS,
    OTHER_NAMES,
    OTHER_NEWS,
    OTHER_OPENINGS,
    STANDING_TEXT,
    UNKEPT,
    Headlines,
    SharedText,
    are_one_headline,
    named,
    standing_reason,
)
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.relations import PageRelationship, decide_identical
from pipeline.model import Relation

KERNEL = CompiledKernel()
NOTICE = "Confirm your email to get started. We appreciate your interest and will send you the guide free of charge."
REPORT = "The ferry to Marrowick sank at noon, the harbour master said. All aboard were saved by fishermen."
FORM = """In this post we gather all that is known of a new record, its pictures, its trailers and its songs, so that you can \
follow it from the first day to the last. Language: Norvian. Where to buy it: in the shop of this site, which sends to \
every town and every country, and all that it sells is counted in the charts."""


def reason(left, right, titles, *, is_one_site=True):
    share = SharedText.of(align_texts(KERNEL, left, right))
    return standing_reason(share, Headlines(*titles), is_one_site=is_one_site)


@pytest.mark.parametrize(
    ("title", "other", "text", "is_own"),
    [
        ("Ferry sinks off Marrowick", "Marrowick ferry lost", REPORT, True),
        ("Ferry sinks off Marrowick", "Fishermen save all aboard", REPORT, True),
        ("Soups for cold evenings", "Thirty great dumplings", NOTICE, False),
        ("A guide to soups for evenings", "Thirty great dumplings", NOTICE, False),
        ("Opinion: Raise the harbour fees", "Raise the harbour fees", NOTICE, True),
        ("Live: ferry rescue", "Live: ferry rescue", NOTICE, True),
        (None, "Harbour fees rise", NOTICE, True),
        ("渡船沉没三人获救", "港口费用上涨一成", "渡船在马罗威克沉没,三人获救。", False),
        ("渡船沉没三人获救", "渡船沉没,三人获救生还", "渡船在马罗威克沉没,三人获救。", True),
        ("김도윤 결승골", "박서준 퇴장", "프로축구 경기가 1일 서울에서 열렸다.", False),
    ],
)
def test_equal_texts_of_one_site_are_own_where_they_say_what_both_headlines_say(title, other, text, is_own):
    decided = decide_identical(text, PageRelationship.SITE, Headlines(title, other))
    assert decided.relation is (Relation.IDENTICAL if is_own else Relation.PARTIAL)
    assert decided.is_standing is not is_own


def test_a_form_is_not_shared_text_of_two_releases_that_its_lines_name():
    left = f"{FORM} Artist: Halvern. Halvern show the first pictures of Wintermilk."
    right = f"{FORM} Artist: Odessa Brine. Odessa Brine sing of the harbour in Tinderbox."
    assert (
        reason(left, right, ("Halvern show pictures of Wintermilk", "Odessa Brine sing Tinderbox"))
        == STANDING_TEXT
    )


def test_one_headline_with_other_names_is_another_where_each_name_stands_in_its_text_alone():
    left = f"{FORM} Artist: Halvern."
    right = f"{FORM} Artist: Odessa."
    assert (
        reason(left, right, ("New record and trailer: Halvern", "New record and trailer: Odessa"))
        == OTHER_NAMES
    )
    assert reason(left, left, ("New record and trailer: Halvern", "New record and trailer: Odessa")) == ""


def test_thin_pages_open_each_with_a_sentence_of_their_own():
    standing = "Watch the evening show of this station every day at six, with weather and sport from the whole county."
    left = f"A robot pours coffee in Ashford station now. {standing} The robot greets the county."
    right = f"Friends of this station wish a happy year to all. {standing} Happy friends greet the robot in the county."
    titles = ("Evening robot of the county station", "Happy sport friends every evening")
    assert reason(left, right, titles) == OTHER_OPENINGS


def test_a_headline_that_counts_more_than_its_text_holds_is_of_a_digest():
    report = f"{REPORT} The ferry was built in 1988."
    titles = ("Ferry sinks off Marrowick", "12 reports of today: ferry sinks off Marrowick")
    assert reason(report, REPORT, titles) == UNKEPT
    assert reason(report, f"{REPORT} It carried 12 people.", titles) == ""


def test_two_sites_share_standing_text_only_where_it_says_nothing_of_either_headline():
    titles = ("Soups for cold evenings", "Thirty great dumplings")
    assert reason(NOTICE, NOTICE, titles, is_one_site=False) == STANDING_TEXT
    assert reason(REPORT, REPORT, ("A sea of luck", "Saved by fishermen"), is_one_site=False) == ""


CONSENT = (
    "We and our partners keep and read information on your device, such as cookies, and use personal details for adverts"
    " and texts made to fit, for counting how adverts are seen, for learning about readers and for making services better."
    " With your leave we may use precise places and look at devices to know them again. You may click to agree to this, or"
    " read more and change your choices before you agree, or refuse. Some uses of your details may not need your consent,"
    " but you have a right to object to these. Your choices count for this site only. You can change them at any time by"
    " coming back to this site, or through our page on privacy at the foot of each page. Without a choice you cannot go on"
    " reading here, and we shall ask again when you come back."
)


def test_two_sites_share_consent_however_long_it_is():
    titles = (
        "Ferry sinks in the northern strait with sixty aboard",
        "Teachers in Alder county end their strike",
    )
    assert len(CONSENT.split()) > NOTICE_WORDS
    assert reason(CONSENT, CONSENT, titles, is_one_site=False) == STANDING_TEXT


def test_a_long_column_is_printed_elsewhere_under_any_headline():
    column = (
        "My father would empty his pockets on the kitchen table each night and say where every thing came from. "
        * 8
    )
    assert len(column.split()) > NOTICE_WORDS
    assert reason(column, column, ("Sundays with Mara", "What the table held"), is_one_site=False) == ""


def test_two_sites_tell_news_of_their_own_over_one_background():
    background = (
        "The bridge over the Kolle was closed in March after a diver saw damage to two of its piers. Engineers have since"
        " measured it each week. A new one would cost forty million and take six years."
    )
    left = f"The bridge over the Kolle will reopen on Monday for cars but not for lorries. {background}"
    right = (
        f"Protesters blocked the bridge over the Kolle and burned tyres on its deck overnight. {background}"
    )
    titles = ("Kolle bridge to reopen on Monday", "Protesters burned tyres on Kolle bridge")
    assert reason(left, right, titles, is_one_site=False) == OTHER_NEWS
    rewritten = ("Diver saw damage: Kolle bridge to reopen", "Piers of Kolle bridge measured each week")
    assert reason(left, right, rewritten, is_one_site=False) == ""


def test_one_text_under_two_headlines_is_own_where_it_says_what_both_have_in_common():
    text = (
        "The bridge over the Kolle was closed in March after a diver found cracks. Shopkeepers say that they have lost"
        " half of their customers. Residents have collected four thousand signatures for a bridge of steel."
    )
    titles = (
        "Shops suffer as Kolle bridge stays closed",
        "Kolle bridge: four thousand sign for one of steel",
    )
    assert reason(text, text, titles) == ""


def test_a_headline_told_anew_is_one_headline():
    assert are_one_headline(Headlines("Mayor to open bridge at Marrowick", "Mayor opens Marrowick bridge"))
    assert not are_one_headline(Headlines("Mayor to open bridge", "Ferry sinks off Marrowick"))


def test_short_words_name_nothing_and_long_ones_name_in_any_form():
    assert named("The ferry of Ada") == named("A ferry to Bo")
    assert named("Fishermen") == named("Fisherman")


def test_two_days_of_a_series_are_a_template_though_their_text_be_the_same():
    assert decide_identical(NOTICE, PageRelationship.SERIES).relation is Relation.TEMPLATE
