"""Pages as the extract step leaves them, and what the clean step makes of them, for tests of that step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.identifiers import article_id_of, capture_id_of
from pipeline.model import Block, BlockKind, Page, PageKind, Region, Request
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from pipeline.steps.clean.step import run
from pipeline.steps.extract.page_labels import draft_of, draft_row, labels_of
from tests import made_rows

if TYPE_CHECKING:
    from pipeline.folding.kernel import Kernel

START = datetime(2031, 3, 4, tzinfo=UTC)
BOX = "Our reporters travel where others only telephone: the Herald is paid for by its readers and by nobody else on earth."
LINE = "Tap the bell to hear of it first"


@dataclass(frozen=True)
class CleanRuntime:
    """What the clean step uses of a runtime."""

    settings: Settings
    warehouse: SqlWarehouse
    progress: SilentProgress
    kernel: Kernel = field(default_factory=CompiledKernel)

    def clock(self):
        return START + timedelta(days=30)


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
class DraftedPage:
    """A page as the extract step leaves it."""

    host: str
    slug: str
    texts: tuple[str, ...]
    hour: int = 0
    title: str | None = None
    menu: str = ""
    version: int = 1

    @property
    def read(self):
        regions = [(text, Region.MAIN) for text in self.texts] + [(self.menu, Region.NAV)] * bool(self.menu)
        blocks = (Block(at, BlockKind.PARAGRAPH, *each) for at, each in enumerate(regions))
        return Page(PageKind.ARTICLE, tuple(blocks), title=self.title)

    @property
    def key(self):
        return f"{self.host}/{self.slug}"

    @property
    def article_id(self):
        return article_id_of(self.key)

    @property
    def capture_id(self):
        return capture_id_of(self.key, f"body {self.version}")


def hold(db, page):
    """Put a page into the warehouse, and leave it to be cleaned."""
    at, url, body = START + timedelta(hours=page.hour), f"https://{page.key}", f"body {page.version}"
    draft = draft_of(page.read, labels_of(page.read), page.host)
    drafted = draft_row(draft.text)
    version = made_rows.version(url, body=body, at=at, **drafted, version=page.version, title=page.title)
    blocks = [
        made_rows.block(version, page.host, block.position, block.text, region=block.region)
        | label._asdict()
        | {"label": label.page_label, "rule": label.page_rule}
        for block, label in zip(page.read.blocks, draft.labels, strict=True)
    ]
    db.upsert("sources", [made_rows.source("s")], keep=["added_at"])
    db.upsert("captures", [made_rows.capture(url, "s", body=body, fetched_at=at)])
    db.upsert("articles", [made_rows.article(url, "s", at=at)])
    db.upsert("article_versions", [version])
    db.upsert("article_blocks", blocks)
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
        fakes = CleanRuntime(Settings(home=folder, warehouse=url), SqlWarehouse(url), SilentProgress())
        for each in order:
            clean(fakes, each)
        states.append(state(fakes))
        fakes.warehouse.close()
    return states


def page(seed, *frame, host="herald.example", copy=None, **known):
    texts = report(seed if copy is None else copy)
    return DraftedPage(host, f"story-{seed}", (*texts, *frame), hour=seed, **known)


BARE = page(90)
"""A third story of the host, without any frame: of two alone nothing shows that they are unrelated."""

SHARE_BAR, TEXT = ("boilerplate", "share_bar"), ("body", "text")


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
    given = labels_of(page.read)
    now = {each.position: label if each.position == position else each.label for each in given}
    texts = [block.text for block in page.read.blocks if now[block.position] == "body"]
    db.run("extract/set_draft", draft_text="\n\n".join(texts), page_scheme=scheme, capture_id=page.capture_id)
    db.upsert("pending_work", [{"step": "clean", "subject_id": page.article_id}])
