"""The rules of one page, on invented pages."""

import pytest

from pipeline.model import BlockKind, Label, PageKind, Region
from tests.unit.cleaning.page_rules.invented_pages import TEXT, block, label_of, labels, page


def test_paragraphs_and_subheadings_are_the_article():
    found = labels(page(TEXT[0], block("Fears on the islands", BlockKind.HEADING), *TEXT[1:]))
    assert {label for label, _ in found} == {Label.BODY}


def test_what_the_extractor_left_is_boilerplate():
    assert labels(page(*TEXT, block("Weather", region=Region.NAV)))[-1] == (Label.BOILERPLATE, "extractor")


def test_what_stands_outside_the_main_element_is_boilerplate_but_for_bylines():
    found = labels(
        page(
            block("By Ingrid Solberg", region=Region.OUTSIDE_MAIN),
            *TEXT,
            block(TEXT[0], region=Region.OUTSIDE_MAIN),
        )
    )
    assert (found[0], found[-1]) == ((Label.METADATA, "byline"), (Label.BOILERPLATE, "outside_main"))


def test_what_stands_after_the_main_element_is_boilerplate_but_for_credits():
    credit = "Jens Dahl in Bergen contributed to this report."
    after = [block(text, region=Region.AFTER_MAIN) for text in (credit, TEXT[0], "© 2031 Fjord Press")]
    assert labels(page(*TEXT, *after))[-3:] == [
        (Label.METADATA, "contributors"),
        (Label.BOILERPLATE, "after_main"),
        (Label.BOILERPLATE, "copyright"),
    ]


def test_the_title_is_the_headline_once_and_boilerplate_after():
    title = "Two ferries taken out of service"
    found = labels(page(block(title, BlockKind.HEADING), *TEXT[:3], title, TEXT[3], title=title))
    assert found[0] == (Label.HEADLINE, "headline")
    assert found[4] == (Label.BOILERPLATE, "headline_again")


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Ferries stay in harbour", "«\u00a0FERRIES stay in harbour»"),
        ("3 ferries stay in harbour", "17 ferries stay in harbour"),
        ("Éva leaves the island", "ÉVA LEAVES THE ISLAND"),
        ("Ferries stay in harbour", "\uff26erries stay in harbour"),
    ],
)
def test_a_headline_is_known_however_its_letters_and_numbers_are_set(title, heading):
    assert labels(page(block(heading, BlockKind.HEADING), *TEXT, title=title))[0] == (
        Label.HEADLINE,
        "headline",
    )


def test_a_heading_that_the_title_continues_with_the_site_name_is_the_headline():
    heading = "Two ferries taken out of service"
    found = labels(page(block(heading, BlockKind.HEADING), *TEXT, title=f"{heading} | Fjord Herald"))
    assert found[0] == (Label.HEADLINE, "headline")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("By Ingrid Solberg", "byline"),
        ("By INGRID SOLBERG, Fjord Press Writer 2 hours, 10 minutes ago", "byline"),
        ("Von Ingrid Solberg und Jens Dahl", "byline"),
        ("March 4, 2031", "date"),
        ("Veröffentlicht am 4. März 2031, 10:15 Uhr", "date"),
        ("2031年3月4日", "date"),
        ("04/03/2031 10:15", "date"),
    ],
)
def test_bylines_and_dates_of_the_head_are_metadata(line, rule):
    assert labels(page("Two ferries taken out of service", line, *TEXT))[1] == (Label.METADATA, rule)


def test_a_byline_the_parser_found_is_metadata_however_it_is_written():
    found = labels(page("Ingrid Solberg, senior correspondent", *TEXT, byline="Ingrid Solberg"))
    assert found[0] == (Label.METADATA, "byline")


