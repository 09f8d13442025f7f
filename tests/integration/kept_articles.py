"""Articles put straight into a warehouse, cleaned, for tests of the steps that fold; and made-up reports to fill them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.urls import url_key
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.identifiers import article_id_of
from pipeline.model import Request
from pipeline.settings import Settings
from pipeline.steps.fold import step as fold
from tests import made_rows as made

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.reports import Report

FIRST_DAY = datetime(2026, 3, 1, 6, tzinfo=UTC)
_SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "zu",
    "bren",
    "kal",
    "dor",
    "mist",
    "pel",
    "run",
    "sav",
    "tor",
    "wend",
]


def vocabulary(seed: int, size: int = 900) -> list[str]:
    """Return made-up words, always the same for a seed."""
    dice = random.Random(seed)
    return ["".join(dice.choices(_SYLLABLES, k=dice.choice((2, 2, 3)))) for _ in range(size)]


def report(seed: int, words: int = 220) -> str:
    """Return a made-up report; two seeds share next to nothing."""
    dice = random.Random(seed)
    stock = vocabulary(seed % 7)
    sentences = []
    while words > 0:
        size = min(words, dice.randint(8, 18))
        sentences.append(" ".join(dice.choices(stock, k=size)).capitalize() + ".")
        words -= size
    return "\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def edited(text: str, seed: int, changes: int = 6) -> str:
    """Return the text with a few plain words replaced, as a local desk would."""
    dice = random.Random(seed)
    words = text.split(" ")
    for _ in range(changes):
        words[dice.randrange(len(words))] = dice.choice(("rather", "quite", "local", "nearly", "often"))
    return " ".join(words)


@dataclass(frozen=True)
class Kept:
    """One article as the warehouse holds it."""

    name: str
    text: str
    article_at: datetime = FIRST_DAY
    host: str = "example.org"
    title: str | None = None
    wire_agency: str | None = None
    canonical_url: str | None = None
    authority: int = 0
    agency: bool = False
    publisher: str | None = None

    @property
    def source_id(self) -> str:
        house = (self.publisher or "").replace(" ", "-")
        return f"test{self.authority}{'agency' if self.agency else ''}{house}"

    @property
    def source(self) -> dict:
        """The row of its source."""
        said = {"authority": self.authority, "agency": int(self.agency), "publisher": self.publisher}
        return made.source(self.source_id, **said)

    @property
    def url(self) -> str:
        return f"https://{self.host}/{self.name}"

    @property
    def article_id(self) -> str:
        return article_id_of(url_key(self.url))


@dataclass
class FixedClock:
    """A clock that stands where it is put."""

    now: datetime = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Silent:
    """Progress that nobody sees."""

    def track(self, label, total=None, /):
        return self

    def __enter__(self):
        return lambda steps=1, /: None

    def __exit__(self, *_):
        return None


@dataclass
class Bench:
    """A runtime with a real warehouse and nothing else."""

    warehouse: object
    settings: Settings = field(default_factory=lambda: Settings(home=Path(), warehouse=""))
    clock: FixedClock = field(default_factory=FixedClock)
    progress: Silent = field(default_factory=Silent)
    kernel: Kernel = field(default_factory=CompiledKernel)

    def load(self, articles: Iterable[Kept]) -> None:
        """Put articles into the warehouse, or change their texts, and leave them to be folded."""
        kept = list(articles)
        with self.warehouse.write() as db:
            db.upsert("sources", list({each.source_id: each.source for each in kept}.values()))
            db.upsert("captures", [made.capture(each.url, each.source_id) for each in kept])
            db.upsert(
                "articles", [made.article(each.url, each.source_id, at=each.article_at) for each in kept]
            )
            db.upsert("article_versions", [version_of(each) for each in kept])
            db.upsert("pending_work", [{"step": "fold", "subject_id": each.article_id} for each in kept])

    def fold(self) -> Report:
        """Fold what is waiting."""
        return fold.run(Request("test"), self)

    def night(self, *articles: Kept) -> Report:
        """Load one night and fold it."""
        self.load(articles)
        return self.fold()

    def with_settings(self, **changes) -> Bench:
        return replace(self, settings=replace(self.settings, **changes))

    def table(self, statement: str) -> list[tuple]:
        """Ask the warehouse."""
        return self.warehouse.ask(statement)[1]

    def stories(self) -> list[list[str]]:
        """Return the partition: names of articles by story, sorted."""
        rows = self.table(
            "SELECT m.story_id, a.url FROM story_members AS m JOIN articles AS a ON a.article_id = m.article_id"
        )
        found: dict[str, list[str]] = {}
        for story_id, url in rows:
            found.setdefault(story_id, []).append(url.rsplit("/", 1)[1])
        return sorted(sorted(names) for names in found.values())

    def everything_but_ids(self) -> list[tuple]:
        """Return all that folding decides, without story ids."""
        members = self.table(
            "SELECT article_id, relation, matched_article_id, jaccard, containment, reason FROM story_members"
            " ORDER BY article_id"
        )
        pairs = self.table(
            "SELECT left_id, right_id, relation, jaccard, containment, shared_shingles, evidence FROM article_pairs"
            " ORDER BY left_id, right_id"
        )
        stories = self.table(
            "SELECT canonical_article_id, canonical_reason, title, article_count, independent_origin_count, origin"
            " FROM stories ORDER BY canonical_article_id"
        )
        return [self.stories(), members, pairs, stories]


def ids(articles: Sequence[Kept]) -> list[str]:
    """Return the ids of articles."""
    return [each.article_id for each in articles]


def version_of(kept: Kept) -> dict:
    """Return the row of an article's only version."""
    title = kept.title or " ".join(kept.text.split()[:6])
    columns = {"title": title, "wire_agency": kept.wire_agency, "canonical_url": kept.canonical_url}
    return made.version(kept.url, kept.text, at=kept.article_at, **columns)
