"""What a search costs as the warehouse grows: common words and rare ones, phrases, beginnings, Chinese; both databases.

    python benchmarks/search.py [--articles 10000 1000000] [--database sqlite postgresql]

Milliseconds of the median of five searches as `review.search` makes them, with twenty stories and their snippets, without
the HTML; and what it costs to write an article into the index. PostgreSQL is left out where its programs are absent.

Articles have 200 words from a vocabulary of 100,000, drawn as words of a language are (the second half as often as the
first), every tenth 300 Chinese characters of 3,000 instead. Their stories are of one article each. The rows of their
pages, blocks and signatures are not made: no search reads them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.review.search import SearchFilter, search
from pipeline.steps.fold.article_words import index_words
from tests.postgresql_cluster import Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
ARTICLES_A_DAY = 5_000
VOCABULARY, CHARACTERS = 100_000, 3_000
HOSTS = 100
AT_ONCE = 5_000
ASKED = {
    "a word of most articles": "w3",
    "a word of one in four": "w60",
    "three words": "w60 w300 w800",
    "a rare word": "w90000",
    "a phrase": '"w3 w60"',
    "a beginning": "w9000*",
    "four Chinese characters": chr(0x4E00 + 7) + chr(0x4E00 + 12) + chr(0x4E00 + 3) + chr(0x4E00 + 20),
    "nothing": "nowhere",
}


def texts(count: int, seed: int) -> Iterator[str]:
    """Yield made-up texts."""
    dice = np.random.default_rng(seed)
    words = np.exp(dice.random((count, 200)) * np.log(VOCABULARY)).astype(int)
    characters = np.exp(dice.random((count, 300)) * np.log(CHARACTERS)).astype(int)
    for number in range(count):
        if number % 10:
            yield " ".join(f"w{word}" for word in words[number])
        else:
            yield "".join(chr(0x4E00 + code) for code in characters[number])


def fill(warehouse: SqlWarehouse, first: int, last: int) -> float:
    """Write these articles; return the seconds that their words took."""
    said = list(texts(last - first, first))
    made = []
    for number, text in enumerate(said, first):
        host = f"paper-{number % HOSTS}.example"
        url = f"https://{host}/{number}"
        at = FIRST_DAY + timedelta(days=number // ARTICLES_A_DAY, seconds=number % ARTICLES_A_DAY)
        made.append((f"a{number:07}", url, host, at, text))
    with warehouse.write() as db:
        db.upsert("captures", [_capture(*each) for each in made])
        db.upsert("articles", [_article(*each) for each in made])
        db.upsert("article_versions", [_version(*each) for each in made])
        db.upsert("stories", [_story(*each) for each in made])
        db.upsert("story_members", [_member(*each) for each in made])
    began = time.perf_counter()
    with warehouse.write() as db:
        index_words(db, [article_id for article_id, *_ in made])
    return time.perf_counter() - began


def _capture(article_id: str, url: str, host: str, at: datetime, _text: str) -> dict[str, object]:
    return {
        "capture_id": article_id, "source_id": "s", "url": url, "url_key": url, "host": host, "fetched_at": at,
        "http_status": 200, "content_type": "text/html", "body_sha256": "", "body_bytes": 0, "archive": "",
        "archive_offset": 0,
    }  # fmt: skip


def _article(article_id: str, url: str, host: str, at: datetime, _text: str) -> dict[str, object]:
    return {
        "article_id": article_id, "url": url, "url_key": url, "host": host, "source_id": "s", "first_seen_at": at,
        "article_at": at,
    }  # fmt: skip


def _version(article_id: str, _url: str, _host: str, at: datetime, text: str) -> dict[str, object]:
    return {
        "capture_id": article_id, "article_id": article_id, "version": 1, "scheme": "", "page_kind": "article",
        "title": f"Report {article_id}", "text": text, "captured_at": at,
    }  # fmt: skip


def _story(article_id: str, _url: str, _host: str, at: datetime, _text: str) -> dict[str, object]:
    return {
        "story_id": f"s{article_id}", "canonical_article_id": article_id, "canonical_reason": "", "article_count": 1,
        "host_count": 1, "independent_origin_count": 1, "first_at": at, "last_at": at,
    }  # fmt: skip


def _member(article_id: str, _url: str, _host: str, _at: datetime, _text: str) -> dict[str, object]:
    return {
        "article_id": article_id, "story_id": f"s{article_id}", "relation": "canonical", "rule_version": "",
    }  # fmt: skip


def measure(warehouse: SqlWarehouse, name: str, articles: int, written: float) -> None:
    """Print what each search costs."""
    print(f"\n{name}, {articles:,} articles; written in {written * 1e6 / articles:.0f} µs an article")
    filters = {f"{what}, one host": (typed, "paper-7.example") for what, typed in list(ASKED.items())[:2]}
    for what, (typed, host) in {**{what: (typed, "") for what, typed in ASKED.items()}, **filters}.items():
        spent, found = [], 0
        for _ in range(5):
            began = time.perf_counter()
            with warehouse.read() as db:
                found = search(db, SearchFilter(typed, host)).article_count
            spent.append(time.perf_counter() - began)
        print(f"  {median(spent) * 1000:8.1f} ms  {found:9,} articles  {what}", flush=True)


def run(name: str, url: str, sizes: list[int]) -> None:
    """Fill a warehouse and measure it at each size."""
    warehouse = SqlWarehouse(url)
    warehouse.migrate()
    with warehouse.write() as db:
        db.upsert("sources", [{"source_id": "s", "kind": "folder", "location": "/", "added_at": FIRST_DAY}])
    held, written = 0, 0.0
    for size in sorted(sizes):
        while held < size:
            step = min(AT_ONCE, size - held)
            written += fill(warehouse, held, held + step)
            held += step
        warehouse.compact()
        measure(warehouse, name, held, written)
    warehouse.close()


def main() -> None:
    """Run on each database that there is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument(
        "--database", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"]
    )
    options = parser.parse_args()
    with ExitStack() as open_things:
        if "sqlite" in options.database:
            folder = open_things.enter_context(tempfile.TemporaryDirectory())
            run("SQLite", f"sqlite:///{folder}/warehouse.db", options.articles)
        if "postgresql" in options.database and (found := programs()):
            cluster = Cluster(found)
            open_things.callback(cluster.stop)
            run("PostgreSQL", str(cluster.url(cluster.create())), options.articles)


if __name__ == "__main__":
    main()