def test_a_name_and_a_date_in_the_head_are_a_byline():
    line = "Ingrid van Solberg 4 April 2031 at 05:36"
    assert labels(page("Two ferries taken out of service", line, *TEXT))[1] == (Label.METADATA, "byline")
    assert label_of(line, page(*TEXT[:2], line, *TEXT[2:])) == (Label.BODY, "text")
    thing = "Harbour Festival May 2031"
    assert label_of(thing, page("Two ferries taken out of service", thing, *TEXT))[0] is Label.BODY


def test_an_agency_and_an_outlet_sign_the_text():
    assert labels(page(*TEXT, "NPA/Fjord & Island"))[-1] == (Label.METADATA, "sign_off")


def test_a_date_amid_the_text_is_text():
    """Lists of events name days; a page's own date stands in its head."""
    assert label_of("Friday, 4 April", page(*TEXT[:2], "Friday, 4 April", *TEXT[2:])) == (Label.BODY, "text")


def test_a_telephone_number_is_no_date():
    assert label_of("02-751-1500", page("Ferry office", "02-751-1500", *TEXT))[0] is Label.BODY


def test_a_credit_of_names_between_headline_and_text_is_boilerplate():
    of = page(
        "Two ferries taken out",
        "By Ingrid Solberg",
        "Fjordfoto.no, Harbour Office",
        *TEXT,
        title="Two ferries taken out",
    )
    assert labels(of)[2] == (Label.BOILERPLATE, "credit")


def test_a_dateline_on_its_own_line_is_text():
    of = page(
        "Two ferries taken out", "By Ingrid Solberg", "ARENDAL, Norway", *TEXT, title="Two ferries taken out"
    )
    assert label_of("ARENDAL, Norway", of)[0] is Label.BODY


@pytest.mark.parametrize(
    "line",
    [
        "Fjord Press writers Jens Dahl in Bergen and Mona Lie in Oslo contributed.",
        "Jens Dahl contributed to this report.",
        "(Reporting by Jens Dahl; Editing by Mona Lie)",
    ],
)
def test_lines_that_name_contributors_are_metadata(line):
    assert labels(page(*TEXT, line))[-1] == (Label.METADATA, "contributors")


def test_a_sentence_about_a_contribution_of_money_is_text():
    line = "She praised the islanders for the money they had contributed."
    assert labels(page(*TEXT, line))[-1] == (Label.BODY, "text")


def test_a_sign_off_at_the_foot_is_metadata():
    assert labels(page(*TEXT, "fjordnews.no - IS"))[-1] == (Label.METADATA, "sign_off")


def test_links_under_a_related_heading_go_until_the_text_goes_on():
    heading = block("Related articles", BlockKind.HEADING)
    teaser = block("Bridge to the islands postponed again", BlockKind.LIST_ITEM, links=1.0)
    found = labels(page(*TEXT[:3], heading, teaser, teaser, *TEXT[3:]))
    assert [label for label, _ in found[3:]] == [Label.BOILERPLATE] * 3 + [Label.BODY] * 2


def test_a_link_below_a_related_heading_that_the_extractor_left_goes():
    heading = block("Related articles", BlockKind.PARAGRAPH, Region.OTHER)
    link = block("Bridge to the islands postponed again, 3 May", BlockKind.HEADING, links=0.7)
    button = block("+", BlockKind.LIST_ITEM, Region.OTHER, links=1.0)
    other = block("Harbour master retires", BlockKind.HEADING, Region.OTHER, links=1.0)
    assert label_of(link.text, page(*TEXT, heading, button, link)) == (Label.BOILERPLATE, "related_list")
    assert label_of(link.text, page(*TEXT, heading, other, link)) == (Label.BODY, "text")
    assert label_of(link.text, page(*TEXT, link)) == (Label.BODY, "text")


def test_the_tail_after_the_comments_heading_goes():
    found = labels(
        page(
            *TEXT,
            "Comments",
            "I took that ferry every day for twenty years and it never once sank.",
            "First!",
        )
    )
    assert [label for label, _ in found] == [Label.BODY] * 5 + [Label.BOILERPLATE] * 3


