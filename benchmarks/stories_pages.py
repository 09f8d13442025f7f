"""What the pages cost as the warehouse grows: stories by day, word and host, and every other page; both databases.

    python benchmarks/stories_pages.py [--stories 10000 100000]

Milliseconds of the median of five: of the stories, from the filter to the lines; of the pages, from the request to the
whole answer, HTML and all. PostgreSQL is skipped where its programs are absent. A story in ten has three articles, the
others one; two stories in twenty are one event; a hundred hosts with a hundred recurring lines each, two thousand
stories a day. The words of the texts are not made searchable: `benchmarks/search.py` measures that.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.night import postgresql, sqlite
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.web.server import local_app
from pipeline.web.stories import day_page, front_day
from pipeline.web.story_filter import StoryFilter
from tests.postgresql_cluster import programs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.adapters.warehouse import SqlWarehouse

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
STORIES_A_DAY = 2_000
HOSTS = 100
LINES_A_HOST = 100
AT_ONCE = 10_000


def articles(first: int, last: int) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the articles of these stories: the number of the story, and what all tables tell of the article."""
    for story in range(first, last):
        for copy in range(3 if story % 10 == 0 else 1):
            name = f"{story:07}-{copy}"
            host = f"paper-{(story + copy) % HOSTS}.example"
            at = FIRST_DAY + timedelta(days=story // STORIES_A_DAY, seconds=story % STORIES_A_DAY)
            yield (
                story,
                {
                    "article_id": f"a{name}",
                    "capture_id": f"c{name}",
                    "url": f"https://{host}/{name}",
                    "at": at,
                }
                | {
                    "host": host,
                    "title": f"Council {story % 977} weighs plan {story}",
                    "text": "A report. " * 200,
                },
            )


def fill(warehouse: SqlWarehouse, first: int, last: int) -> None:
    """Write these stories with their articles as a night leaves them."""
    told = list(articles(first, last))
    tables: dict[str, list[dict[str, object]]] = {
        "captures": [
            {name: each[name] for name in ("capture_id", "url", "host")}
            | {"url_key": each["url"], "source_id": "s", "fetched_at": each["at"], "http_status": 200}
            | {"content_type": "text/html", "body_sha256": "b", "body_bytes": 1, "archive": "a", "archive_offset": 0}
            for _, each in told
        ],
        "articles": [
            {name: each[name] for name in ("article_id", "url", "host")}
            | {"url_key": each["url"], "source_id": "s", "first_seen_at": each["at"], "article_at": each["at"]}
            for _, each in told
        ],
        "article_versions": [
            {name: each[name] for name in ("capture_id", "article_id", "title", "text")}
            | {"version": 1, "scheme": "1", "page_kind": "article", "captured_at": each["at"]}
            for _, each in told
        ],
        "stories": [
            {"story_id": f"s{story}", "canonical_article_id": each["article_id"], "canonical_reason": "earliest"}
            | {"title": each["title"], "language": "en", "article_count": 3 if story % 10 == 0 else 1}
            | {"host_count": 1, "independent_origin_count": 1, "origin": each["host"]}
            | {"first_at": each["at"], "last_at": each["at"]}
            for story, each in told
            if str(each["article_id"]).endswith("-0")
        ],
        "story_members": [
            {"article_id": each["article_id"], "story_id": f"s{story}", "relation": "identical", "rule_version": "1"}
            for story, each in told
        ],
        "article_pairs": [
            {"corpus": "clean", "left_id": str(each["article_id"])[:-1] + "0", "right_id": each["article_id"]}
            | {"relation": "identical", "jaccard": 1.0, "containment": 1.0, "shared_shingles": 400}
            | {"evidence": "{}", "rule_version": "1"}
            for _, each in told
            if not str(each["article_id"]).endswith("-0")
        ],
        "events": [
            {"event_id": f"e{_event_of(story)}", "title": each["title"], "language": "en", "host_count": 1}
            | {"story_count": 1 + (story % 20 == 0), "article_count": 1, "independent_source_count": 1}
            | {"first_at": each["at"], "last_at": each["at"]}
            for story, each in told
            if _event_of(story) == story and str(each["article_id"]).endswith("-0")
        ],
        "event_members": [
            {"story_id": f"s{story}", "event_id": f"e{_event_of(story)}", "rule_version": "1"}
            for story in range(first, last)
        ],
    }  # fmt: skip
    with warehouse.write() as db:
        db.upsert("sources", [{"source_id": "s", "kind": "folder", "location": "s", "added_at": FIRST_DAY}])
        db.upsert("boilerplate_blocks", list(recurring_lines()))
        for table, rows in tables.items():
            db.upsert(table, rows)


def _event_of(story: int) -> int:
    """Return the number of the event: the second story of twenty is of the event of the first."""
    return story - 1 if story % 20 == 1 else story


def recurring_lines() -> Iterator[dict[str, object]]:
    """Yield what was learned of the hosts."""
    for host in range(HOSTS):
        for line in range(LINES_A_HOST):
            yield {
                "host": f"paper-{host}.example", "fingerprint": 1_000 * host + line, "kind": "boilerplate",
                "status": "learned", "rule": "recurring", "story_votes": 40, "host_votes": 1,
                "sample": f"Read more of district {line}",
            }  # fmt: skip


def asked(latest: date) -> dict[str, StoryFilter]:
    """Return what readers ask for."""
    return {
        "latest day": StoryFilter(day=latest),
        "all days": StoryFilter(),
        "all days, by time": StoryFilter(order="time"),
        "a word": StoryFilter(typed="weighs plan 77"),
        "no such word": StoryFilter(typed="zeppelin"),
        "one host": StoryFilter(host="paper-7.example"),
    }


PAGES = {
    "front": "/",
    "a story": "/story/s77",
    "an article": "/article/a0000077-0",
    "a pair": "/pair/a0000070-0/a0000070-1",
    "pairs": "/pairs",
    "pairs of a host": "/pairs?host=paper-7.example",
    "events": "/events",
    "an event": "/event/e40",
    "boilerplate": "/boilerplate",
    "of a host": "/boilerplate/of?host=paper-7.example",
    "network": "/network",
    "sources": "/sources",
    "health": "/health",
    "stories as JSON": "/api/v1/stories",
    "pairs as JSON": "/api/v1/pairs",
    "events as JSON": "/api/v1/events",
}
"""The pages by what they show, and the addresses at which they are asked for."""


def lines_of(warehouse: SqlWarehouse, wanted: StoryFilter) -> Callable[[], object]:
    """Return a function that reads a page of stories."""

    def read() -> None:
        with warehouse.read() as db:
            day_page(db, wanted)

    return read


def answer_of(browser: TestClient, address: str) -> Callable[[], object]:
    """Return a function that asks for a page, and raises where it is not given."""
    return lambda: browser.get(address).raise_for_status()


def milliseconds(ask: Callable[[], object]) -> float:
    """Return what a question takes, in the median of five."""
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - started))
    return median(taken)


