"""The hard cases: what must fold, what must stay apart, and why."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.folding.alignment import align_texts
from pipeline.folding.evidence import evidence_of
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.relations import Decision, Limits, PageRelationship, decide
from pipeline.model import Relation

KERNEL = CompiledKernel()

COUNCIL = """LINDWICK - The city council voted on Monday to close the old harbour bridge for repairs, after engineers \
found cracks in three of its pillars. The work will begin in June and last two years, Mayor Ilka Brandt told reporters.
Shop owners on the east bank fear for their trade. "Nobody will walk an hour to buy bread," said the baker Tomas Velde, \
whose family has kept a shop there for ninety years. The council promised a ferry, free of charge, every ten minutes.
The bridge was built in 1911 and carried trams until 1958. It was last repaired thirty years ago, when floods had \
washed out part of the eastern ramp. Engineers had warned since then that its pillars would not stand another flood.
The repairs are to cost 42 million crowns, half of it from the state. A group of residents has asked a court to stop \
the work until a second survey is made, and a hearing is set for next week. The mayor called the request a delay that \
the city could not afford."""

RATES = """{capital} - The central bank of {country} on {day} set its key interest rate at {rate} percent, in line with \
most forecasts, and said it would watch wages closely in the months ahead. The committee voted {votes} for the decision, \
Governor {governor} told a news conference. Prices rose by {prices} percent over the year to last month, which is more \
than the bank would like but less than in the spring, when fuel was dear. The bank has raised its rate {times} times \
since it began to tighten. Economists asked by this agency expect one more step this year and none in the next."""

TRADE = """KALDON - {flow} of machines and tools fell 7.5 percent in March, the statistics office said on Friday. \
{flow} had risen in each of the five months before. Compared with the same month of last year {flow} were lower by a \
tenth, the office said, and traders expect little change before the summer."""

VERDICT = """{name}, {age}, was {act} on {day} in the district court of {town} over the theft of {sum} crowns from the \
savings bank where {name} had worked for {years} years. The prosecutor, {lawyer}, said that the money had been taken in \
small sums and that nobody had noticed until the bank changed its books. The defence said that all of it would be paid \
back and asked the court for patience. The case is the third of its kind in the district within a year, and the bank \
association has promised its members better rules for the checking of accounts. No appeal had been filed by evening."""

BACKGROUND = """The inquiry began after a ferry ran aground off the coast in heavy fog last winter with more than three \
hundred people on board, all of whom were saved by fishing boats from the nearby villages. The captain had been on duty \
for fourteen hours. The shipping line has since changed its rosters, but the union says that crews are still too small \
and that masters are told to keep to the timetable in any weather. Two earlier inquiries found faults in the way that \
the line trained its officers. The ministry has ordered new simulators for the naval school, which are to be delivered \
before the end of the year, and wants each officer to be tested every second spring."""


def relation(
    left: str,
    right: str,
    relationship: PageRelationship = PageRelationship.NONE,
    limits: Limits = Limits(),  # noqa: B008
) -> Decision:
    sets = KERNEL.shingle_sets([left, right])
    exact = KERNEL.measure(sets, np.array([0]), np.array([1]))
    (measured,) = exact.chosen(np.array([0]))
    return decide(measured, align_texts(KERNEL, left, right), limits, relationship)


def rates(**facts):
    usual = {
        "capital": "ANKALA",
        "country": "Ankaland",
        "day": "Monday",
        "rate": "50.00",
        "votes": "7 to 1",
        "governor": "Orhan Belgin",
        "prices": "61.2",
        "times": "nine",
    }
    return RATES.format(**usual | facts)


def verdict(**facts):
    usual = {
        "name": "Viktor Hals",
        "age": "51",
        "act": "charged",
        "day": "Tuesday",
        "town": "Ostford",
        "sum": "310,000",
        "years": "22",
        "lawyer": "Mara Quist",
    }
    return VERDICT.format(**usual | facts)


# Must join


def test_equal_words_in_other_typography_are_identical():
    assert relation(COUNCIL, COUNCIL.upper().replace(" - ", " — ")).relation is Relation.IDENTICAL


def test_a_copy_with_local_edits_another_dateline_and_a_credit_is_a_near_duplicate():
    copy = COUNCIL.replace("LINDWICK - The", "LINDWICK, March 2 (MPA) - The").replace(
        "fear for", "worry about"
    )
    copy = copy.replace("told reporters", "said") + "\nThe Dale Courier contributed to this report."
    assert relation(COUNCIL, copy).relation is Relation.NEAR_DUPLICATE


def test_a_copy_cut_after_its_second_paragraph_is_abridged():
    decision = relation(COUNCIL, "\n".join(COUNCIL.split("\n")[:2]))
    assert decision.relation is Relation.ABRIDGED
    assert "stands in the longer" in decision.reason


def test_a_cut_copy_under_a_caption_of_its_own_still_opens_like_the_report():
    cut = "The harbour bridge seen from the east bank, photographed last summer.\n" + "\n".join(
        COUNCIL.split("\n")[:2]
    )
    assert relation(COUNCIL, cut).relation is Relation.ABRIDGED


def test_a_rewritten_opening_on_another_site_does_not_unmake_a_copy():
    opening, rest = COUNCIL.split("\n", 1)
    copy = (
        "Cars and trams will have to take another way across the river soon, it was decided at the town hall.\n"
        + rest
    )
    assert relation(f"{opening}\n{rest}", copy).relation.folds


def test_one_page_brought_up_to_date_is_a_revision_even_when_its_numbers_changed():
    later = (
        COUNCIL.replace("42 million", "55 million")
        .replace("June", "August")
        .replace("two years", "three years")
    )
    assert relation(COUNCIL, later, PageRelationship.PAGE).relation is Relation.REVISION


WRITTEN_ANEW = (
    "The closing of the harbour bridge was put off on Tuesday after a court asked for a second survey of its pillars. "
    "Mayor Ilka Brandt said the ferry would run all the same, and that the council would hear its engineers again."
)


def test_a_page_that_was_written_anew_above_most_of_its_text_is_a_revision():
    kept = f"{WRITTEN_ANEW}\n" + COUNCIL.split("\n", 1)[1].rsplit("The repairs are", 1)[0]
    decision = relation(COUNCIL, kept, PageRelationship.PAGE)
    assert decision.relation is Relation.REVISION
    assert "written anew" in decision.reason
    assert not relation(COUNCIL, kept, PageRelationship.SITE).relation.folds


def test_an_address_given_to_another_report_is_no_revision():
    paragraphs = COUNCIL.split("\n")
    other = f"{WRITTEN_ANEW}\n{paragraphs[2]}\n{BACKGROUND}"
    assert not relation(COUNCIL, other, PageRelationship.PAGE).relation.folds


def test_a_page_filled_anew_with_other_facts_is_no_revision():
    later = rates(capital="BOREN", country="Borenland", day="Thursday", rate="7.25", governor="Ada Lind")
    decision = relation(f"{rates()}\n{WRITTEN_ANEW}", f"{later}\n{BACKGROUND}", PageRelationship.PAGE)
    assert not decision.relation.folds


def test_a_page_that_holds_its_text_thirty_times_is_the_same_report():
    assert relation(COUNCIL, "\n".join([COUNCIL] * 30)).relation.folds


def test_counters_that_changed_on_a_long_page_make_no_template():
    long = "\n".join(
        COUNCIL.replace("bridge", f"bridge{part}").replace("Monday", f"Monday{part}") for part in range(9)
    )
    counters = "Seen {} times. Shared by {} people. Comments: {}."
    left, right = (
        f"{long}\n{counters.format(*numbers)}" for numbers in ((10_536, 715, 5_224), (10_544, 718, 5_230))
    )
    assert relation(left, right).relation is Relation.NEAR_DUPLICATE


# Must stay apart


def test_two_central_banks_in_one_form_are_a_template():
    other = rates(
        capital="PLATARA",
        country="Platara",
        governor="Inés Caldo",
        prices="58.9",
        votes="6 to 2",
        day="Friday",
    )
    decision = relation(rates(), other)
    assert decision.relation is Relation.TEMPLATE
    assert "against" in decision.reason


def test_the_same_bank_a_month_later_is_a_template():
    later = rates(rate="45.00", votes="5 to 3", prices="55.0", day="Thursday", times="ten")
    assert relation(rates(), later).relation is Relation.TEMPLATE


def test_exports_are_not_imports_though_all_numbers_agree():
    decision = relation(TRADE.format(flow="Exports"), TRADE.format(flow="Imports"))
    assert decision.relation is Relation.TEMPLATE
    assert decision.reason == "exports everywhere against imports"


def test_the_twelfth_package_is_not_the_thirteenth():
    brief = "BRENN - Ministers agreed on the {} package of sanctions on Monday, after a night of talks. It lists {} firms."
    assert relation(brief.format("12th", "194"), brief.format("13th", "106")).relation is Relation.TEMPLATE


def test_a_charge_and_a_sentence_in_two_cases_of_one_court_are_a_template():
    other = verdict(
        name="Erna Loth",
        age="38",
        town="Lindwick",
        sum="95,000",
        years="6",
        lawyer="Jon Dahl",
        act="sentenced",
    )
    assert relation(verdict(), other).relation is Relation.TEMPLATE


def test_a_long_report_in_one_form_is_a_template_though_plain_words_differ_as_well():
    """Facts are less than half of what differs, so only those that stand in the places of others tell the two apart."""
    other = verdict(
        name="Erna Loth",
        age="38",
        town="Lindwick",
        sum="95,000",
        years="6",
        lawyer="Jon Dahl",
        act="sentenced",
    )
    crowd = "The hearing drew a crowd that filled both galleries, and ushers handed out water and paper fans all day."
    quiet = (
        "Nobody had come to listen but an old clerk, who wrote down each word spoken and left before noon."
    )
    decision = relation(f"{verdict()}\n{BACKGROUND}\n{crowd}", f"{other}\n{BACKGROUND}\n{quiet}")
    assert decision.relation is Relation.TEMPLATE
    assert decision.reason.startswith("other facts in the same places")


def test_a_brief_text_that_opens_with_another_word_is_a_template():
    brief = "{} will be closed on Saturday for cleaning and opens again on Sunday at ten, the town said in a short note today."
    decision = relation(brief.format("Baths"), brief.format("Library"))
    assert decision.relation is Relation.TEMPLATE


def test_a_follow_up_on_the_same_site_that_repeats_the_background_is_no_copy():
    first = (
        "The captain of the stranded ferry was questioned for six hours on Monday and said nothing.\n"
        + BACKGROUND
    )
    second = (
        "Divers brought up the last of the oil from the wreck on Thursday, earlier than planned.\n"
        + BACKGROUND
    )
    decision = relation(first, second, PageRelationship.SITE)
    assert decision.relation is Relation.PARTIAL
    assert "opening" in decision.reason


def test_two_pages_that_share_the_furniture_of_their_site_are_no_copies():
    furniture = BACKGROUND.replace("ferry", "newsletter")
    first = (
        "A short note on the weather of the weekend, with little wind and some sun in the south.\n"
        + furniture
    )
    second = (
        "The choir of the cathedral school sings on Saturday at six, and entry is free for all.\n" + furniture
    )
    assert not relation(first, second, PageRelationship.SITE).relation.folds


def test_a_round_up_that_holds_a_report_in_its_middle_is_linked_and_not_folded():
    other = BACKGROUND.replace("ferry", "tanker")
    decision = relation(f"{other}\n{COUNCIL}\n{other[::-1]}", COUNCIL)
    assert decision.relation is Relation.PARTIAL


def test_the_same_event_in_other_words_is_distinct():
    other = "A crossing more than a century old must shut while masons mend it, Lindwick's aldermen ruled at the start of the week."
    assert relation(COUNCIL, other).relation is Relation.DISTINCT


def test_a_quote_of_three_sentences_is_linked_and_not_folded():
    quoting = COUNCIL.splitlines()[1] + "\n" + BACKGROUND
    assert relation(COUNCIL, quoting).relation is Relation.PARTIAL


# Evidence


def test_evidence_gives_the_longest_passages_with_their_places_in_both_texts():
    rest = COUNCIL.partition("\n")[2]
    copy = f"Another opening, written here.\n{rest}"
    alignment = align_texts(KERNEL, COUNCIL, copy)
    passage = evidence_of(alignment, "why").passages[0]
    assert COUNCIL[passage.left_start : passage.left_end] == copy[passage.right_start : passage.right_end]
    assert passage.words > 100


def test_evidence_names_what_each_side_has_alone_and_forgets_what_moved():
    left = "alpha beta gamma delta epsilon zeta eta theta iota kappa one two three"
    right = "one two three alpha beta gamma delta epsilon zeta eta theta iota lambda"
    found = evidence_of(align_texts(KERNEL, left, right), "")
    assert (found.only_left, found.only_right) == (("kappa",), ("lambda",))


def test_a_text_of_one_phrase_is_compared_in_linear_time():
    phrase = "so it goes and " * 20_000
    assert align_texts(KERNEL, phrase, phrase + "on").passages[0].words == 80_000


@pytest.mark.parametrize("empty", ["", "…"])
def test_a_text_without_words_is_distinct_from_everything(empty):
    assert relation(empty, COUNCIL).relation is Relation.DISTINCT


def test_relations_are_the_same_from_either_side():
    texts = [
        COUNCIL,
        COUNCIL.split("\n", maxsplit=1)[0],
        rates(),
        rates(rate="4.00", country="Elsewhere", votes="1 to 0"),
        BACKGROUND,
    ]
    for one in texts:
        for other in texts:
            assert relation(one, other).relation is relation(other, one).relation


def test_two_brief_notes_of_one_site_in_one_form_are_a_template_and_a_desk_s_words_on_another_are_not():
    note = (
        "Drivers on the {} should expect delays this morning after a lorry shed its load near the toll. One lane is closed"
        " and police ask drivers to take the coast road instead. It should be clear by noon."
    )
    left, right = note.format("ring road"), note.format("valley bridge")
    assert relation(left, right, PageRelationship.SITE).relation is Relation.TEMPLATE
    assert relation(left, right, PageRelationship.NONE).relation is Relation.NEAR_DUPLICATE
    again = note.format("old ring road")
    assert relation(left, again, PageRelationship.SITE).relation is Relation.NEAR_DUPLICATE
    note = "{}今天夜间到明天白天有中到大雨,局部地区有暴雨,请市民注意防范。学校已经停课,部分道路积水。"
    left, right = note.format("绿河市"), note.format("青山镇")
    assert relation(left, right, PageRelationship.SITE).relation is Relation.TEMPLATE
    assert (
        relation(left, left.replace("注意", "留意"), PageRelationship.SITE).relation is not Relation.TEMPLATE
    )


def test_a_number_in_chinese_characters_is_a_fact_of_a_short_text():
    note = "星期{}早盘市场平稳,多数股票变动不大。经纪人表示缺乏来自国外的消息。克朗对主要货币保持稳定,油价略有下跌。"
    assert relation(note.format("二"), note.format("四")).relation is Relation.TEMPLATE
    quake = (
        "{}日午後、沿岸を震源とする地震があった。この地震による津波の心配はない。けが人の情報は入っていない。"
    )
    assert relation(quake.format("三"), quake.format("九")).relation is Relation.TEMPLATE
    asked = "警方表示,{}名男子星期五闯入一座磨坊,拿走了屋顶上的铜板。附近居民听到了声音,但没有人受伤。"
    assert relation(asked.format("二"), asked.format("两")).relation is Relation.NEAR_DUPLICATE