def test_a_link_to_the_comments_above_the_text_does_not_open_the_tail():
    found = labels(page(TEXT[0], "12 comments", *TEXT[1:]))
    assert [label for label, _ in found] == [Label.BODY, Label.BOILERPLATE, *[Label.BODY] * 4]


def test_prompts_between_the_credits_and_the_comments_go():
    found = labels(
        page(
            *TEXT,
            "Jens Dahl contributed to this report.",
            "Meet the new Fjord robot",
            "Comments",
            "None so far",
        )
    )
    assert found[6] == (Label.BOILERPLATE, "after_end")


def test_the_own_address_and_its_label_are_metadata_and_another_address_is_not():
    own = "https://fjordherald.example/2031/03/04/ferries-out-of-service"
    of = page(*TEXT, "Source:", own, "https://fjordherald.example/2031/04/01/bridge-postponed", own_url=own)
    assert labels(of)[5:] == [
        (Label.METADATA, "own_address"),
        (Label.METADATA, "own_address"),
        (Label.BOILERPLATE, "other_address"),
    ]


def test_an_address_broken_by_a_space_is_still_the_own_one():
    of = page(
        *TEXT,
        "https://fjordherald.example/ferries-out -of-service",
        own_url="https://fjordherald.example/ferries-out-of-service",
    )
    assert labels(of)[-1] == (Label.METADATA, "own_address")


def test_a_bar_of_links_is_boilerplate():
    assert labels(page(*TEXT, block("Home | Sport | About us", links=0.8)))[-1] == (
        Label.BOILERPLATE,
        "link_bar",
    )


def test_a_linked_line_is_boilerplate_but_a_linked_heading_over_its_text_is_not():
    line = block("Bridge to the islands postponed again", links=1.0)
    heading = block("The two ships and their history", BlockKind.HEADING, links=1.0)
    found = labels(page(TEXT[0], line, *TEXT[1:3], heading, *TEXT[3:]))
    assert found[1] == (Label.BOILERPLATE, "link_line")
    assert found[4][0] is Label.BODY


@pytest.mark.parametrize(
    "age",
    [
        "27 minutes ago",
        "vor 3 Stunden",
        "il y a 2 heures",
        "hace 5 minutos",
        "3 часа назад",
        "5分前",
        "2시간 전",
        "منذ 3 ساعات",
    ],
)
def test_sidebar_items_with_whole_texts_are_other_stories(age):
    def item(headline, text):
        return ["Valley Post", age, "- Valley Post", headline, text]

    foreign = "The mine in the upper valley will reopen next year after the owners settled a dispute with the union."
    of = page(
        *TEXT,
        "Related articles",
        *item("Mine to reopen", foreign),
        *item("Dam repaired", TEXT[4]),
        title="Two ferries",
    )
    assert [label for label, _ in labels(of)[6:]] == [Label.OTHER_STORY] * 10


def test_the_pages_own_age_above_the_text_is_no_sidebar():
    found = labels(
        page("Two ferries taken out", "Fjord Herald", "27 minutes ago", *TEXT, title="Two ferries taken out")
    )
    assert [label for label, _ in found[3:]] == [Label.BODY] * 5


def test_the_posts_of_a_live_blog_keep_their_texts():
    posts = [
        line for text in TEXT for line in ("Fjord Herald", "27 minutes ago", "Fjord Herald", "Update", text)
    ]
    found = labels(page(*TEXT, *posts, kind=PageKind.LIVE_BLOG))
    assert [found[5 + 5 * order + 4][0] for order in range(5)] == [Label.BODY] * 5