def main() -> None:
    """Print a row for each database and size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, nargs="+", default=[10_000, 100_000])
    sizes = parser.parse_args().stories
    rows: dict[str, list[str]] = {name: [] for name in (*asked(FIRST_DAY.date()), *PAGES)}
    heads = []
    for name, opened in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        if name == "PostgreSQL" and programs() is None:
            print("PostgreSQL's programs are not installed", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as (url, *_):
            home = {"NEWSFOLD_HOME": folder, "NEWSFOLD_WAREHOUSE": url}
            runtime = build(Settings.from_environment(home))
            warehouse = runtime.warehouse
            warehouse.migrate()
            browser = TestClient(local_app(runtime, editor=True), base_url="http://127.0.0.1")
            held = 0
            for size in sizes:
                for first in range(held, size, AT_ONCE):
                    fill(warehouse, first, min(first + AT_ONCE, size))
                held = size
                warehouse.compact()
                with warehouse.read() as db:
                    latest = front_day(db)
                questions = {what: lines_of(warehouse, each) for what, each in asked(latest).items()}
                questions |= {what: answer_of(browser, address) for what, address in PAGES.items()}
                for what, ask in questions.items():
                    rows[what].append(f"{milliseconds(ask):.0f}")
                heads.append(f"{name}, {size:,}")
                print(f"{name}: {size:,} stories done", file=sys.stderr, flush=True)
            warehouse.close()
    print(f"| page | {' | '.join(heads)} |\n| --- |{' ---: |' * len(heads)}")
    for what, cells in rows.items():
        print(f"| {what} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
