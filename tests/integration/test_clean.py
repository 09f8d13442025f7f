"""The clean step on both databases: labels by page and by votes, whatever the order, and people's words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cleaning.blocks import fingerprint
from pipeline.errors import NotFoundError
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.maintenance import reprocess
from pipeline.model import (
    Block,
    BlockKind,
    BoilerplateStatus,
    Page,
    PageKind,
    Region,
    Request,
    Window,
    article_id_of,
    capture_id_of,
)
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from pipeline.steps.clean import recurring_blocks
from pipeline.steps.clean.decide import decide_boilerplate
from pipeline.steps.clean.step import _label, run
from pipeline.steps.extract import page_labels

if TYPE_CHECKING:
    from pipeline.folding.kernel import Kernel

START = datetime(2031, 3, 4, tzinfo=UTC)
BOX = "Our reporters travel where others only telephone: the Herald is paid for by its readers and by nobody else on earth."
LINE = "Tap the bell to hear of it first"


@dataclass(frozen=True)
class Fakes:
    """What the clean step uses of a runtime."""

    settings: Settings
    warehouse: SqlWarehouse
    progress: SilentProgress
    kernel: Kernel = field(default_factory=CompiledKernel)

    def clock(self):
        return START + timedelta(days=30)


@pytest.fixture
def runtime(warehouse_url, tmp_path):
    warehouse = SqlWarehouse(warehouse_url)
    yield Fakes(Settings(home=Path(tmp_path), warehouse=warehouse_url), warehouse, SilentProgress())
    warehouse.close()


def report(seed, paragraphs=6):
    """Return the paragraphs of an invented report; another seed shares no sentence with it."""
    random = Random(seed)
    syllables = [
        a + b
        for a in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v"]
        for b in ["a", "e", "i", "o", "u"]
    ]
    words = ["".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(120)]
    return [" ".join(random.choices(words, k=24)).capitalize() + "." for _ in range(paragraphs)]


@dataclass(frozen=True)
class Held:
    """A page as the extract step leaves it."""

    host: str
    slug: str
    texts: tuple[str, ...]
    hour: int = 0
    title: str | None = None
    beside: str = ""

    @property
    def read(self):
        places = [(text, Region.MAIN) for text in self.texts] + [(self.beside, Region.NAV)] * bool(
            self.beside
        )
        blocks = (Block(at, BlockKind.PARAGRAPH, *each) for at, each in enumerate(places))
        return Page(PageKind.ARTICLE, tuple(blocks), title=self.title)

    @property
    def key(self):
        return f"{self.host}/{self.slug}"

    @property
    def article_id(self):
        return article_id_of(self.key)

    version: int = 1

    @property
    def capture_id(self):
        return capture_id_of(self.key, f"body {self.version}")


def hold(db, page):
    at = START + timedelta(hours=page.hour)
    url = f"https://{page.key}"
    db.upsert(
        "sources",
        [{"source_id": "s", "kind": "folder", "location": "s", "added_at": START}],
        keep=["added_at"],
    )
    db.upsert(
        "captures",
        [
            {
                "capture_id": page.capture_id,
                "source_id": "s",
                "url": url,
                "url_key": page.key,
                "host": page.host,
            }
            | {
                "fetched_at": at,
                "http_status": 200,
                "content_type": "text/html",
                "body_sha256": f"body {page.version}",
            }
            | {"body_bytes": 1, "archive": "a", "archive_offset": 0}
        ],
    )
    db.upsert(
        "articles",
        [
            {
                "article_id": page.article_id,
                "url": url,
                "url_key": page.key,
                "host": page.host,
                "source_id": "s",
            }
            | {"first_seen_at": at, "article_at": at}
        ],
    )
    blocks = page.read.blocks
    given = page_labels.labels_of(page.read)
    ids = {"capture_id": page.capture_id, "article_id": page.article_id, "version": page.version}
    db.upsert(
        "article_versions",
        [
            page_labels.draft_row(page.read, given, page.host)
            | ids
            | {"scheme": "1", "page_kind": "article", "title": page.title, "captured_at": at}
        ],
    )
    db.upsert(
        "article_blocks",
        [
            row._asdict()
            | ids
            | {"position": block.position, "host": page.host, "kind": block.kind, "region": block.region}
            | {"link_density": 0.0, "text": block.text, "fingerprint": fingerprint(block.text)}
            | {"label": row.page_label, "rule": row.page_rule}
            for block, row in zip(blocks, page_labels.stored_labels(page.read, given), strict=True)
        ],
    )
    db.upsert("pending_work", [{"step": "clean", "subject_id": page.article_id}])


def clean(runtime, *pages):
    with runtime.warehouse.write() as db:
        for page in pages:
            hold(db, page)
    return run(Request("r"), runtime)


def labels(runtime, page):
    with runtime.warehouse.read() as db:
        rows = db.rows("shared/list_blocks_of_article", article_id=page.article_id, version=1)
    return [row["label"] for row in rows]


def state(runtime):
    """Return every row the step writes."""
    statements = (
        "SELECT capture_id, position, page_label, page_rule, label, rule, in_body_span, other_article_id FROM article_blocks",
        "SELECT capture_id, text, folding_text, draft_text, text_sha256, word_count, is_latest FROM article_versions",
        (
            "SELECT host, fingerprint, kind, status, rule, story_votes, inside_votes, title_votes, own_votes,"
            " cross_host, similar_votes, similar_inside_votes, host_votes, sample FROM boilerplate_blocks"
        ),
        "SELECT article_id, cluster_id FROM draft_clusters",
        "SELECT capture_id, reason, detail FROM rejections",
        "SELECT host, band_key, fingerprint FROM line_bands",
    )
    return [sorted(runtime.warehouse.ask(statement)[1], key=str) for statement in statements]


def states_after(orders, template, folder):
    """Clean the pages of each order one a run, every order in a warehouse of its own; return what each leaves."""
    states = []
    for number, order in enumerate(orders):
        file = folder / f"{number}.db"
        file.write_bytes(Path(template).read_bytes())
        url = f"sqlite:///{file}"
        fakes = Fakes(Settings(home=folder, warehouse=url), SqlWarehouse(url), SilentProgress())
        for each in order:
            clean(fakes, each)
        states.append(state(fakes))
        fakes.warehouse.close()
    return states


def page(seed, *frame, host="herald.example", copy=None, **known):
    texts = report(seed if copy is None else copy)
    return Held(host, f"story-{seed}", (*texts, *frame), hour=seed, **known)


BARE = page(90)
"""A third story of the host, without any frame: of two alone nothing shows that they are unrelated."""


def test_furniture_learned_on_the_second_story_is_taken_from_the_first(runtime):
    first, second = page(1, BOX, LINE), page(2, BOX, LINE)
    clean(runtime, first, BARE)
    assert labels(runtime, first) == ["body"] * 8
    clean(runtime, second)
    assert labels(runtime, first) == labels(runtime, second) == ["body"] * 6 + ["boilerplate"] * 2


def test_what_the_only_two_stories_of_a_host_share_goes_when_a_third_is_held(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second)
    assert labels(runtime, first) == labels(runtime, second) == ["body"] * 7
    clean(runtime, BARE)
    assert labels(runtime, first) == labels(runtime, second) == ["body"] * 6 + ["boilerplate"]


def test_an_article_whose_text_changed_waits_to_be_folded(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, BARE)
    with runtime.warehouse.write() as db:
        db.run("fold/delete_fold_work", articles=[first.article_id])
    clean(runtime, second)
    waiting = runtime.warehouse.ask("SELECT subject_id FROM pending_work WHERE step = 'fold'")[1]
    assert first.article_id in {subject for (subject,) in waiting}


FURNITURE, TEXT = ("boilerplate", "share_bar"), ("body", "text")


def labelled_before(db, page, position, said, scheme):
    """Leave a block of a page as other rules labelled it."""
    label, rule = said
    ids = {"capture_id": page.capture_id, "position": position}
    db.run(
        "extract/set_page_label",
        page_label=label,
        page_rule=rule,
        prefix_fingerprint=None,
        in_body_span=-1,
        **ids,
    )
    given = page_labels.labels_of(page.read)
    now = {each.position: label if each.position == position else each.label for each in given}
    texts = [block.text for block in page.read.blocks if now[block.position] == "body"]
    db.run("extract/set_draft", draft_text="\n\n".join(texts), page_scheme=scheme, capture_id=page.capture_id)
    db.upsert("pending_work", [{"step": "clean", "subject_id": page.article_id}])


def test_a_page_that_other_rules_labelled_is_labelled_by_the_present_ones(runtime):
    one = page(1)
    with runtime.warehouse.write() as db:
        hold(db, one)
        labelled_before(db, one, 5, FURNITURE, "cleaning-0")
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 6
    text = runtime.warehouse.ask("SELECT text, draft_text, page_scheme FROM article_versions")[1]
    assert text == [("\n\n".join(one.texts), None, page_labels.SCHEME)]


def test_labels_stay_those_of_the_text_until_both_are_made_anew(runtime):
    """Between two rounds of cleaning a reader sees the old labels beside the old text, not new ones."""
    one = page(1)
    with runtime.warehouse.write() as db:
        hold(db, one)
        labelled_before(db, one, 5, FURNITURE, page_labels.SCHEME)
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 5 + ["boilerplate"]
    with runtime.warehouse.write() as db:
        labelled_before(db, one, 5, FURNITURE, "cleaning-0")
        page_labels.draft_again(db, [one.article_id])
    assert labels(runtime, one) == ["body"] * 5 + ["boilerplate"]
    assert runtime.warehouse.ask("SELECT text FROM article_versions")[1] == [("\n\n".join(one.texts[:5]),)]
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 6
    assert runtime.warehouse.ask("SELECT text FROM article_versions")[1] == [("\n\n".join(one.texts),)]


def test_a_block_that_is_no_text_any_more_is_labelled_by_its_page(runtime):
    one = page(1, beside="Weather")
    clean(runtime, one)
    now = labels(runtime, one)
    with runtime.warehouse.write() as db:
        labelled_before(db, one, 6, TEXT, page_labels.SCHEME)
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 7
    with runtime.warehouse.write() as db:
        labelled_before(db, one, 6, TEXT, "cleaning-0")
    run(Request("r"), runtime)
    assert labels(runtime, one) == now == ["body"] * 6 + ["boilerplate"]


def test_a_window_cleaned_again_from_its_blocks_is_labelled_by_the_present_rules(runtime):
    """A rule may have changed under the same name; whoever asks for a window to be cleaned again need not know."""
    one = page(1)
    with runtime.warehouse.write() as db:
        hold(db, one)
        labelled_before(db, one, 5, FURNITURE, page_labels.SCHEME)
    run(Request("r"), runtime)
    window = Window(START, START + timedelta(days=1))
    marked = reprocess.mark(Request("r", window=window), runtime, reprocess.Origin.BLOCKS)
    run(Request("r"), runtime)
    assert marked.counts == {"articles": 1}
    assert labels(runtime, one) == ["body"] * 6


def test_an_article_read_again_while_it_waits_for_its_labels_waits_for_votes_first(runtime):
    one = page(1)
    clean(runtime, one)
    with runtime.warehouse.write() as db:
        hold(db, one)
        db.upsert("pending_work", [{"step": "label", "subject_id": one.article_id}])
    _label(runtime)
    waits = "SELECT step FROM pending_work WHERE step IN ('clean', 'label') ORDER BY step"
    assert runtime.warehouse.ask(waits)[1] == [("clean",), ("label",)]
    run(Request("r"), runtime)
    assert runtime.warehouse.ask(waits)[1] == []


def test_an_article_marked_since_the_drafts_were_made_waits_for_the_next_run(runtime):
    one = page(1)
    clean(runtime, one)
    with runtime.warehouse.write() as db:
        db.run("maintenance/mark_drafts_to_make_again", start_at=START, end_at=START + timedelta(days=1))
        db.upsert("pending_work", [{"step": "clean", "subject_id": one.article_id}])
        assert db.rows("clean/list_articles_to_vote") == []


def test_copies_of_one_story_on_one_host_have_one_vote(runtime):
    pages = [page(seed, BOX, copy=1) for seed in (1, 2, 3)]
    clean(runtime, *pages)
    assert all(labels(runtime, each) == ["body"] * 7 for each in pages)


def test_a_wire_report_on_many_hosts_is_kept(runtime):
    pages = [
        page(seed, f"Desk of outlet {seed}", host=f"outlet{seed}.example", copy=1) for seed in range(1, 7)
    ]
    clean(runtime, *pages)
    assert all(set(labels(runtime, each)) == {"body"} for each in pages)


def test_a_paragraph_amid_the_text_of_two_stories_is_background(runtime):
    first, second = report(1), report(2)
    pages = [
        Held("herald.example", "one", (*first[:3], BOX, *first[3:])),
        Held("herald.example", "two", (*second[:3], BOX, *second[3:])),
    ]
    clean(runtime, *pages, BARE)
    assert labels(runtime, pages[0]) == ["body"] * 3 + ["background"] + ["body"] * 3
    text, compared = runtime.warehouse.ask(
        "SELECT text, folding_text FROM article_versions WHERE folding_text IS NOT NULL"
    )[1][0]
    assert BOX in text
    assert BOX not in compared


def test_a_foreign_story_beside_the_text_is_linked_to_its_article(runtime):
    owner = page(1)
    beside = Held("herald.example", "two", (*report(2), "A headline of theirs", *owner.texts[1:4]), hour=5)
    clean(runtime, beside, BARE)
    clean(runtime, owner)
    assert labels(runtime, owner) == ["body"] * 6
    assert labels(runtime, beside) == ["body"] * 7 + ["other_story"] * 3
    linked = runtime.warehouse.ask(
        "SELECT DISTINCT other_article_id FROM article_blocks WHERE label = 'other_story'"
    )[1]
    assert linked == [(owner.article_id,)]


CREDITS = tuple(
    f"{name} is a visiting correspondent of this paper."
    for name in (
        "Orla",
        "Pim",
        "Quist",
        "Rehn",
        "Sava",
        "Tove",
        "Una",
        "Vidar",
        "Wim",
        "Xenia",
        "Yrsa",
        "Zeno",
    )
)


def test_lines_that_say_nearly_the_same_in_three_stories_are_furniture(runtime):
    pages = [page(seed, CREDITS[seed]) for seed in (1, 2, 3)]
    clean(runtime, *pages[:2])
    assert all(labels(runtime, each) == ["body"] * 7 for each in pages[:2])
    clean(runtime, pages[2])
    assert all(labels(runtime, each)[-1] == "boilerplate" for each in pages)
    known = runtime.warehouse.ask("SELECT DISTINCT rule, story_votes, similar_votes FROM boilerplate_blocks")[
        1
    ]
    assert known == [("recurring_alike", 1, 3)]


def test_lines_of_one_form_amid_the_text_of_their_stories_are_kept(runtime):
    pages = [
        Held("herald.example", f"s{seed}", (*report(seed)[:3], CREDITS[seed], *report(seed)[3:]))
        for seed in (1, 2, 3)
    ]
    clean(runtime, *pages)
    assert all(set(labels(runtime, each)) == {"body"} for each in pages)


def test_who_signed_a_quoted_message_is_kept_however_many_reports_quote_him(runtime):
    signature = "— Orla Dahl (@orladahl) March 4, 2031"
    pages = [page(seed, signature, LINE) for seed in range(1, 7)]
    clean(runtime, *pages)
    assert all(labels(runtime, each) == ["body"] * 6 + ["background", "boilerplate"] for each in pages)
    texts = runtime.warehouse.ask("SELECT text, folding_text FROM article_versions")[1]
    assert all(signature in text and signature not in compared for text, compared in texts)


def test_lines_alike_on_different_hosts_do_not_vote_on_each_other(runtime):
    pages = [page(seed, CREDITS[seed], host=f"outlet{seed}.example") for seed in (1, 2, 3)]
    clean(runtime, *pages)
    assert all(set(labels(runtime, each)) == {"body"} for each in pages)


def test_a_line_loses_the_votes_of_a_line_alike_that_went(runtime):
    pages = [page(seed, CREDITS[seed]) for seed in (1, 2, 3)]
    clean(runtime, *pages)
    clean(runtime, replace(pages[2], texts=(*report(3), LINE)))
    assert labels(runtime, pages[0])[-1] == "body"


def test_a_bucket_with_more_lines_than_are_compared_is_the_same_in_any_order(
    sqlite_template, tmp_path, monkeypatch
):
    """Four lines of a bucket are compared with; the later ones push others out of that place."""
    monkeypatch.setattr("pipeline.steps.clean.similar_lines.COMPARED", 4)
    pages = [page(seed, line) for seed, line in enumerate(CREDITS)]
    states = states_after((pages, pages[::-1], pages[5:] + pages[:5]), sqlite_template, tmp_path)
    assert states[0] == states[1] == states[2]
    assert sum(label == "boilerplate" for *_, label, _, _, _ in states[0][0]) == len(CREDITS)


def test_the_last_paragraph_of_an_agencys_reports_is_kept_as_background(runtime):
    """Each report stands on two hosts with the same last paragraph, which no text of its own follows."""
    pages = [
        Held(f"outlet{number}.example", f"s{seed}", (*report(seed), BOX), hour=seed)
        for seed in (1, 2, 3)
        for number in (1, 2)
    ]
    clean(runtime, *pages)
    assert all(labels(runtime, each) == ["body"] * 6 + ["background"] for each in pages)


def test_a_page_of_first_lines_does_not_take_them_from_the_reports(runtime):
    reports = [page(seed) for seed in (1, 2, 3)]
    clean(
        runtime, *reports, Held("herald.example", "section", tuple(each.texts[0] for each in reports), hour=9)
    )
    assert all(labels(runtime, each) == ["body"] * 6 for each in reports)


@pytest.mark.parametrize("seed", range(3))
def test_a_line_on_very_many_pages_is_judged_by_some_of_them_in_any_order(runtime, monkeypatch, seed):
    """What a night costs must not grow with the pages that have a line already, nor the verdict depend on which came."""
    monkeypatch.setattr(recurring_blocks, "MOST_PAGES", 6)
    pages = [page(number, BOX, LINE, host=f"paper-{number % 2}.example") for number in range(1, 25)]
    others = [page(number, LINE, host=f"other-{number}.example") for number in range(30, 33)]
    Random(seed).shuffle(pages)
    for start in range(0, len(pages), 7):
        clean(runtime, *pages[start : start + 7])
    clean(runtime, *others)
    assert {tuple(labels(runtime, each)[6:]) for each in pages} == {("boilerplate", "boilerplate")}
    assert {tuple(labels(runtime, each)[6:]) for each in others} == {("boilerplate",)}
    counted = dict(
        runtime.warehouse.ask(
            f"SELECT host, story_votes FROM boilerplate_blocks WHERE fingerprint = {fingerprint(LINE)}"
        )[1]
    )
    assert counted == {"paper-0.example": 6, "paper-1.example": 6, "*": 15}


def test_twice_is_once(runtime):
    pages = [page(1, BOX, LINE), page(2, BOX, LINE), page(3, copy=1)]
    clean(runtime, *pages)
    before = state(runtime)
    with runtime.warehouse.write() as db:
        db.upsert("pending_work", [{"step": "clean", "subject_id": each.article_id} for each in pages])
    again = run(Request("r"), runtime)
    assert state(runtime) == before
    assert again.counts["relabelled"] == 0


def test_the_order_of_arrival_leaves_no_trace(sqlite_template, tmp_path):
    """Every order of five pages, one a run: a box on three stories, a copy, a foreign text."""
    owner = page(1, BOX, title="Owner of the text")
    pages = [
        owner,
        page(2, BOX),
        page(3, LINE, copy=1),
        Held("herald.example", "four", (*report(4), BOX, *owner.texts[2:5])),
    ]
    pages.append(page(5, LINE))
    states = states_after(list(permutations(pages))[::17], sqlite_template, tmp_path)
    assert all(each == states[0] for each in states)


def test_what_is_vetoed_comes_back_and_stays(runtime):
    pages = [page(1, BOX), page(2, BOX)]
    clean(runtime, *pages, BARE)
    assert [labels(runtime, each)[-1] for each in pages] == ["boilerplate", "boilerplate"]
    carriers = decide_boilerplate(
        runtime, "herald.example", fingerprint(BOX), BoilerplateStatus.VETOED, "anna"
    )
    run(Request("r"), runtime)
    clean(runtime, page(3, BOX))
    assert carriers == 2
    assert [labels(runtime, each)[-1] for each in pages] == ["body", "body"]
    assert runtime.warehouse.ask("SELECT status, decided_by FROM boilerplate_blocks")[1] == [
        ("vetoed", "anna")
    ]


def test_what_is_confirmed_goes_wherever_it_stands(runtime):
    first, second = report(1), report(2)
    pages = [
        Held("herald.example", name, (*texts[:3], BOX, *texts[3:]))
        for name, texts in (("a", first), ("b", second))
    ]
    clean(runtime, *pages, BARE)
    decide_boilerplate(runtime, "herald.example", fingerprint(BOX), BoilerplateStatus.CONFIRMED, "anna")
    run(Request("r"), runtime)
    assert labels(runtime, pages[0])[3] == "boilerplate"


def test_nobody_decides_about_a_block_nobody_knows(runtime):
    with pytest.raises(NotFoundError, match="furniture list"):
        decide_boilerplate(runtime, "herald.example", 7, BoilerplateStatus.VETOED, "anna")


def test_only_a_word_that_was_said_is_taken_back(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second, BARE)
    box = ("herald.example", fingerprint(BOX))
    decide_boilerplate(runtime, *box, BoilerplateStatus.VETOED, "anna")
    decide_boilerplate(runtime, *box, BoilerplateStatus.LEARNED, "anna")
    with pytest.raises(NotFoundError, match="nobody judged"):
        decide_boilerplate(runtime, *box, BoilerplateStatus.LEARNED, "anna")


def test_a_later_version_takes_the_votes_of_the_earlier_back(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second, BARE)
    assert labels(runtime, first)[-1] == "boilerplate"
    with runtime.warehouse.write() as db:
        db.run_many(
            "extract/renumber_version", [{"capture_id": second.capture_id, "version": 1, "is_latest": 0}]
        )
        hold(db, replace(second, texts=(*report(2), LINE), version=2))
    run(Request("r"), runtime)
    assert labels(runtime, first)[-1] == "body"


def test_a_block_that_nobody_carries_any_more_is_forgotten(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(1,)]
    clean(
        runtime, replace(first, texts=(*report(1), LINE)), replace(second, texts=(*report(2), "Another end"))
    )
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(0,)]


def test_a_block_that_the_rules_of_its_pages_have_come_to_know_is_forgotten(runtime):
    pages = page(1, BOX), page(2, BOX)
    clean(runtime, *pages, BARE)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(1,)]
    with runtime.warehouse.write() as db:
        for each in pages:
            labelled_before(db, each, 6, FURNITURE, page_labels.SCHEME)
    run(Request("r"), runtime)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(0,)]
    assert [labels(runtime, each)[-1] for each in pages] == ["boilerplate"] * 2


SLUGS = (
    "minister-resigns-over-budget",
    "ferries-taken-from-service",
    "dragon-race-cancelled",
    "school-roof-repaired",
    "mine-strike-ends",
)
WALL = (
    "Before you continue, choose how this site may use what it knows of you and of those you read with.",
    "Accept all",
)


def test_one_text_under_many_misnamed_addresses_is_quarantined(runtime):
    walls = [Held("herald.example", slug, WALL, hour=at) for at, slug in enumerate(SLUGS)]
    clean(runtime, *walls[:4])
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM rejections")[1] == [(0,)]
    counts = clean(runtime, walls[4], page(9)).counts
    assert counts["quarantined"] == 5
    assert runtime.warehouse.ask("SELECT DISTINCT reason FROM rejections")[1] == [("repeated_text",)]
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM article_versions")[1] == [(1,)]
    later = clean(runtime, Held("herald.example", "festival-opens-tonight-downtown", WALL, hour=20))
    assert later.counts["quarantined"] == 1


def test_a_quarantined_text_is_released_when_an_address_names_it(runtime):
    """A house sends its dead links to the top story, and we see that story's own address last."""
    story = (
        "The harbour ferries were taken from service on Thursday, for cracks were found in both of their hulls.",
    )
    dead = [
        Held("herald.example", slug, story, hour=at)
        for at, slug in enumerate((SLUGS[0], *SLUGS[2:], "festival-opens-tonight-downtown"))
    ]
    assert clean(runtime, *dead).counts["quarantined"] == 5
    counts = clean(
        runtime, Held("herald.example", "harbour-ferries-taken-from-service", story, hour=20)
    ).counts
    assert (counts["quarantined"], counts["released"]) == (0, 5)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM rejections")[1] == [(0,)]
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM article_versions")[1] == [(1,)]