def test_a_card_amid_the_text_does_not_swallow_what_follows():
    """The extractor took what follows the card and left the card: the item ends where that changes."""
    card = [
        block("Watch the ferry leave", region=Region.ARTICLE),
        block("14 hours ago", region=Region.ARTICLE),
    ]
    found = labels(page(TEXT[0], "Related articles", *TEXT[1:3], *card, *TEXT[3:]))
    assert [label for label, _ in found[-2:]] == [Label.BODY] * 2


@pytest.mark.parametrize(
    ("line", "label", "rule"),
    [
        ("7:51pm Tuesday 4th March 2031", Label.METADATA, "date"),
        ("Posted", Label.METADATA, "date"),
        ("— Ingrid Solberg (@ingridsolberg) March 4, 2031", Label.BACKGROUND, "signature"),
        ("Published:\u00c2 Tuesday, March 4, 2031", Label.METADATA, "date"),
        ("Subscription Deals", Label.BOILERPLATE, "newsletter"),
        ("ingrid.solberg@fjord.example", Label.METADATA, "byline"),
        ("Print  E-mail story  Change text size", Label.BOILERPLATE, "share"),
        ("Drucken | Versenden", Label.BOILERPLATE, "share"),
        ("Free newsletters", Label.BOILERPLATE, "share"),
        (
            "The old ferry in Arendal harbour. (Ingrid Solberg, AP / March 4, 2031)",
            Label.BOILERPLATE,
            "credit",
        ),
        ("Solveig Dahl © Fjord Images", Label.BOILERPLATE, "credit"),
        ("Photo by Ingrid O'Hara", Label.BOILERPLATE, "credit"),
        ("Tags: ferries, winter, Arendal", Label.BOILERPLATE, "tags"),
        (
            "If you sailed with us, share your thoughts, the story continues below",
            Label.BOILERPLATE,
            "advertisement",
        ),
    ],
)
def test_lines_amid_the_text_are_known_by_their_form(line, label, rule):
    of = page(*TEXT[:3], line, *TEXT[3:])
    assert label_of(line, of) == (label, rule)


@pytest.mark.parametrize(
    "line",
    [
        "4 March",
        "At 10:15 on March 4",
        "Print is not dead in Arendal",
        "— and then the ferry (@fjordline) left",
        "Subscriptions rose in March",
        "A share of the profit goes to the islanders (see the table on page 4).",
        "The ferries are named after poets (Olav Duun / Sigrid Undset).",
        "The replacement will carry forty cars and two hundred passengers, the yard said on Tuesday. ©",
    ],
)
def test_lines_of_a_text_that_resemble_them_stay(line):
    of = page(*TEXT[:3], line, *TEXT[3:])
    assert label_of(line, of)[0] is Label.BODY


def test_a_linked_sentence_to_pass_on_is_no_headline_of_another_report():
    quote = "Every ferry is a school bus on these islands.Click to post"
    of = page(*TEXT[:3], block(quote, links=1.0), block("Harbour fees rise again", links=1.0), *TEXT[3:])
    assert labels(of)[3][0] is Label.BODY
    assert labels(of)[4] == (Label.BOILERPLATE, "link_line")


def test_a_link_sets_a_label_off_from_what_follows():
    line = "Read also Harbour fees rise again"
    assert label_of(line, page(*TEXT[:3], block(line, links=0.8), *TEXT[3:])) == (
        Label.BOILERPLATE,
        "related",
    )
    assert label_of(line, page(*TEXT[:3], line, *TEXT[3:]))[0] is Label.BODY


def test_a_note_on_updates_says_when_the_text_was_changed():
    note = "4:10 p.m.: This article was updated with the account of the master."
    assert label_of(note, page(*TEXT, "UPDATES:", note)) == (Label.METADATA, "update")
    assert label_of("UPDATES:", page(*TEXT, "UPDATES:", note)) == (Label.METADATA, "update")


def test_an_agency_alone_signs_the_text():
    assert label_of("(AP)", page(*TEXT[:2], "(AP)", *TEXT[2:])) == (Label.METADATA, "sign_off")
