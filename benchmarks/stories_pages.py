"""What a page of stories costs as the warehouse grows: the latest day, all days, a search, one host; both databases.

    python benchmarks/stories_pages.py [--stories 10000 100000]

Milliseconds of the median of five, client and server together, from the filter to the lines, without the HTML.
PostgreSQL is skipped where its programs are absent. A story in ten has three articles, the others one; a hundred hosts,
two thousand stories a day.
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

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.night import postgresql, sqlite
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.web.stories import day_page, front_day
from pipeline.web.story_filter import StoryFilter
from tests.postgresql_cluster import programs

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
STORIES_A_DAY = 2_000
HOSTS = 100
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
    }  # fmt: skip
    with warehouse.write() as db:
        db.upsert("sources", [{"source_id": "s", "kind": "folder", "location": "s", "added_at": FIRST_DAY}])
        for table, rows in tables.items():
            db.upsert(table, rows)


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


def milliseconds(warehouse: SqlWarehouse, wanted: StoryFilter) -> float:
    """Return what the page takes, in the median of five."""
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        with warehouse.read() as db:
            day_page(db, wanted)
        taken.append(1000 * (time.perf_counter() - started))
    return median(taken)


def main() -> None:
    """Print a row for each database and size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, nargs="+", default=[10_000, 100_000])
    sizes = parser.parse_args().stories
    names = asked(FIRST_DAY.date())
    print(f"| database | stories | {' | '.join(names)} |\n| --- |{' ---: |' * (len(names) + 1)}")
    for name, opened in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        if name == "PostgreSQL" and programs() is None:
            print("PostgreSQL's programs are not installed", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as (url, *_):
            warehouse = SqlWarehouse(url)
            warehouse.migrate()
            held = 0
            for size in sizes:
                for first in range(held, size, AT_ONCE):
                    fill(warehouse, first, min(first + AT_ONCE, size))
                held = size
                warehouse.compact()
                with warehouse.read() as db:
                    latest = front_day(db)
                cells = [f"{milliseconds(warehouse, wanted):.0f}" for wanted in asked(latest).values()]
                print(f"| {name} | {size:,} | {' | '.join(cells)} |", flush=True)
            warehouse.close()


if __name__ == "__main__":
    main()
