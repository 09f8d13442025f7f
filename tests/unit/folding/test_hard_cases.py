"""The hardest cases that users of other systems report: each line below has a test that would notice.

The table names them; a test makes sure that they are there. Those that no other module holds stand below it.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline.folding.relations import PageRelationship
from pipeline.model import Relation
from tests.unit.folding.test_relations import BACKGROUND, COUNCIL, relation, verdict

TESTS = Path(__file__).resolve().parents[2]

MUST_STAY_APART = {
    "exports fall 7.5 %, imports fall 7.5 %": [
        "unit/folding/test_relations.py::test_exports_are_not_imports_though_all_numbers_agree",
        "unit/folding/test_hard_cases.py::test_one_word_that_says_what_fell_parts_two_reports",
    ],
    "the 12th and the 13th package of sanctions": [
        "unit/folding/test_relations.py::test_the_twelfth_package_is_not_the_thirteenth",
        "unit/folding/test_hard_cases.py::test_a_number_in_words_or_digits_parts_two_packages",
    ],
    "two countries raise their rates to 50 %": [
        "unit/folding/test_relations.py::test_two_central_banks_in_one_form_are_a_template",
        "unit/folding/test_hard_cases.py::test_two_countries_that_do_the_same_on_one_day_are_two_reports",
    ],
    "indictment and sentencing in one agency's form": [
        "unit/folding/test_relations.py::test_a_charge_and_a_sentence_in_two_cases_of_one_court_are_a_template",
        "unit/folding/test_hard_cases.py::test_a_charge_and_the_sentence_in_one_case_are_two_reports",
    ],
    "two short texts in one shared form": [
        "unit/folding/test_hard_cases.py::test_short_notes_in_one_long_frame_are_not_copies",
    ],
    "the same title over other content": [
        "integration/test_fold.py::test_a_title_in_common_joins_nothing",
        "e2e/test_nights.py::test_look_alikes_stay_apart_and_copies_meet",
    ],
    "a profile that met another story through the popular-stories box": [
        "unit/cleaning/page_rules/test_label_page.py::test_sidebar_items_with_whole_texts_are_other_stories",
        "unit/cleaning/recurring/test_relabel.py::test_the_owner_keeps_its_text_and_the_sidebar_loses_it",
    ],
    "different articles behind the same consent page": [
        "unit/parsing/pages/test_page_kinds.py::test_a_consent_dialogue_alone_is_a_wall",
        "integration/clean/test_repeated_pages.py::test_one_text_under_many_misnamed_addresses_is_rejected",
    ],
    "a paywall's lede with a recommended rail": [
        "unit/parsing/pages/test_page_kinds.py::test_a_stub_is_not_free_and_short",
        "e2e/test_nights.py::test_look_alikes_stay_apart_and_copies_meet",
    ],
    "a bridge: A like B, B like C, A not like C": [
        "unit/folding/test_clusters.py::test_a_chain_whose_ends_do_not_meet_is_broken_at_its_weakest_link",
        "integration/test_fold.py::test_a_page_of_two_whole_reports_is_a_story_of_its_own_whenever_the_second_comes",
    ],
    "a feed with one GUID for all": [
        "unit/parsing/feeds/test_feed.py::test_a_guid_that_all_items_share_tells_nothing_apart",
    ],
    "two calls of the same two presidents": [
        "unit/folding/test_hard_cases.py::test_the_next_call_of_the_same_two_leaders_is_another_report",
        "gold/test_folding.py::test_no_two_of_the_five_texts_fold",
    ],
}
MUST_JOIN = {
    "an abridged agency copy under a local headline in another site's frame": [
        "integration/test_fold.py::test_every_membership_names_its_relation_and_the_article_it_matched",
        "e2e/test_nights.py::test_look_alikes_stay_apart_and_copies_meet",
    ],
    "thousands of slugs of one article": [
        "unit/folding/test_clusters.py::test_equal_texts_count_as_one_however_many_they_are",
    ],
    "a title edited three times at one address": [
        "unit/parsing/pages/test_history.py::test_versions_are_numbered_in_time",
        "integration/test_fold.py::test_other_titles_over_one_text_part_nothing",
    ],
    '"Opinion | …" and "Op-Ed Columnist: …"': [
        "integration/test_fold.py::test_other_titles_over_one_text_part_nothing",
    ],
    "print and online days apart": [
        "integration/test_fold.py::test_a_copy_printed_days_later_joins_its_story",
    ],
    "a page that holds its own text thirty times": [
        "unit/folding/test_relations.py::test_a_page_that_holds_its_text_thirty_times_is_the_same_report",
    ],
}
LINK_AND_NEVER_FOLD = {
    "the same attack in other words": [
        "unit/folding/test_relations.py::test_the_same_event_in_other_words_is_distinct",
    ],
    "a live blog with changing headlines": [
        "unit/cleaning/page_rules/test_label_page.py::test_the_posts_of_a_live_blog_keep_their_texts",
        "unit/newsroom/test_press.py::test_the_live_blog_grows_at_one_address",
    ],
    "the same story in three languages": [
        "unit/folding/test_hard_cases.py::test_one_report_in_three_languages_is_three_texts",
    ],
    "an aggregator's summary of five outlets": [
        "unit/folding/test_hard_cases.py::test_a_digest_of_first_paragraphs_is_none_of_its_reports",
    ],
}

CASES = {**MUST_STAY_APART, **MUST_JOIN, **LINK_AND_NEVER_FOLD}


@pytest.mark.parametrize("case", CASES)
def test_every_hard_case_has_a_test_that_exists(case):
    for named in CASES[case]:
        file, _, name = named.partition("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, named


TRADE = (
    "The country's foreign trade shrank again. {} fell 7.5 percent in March from a year before, the office for"
    " statistics said on Friday. Economists had expected a fall of five percent. The numbers come from a first count and"
    " may be corrected in the next month, when all the harbours have sent in their lists and the customs officers have"
    " compared them with the books of the larger firms."
)
PACKAGE = (
    "Ministers agreed on the {} package of sanctions on Monday after long talks in the capital. It bans the purchase of"
    " steel and timber, and forbids ships under foreign flags to be insured by firms of the union. The commission will"
    " report in the autumn on what the measures have achieved and whether more are needed. Diplomats said that two members"
    " had asked for longer terms and got them. Traders expect little change in prices, since most of the steel has come"
    " from elsewhere since last year."
)
RAISE = (
    "{} - {}'s central bank raised its main interest rate to 50 percent on Thursday, the highest in more than twenty"
    " years, as it fights prices that have doubled within a year. Analysts had expected a smaller step. The bank said in a"
    " statement that it would keep policy tight until prices fall for good."
)
CALL = (
    "KALDON, {date} (MPA) - President Orman of Kaldonia and President Vesk of Brevin spoke by telephone on Monday for {time}"
    " minutes, their offices said. They talked about {topic} and agreed to stay in touch. It was their {number} call this"
    " year. The two leaders last met in Lindwick, where they signed an agreement on trade and transport. Kaldonia and"
    " Brevin have had no ambassadors in each other's capitals since a quarrel over fishing grounds, and neither side would"
    " say whether this was discussed."
)
FRAME = (
    "The police of the harbour district publish each evening what was reported to them during the day. Who has seen"
    " anything may call the station at any hour, and need not give a name. Owners of found goods can fetch them on working"
    " days between nine and noon at the counter in the old customs house."
)
SHORT = "A bicycle was taken from the yard of the music school."
LONG = (
    "Two boys broke a window of the boat club and ran off towards the locks, where a fisherman held one of them until a"
    " patrol came. His father paid for the glass the same evening, and the club has forgiven the boys, who will paint its"
    " fence this summer."
)
TONGUES = (
    "The council voted on Monday to close the old harbour bridge for two years, after engineers found cracks in its pillars.",
    "Der Rat stimmte am Montag dafür, die alte Hafenbrücke für zwei Jahre zu sperren, weil ihre Pfeiler Risse haben.",
    "Le conseil a voté lundi la fermeture du vieux pont du port pendant deux ans, ses piliers étant fissurés.",
)
BOTH_RELATIONSHIPS = [PageRelationship.NONE, PageRelationship.SITE]


@pytest.mark.parametrize("relationship", BOTH_RELATIONSHIPS)
def test_one_word_that_says_what_fell_parts_two_reports(relationship):
    decision = relation(TRADE.format("Exports"), TRADE.format("Imports"), relationship)
    assert decision.relation is Relation.TEMPLATE
    assert "exports" in decision.reason


@pytest.mark.parametrize("numbers", [("12th", "13th"), ("twelfth", "thirteenth"), ("second", "third")])
def test_a_number_in_words_or_digits_parts_two_packages(numbers):
    one, other = (PACKAGE.format(number) for number in numbers)
    assert relation(one, other).relation is Relation.TEMPLATE


def test_two_countries_that_do_the_same_on_one_day_are_two_reports():
    one, other = RAISE.format("ANKALA", "Ankaland"), RAISE.format("PLATARA", "Platara")
    assert relation(one, other).relation is Relation.TEMPLATE


@pytest.mark.parametrize("relationship", BOTH_RELATIONSHIPS)
def test_a_charge_and_the_sentence_in_one_case_are_two_reports(relationship):
    """All names and sums are the same: only what happened, and on which day, is not."""
    sentence = verdict(act="sentenced", day="Friday")
    assert relation(verdict(), sentence, relationship).relation is Relation.TEMPLATE
    ended = sentence.replace("No appeal had been filed by evening", "He will serve four years")
    assert relation(verdict(), ended, relationship).relation is Relation.TEMPLATE


@pytest.mark.parametrize("relationship", BOTH_RELATIONSHIPS)
def test_the_next_call_of_the_same_two_leaders_is_another_report(relationship):
    first = CALL.format(date="March 2", time="40", topic="grain and an exchange of prisoners", number="third")
    second = CALL.format(date="March 9", time="25", topic="a ceasefire in the border hills", number="fourth")
    assert not relation(first, second, relationship).relation.folds


@pytest.mark.parametrize("relationship", BOTH_RELATIONSHIPS)
def test_short_notes_in_one_long_frame_are_not_copies(relationship):
    assert not relation(f"{SHORT} {FRAME}", f"{LONG} {FRAME}", relationship).relation.folds


def test_one_report_in_three_languages_is_three_texts():
    assert {relation(one, other).relation for one in TONGUES for other in TONGUES if one != other} == {
        Relation.DISTINCT
    }


def test_a_digest_of_first_paragraphs_is_none_of_its_reports():
    reports = [COUNCIL, BACKGROUND, verdict()]
    digest = "\n".join([COUNCIL.split("\n")[0], *(report.split(". ")[0] + "." for report in reports[1:])])
    for report in reports:
        assert not relation(digest, report).relation.folds
