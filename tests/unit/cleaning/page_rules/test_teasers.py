"""Summaries of other stories below the headlines that lead to them, on invented pages."""

from pipeline.model import BlockKind, Label, Region
from tests.unit.cleaning.page_rules.invented_pages import TEXT, block, labels, page

HEADLINES = ("Lighthouse keeper wins a prize", "Two villages share one doctor", "Seals return to the bay")
SUMMARIES = [
    "The last keeper on the coast was honoured for forty winters of keeping a light that no ship needs any more.",
    "A doctor on a moped sees her patients on Mondays in the one village and on Thursdays in the other, she says.",
    "Sixty animals were counted on the sandbank, more than in any year since the cannery closed its doors in autumn.",
]


def linked(text, region=Region.OTHER):
    return block(text, BlockKind.HEADING, region, links=1.0)


def teasers(number=3):
    pairs = zip(HEADLINES, SUMMARIES, strict=True)
    return [each for headline, summary in list(pairs)[:number] for each in (linked(headline), summary)]


def kept(*blocks, **known):
    of = page(*blocks, **known)
    found = labels(of)
    return [each.text for each, (label, _) in zip(of.blocks, found, strict=True) if label is Label.BODY]


def test_teasers_behind_the_text_or_before_it_are_other_stories():
    assert kept(*TEXT, *teasers()) == TEXT
    assert kept(*teasers(), *TEXT) == TEXT
    assert labels(page(*TEXT, *teasers()))[-1] == (Label.OTHER_STORY, "teaser")


def test_a_column_of_the_latest_news_is_known_by_its_times():
    column = [
        each
        for hour, (headline, summary) in enumerate(zip(HEADLINES, SUMMARIES, strict=True), 10)
        for each in (block(f"{hour}:17 {headline}", BlockKind.LIST_ITEM, links=0.9), summary)
    ]
    assert kept(*TEXT, *column) == TEXT


def test_two_paragraphs_below_links_are_no_row_of_teasers():
    assert kept(*TEXT, *teasers(2)) == [*TEXT, *SUMMARIES[:2]]


def test_links_between_the_paragraphs_of_a_report_make_no_teasers():
    """A house may put a link to another story above every paragraph but the first and the last."""
    assert kept(*TEXT[:2], *teasers(), *TEXT[2:]) == [*TEXT[:2], *SUMMARIES, *TEXT[2:]]


def test_the_pages_own_headline_makes_no_teaser_of_its_first_paragraph():
    own = linked("Ferry company sells its ships")
    assert kept(own, TEXT[0], *teasers(), title="Ferry company sells its ships") == [TEXT[0]]


def test_a_page_of_nothing_but_teasers_keeps_them():
    assert kept(*teasers()) == SUMMARIES


def test_headings_that_the_extractor_took_head_the_text():
    own = [
        each
        for pair in zip(HEADLINES, SUMMARIES, strict=True)
        for each in (linked(pair[0], Region.MAIN), pair[1])
    ]
    assert kept(*TEXT, *own)[-1] == SUMMARIES[-1]


def test_list_entries_in_a_row_that_are_headlines_and_mostly_links_go():
    entries = [
        block(f"Harbour: {headline} in spite of the storm", BlockKind.LIST_ITEM, links=0.8)
        for headline in HEADLINES
    ]
    assert kept(*TEXT[:3], *entries, *TEXT[3:]) == TEXT
    assert kept(*TEXT[:3], *entries[:2], *TEXT[3:]) == [
        *TEXT[:3],
        *(each.text for each in entries[:2]),
        *TEXT[3:],
    ]
    assert labels(page(*TEXT, *entries))[-1] == (Label.BOILERPLATE, "link_list")


def test_goods_with_their_prices_and_sentences_with_a_link_are_no_list_of_headlines():
    goods = [block(f"Oilskin {size} (99 kroner)", BlockKind.LIST_ITEM, links=0.6) for size in "SML"]
    sentences = [
        block(f"{headline}, the council said.", BlockKind.LIST_ITEM, links=0.6) for headline in HEADLINES
    ]
    own = [each.text for each in (*goods, *sentences)]
    assert kept(*TEXT, *goods, *sentences) == [*TEXT, *own]


def test_below_a_heading_that_names_other_stories_two_teasers_suffice():
    links = [block(headline, links=1.0) for headline in HEADLINES[:2]]
    pairs = [each for pair in zip(links, SUMMARIES, strict=False) for each in pair]
    for heading in ("More from the harbour", "Lisää aiheesta", "Čtěte také"):
        assert kept(*TEXT, block(heading), *pairs) == TEXT
    assert kept(*TEXT, block("More from the harbour"), *pairs[:2])[-1] == SUMMARIES[0]
    assert kept(*TEXT[:3], block("More from the harbour"), *pairs, *TEXT[3:])[-1] == TEXT[-1]
    assert SUMMARIES[0] in kept(*TEXT[:3], block("More from the harbour"), *pairs, *TEXT[3:])


def test_cards_with_dates_are_teasers_though_the_extractor_took_their_headlines():
    for dates in (
        ["3 March 2031", "4 March 2031", "2 hours ago"],
        ["2031-03-03", "2031-03-04", "2031-03-05"],
    ):
        cards = [
            each
            for headline, summary, date in zip(HEADLINES, SUMMARIES, dates, strict=True)
            for each in (linked(headline, Region.MAIN), summary, date)
        ]
        assert not set(SUMMARIES) & set(kept(*cards, *TEXT))
        assert not set(SUMMARIES) & set(kept(*TEXT[:2], *cards, *TEXT[2:]))
        assert not set(SUMMARIES) & set(kept(*cards))
    assert SUMMARIES[0] in kept(*cards[:6], *TEXT)
