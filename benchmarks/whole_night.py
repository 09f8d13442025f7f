"""What each step of a night costs as the warehouse grows: clean, fold and check of the same number of pages.

    python benchmarks/whole_night.py [--texts news|press] [--night 2000] [--held 4000 20000] [--warehouse URL]

CPU seconds of this process. Pages are made up: texts of `folding_texts` in a frame of eight lines that every page of
its host has; twenty hosts. What is held came in nights, too, each a day after the one before.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.folding_texts import TEXTS
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.identifiers import article_id_of, capture_id_of
from pipeline.model import Block, BlockKind, Page, PageKind, Request
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.extract import page_labels
from tests.integration.kept_articles import Bench

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOSTS = 20
FRAME = [
    "Our newsletter brings the news of the day to your table at six every morning, and costs nothing but a look.",
    "Tap the bell to hear of it first",
    "More on this below",
    "Write to the desk",
    "All rights reserved by the publisher of these pages",
    "Follow us wherever you are",
    "Report a mistake in this article to our readers' editor, who answers every letter within two working days.",
    "Print this page",
]
STEPS = ("clean", "fold", "link", "check")
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def load(bench: Bench, reports: Sequence[Sequence[str]], night: int) -> None:
    """Put a night's pages into the warehouse as the extract step leaves them."""
    tables: dict[str, list] = {
        name: [] for name in ("captures", "articles", "article_versions", "article_blocks")
    }
    for number, report in enumerate(reports):
        host = f"paper-{number % HOSTS}.example"
        key = f"{host}/{night}-{number}"
        at = FIRST_DAY + timedelta(days=night, seconds=number)
        ids = {"article_id": article_id_of(key), "capture_id": capture_id_of(key, "body")}
        place = {"source_id": "s", "url": f"https://{key}", "url_key": key, "host": host}
        tables["captures"].append(
            place
            | {
                "capture_id": ids["capture_id"],
                "fetched_at": at,
                "http_status": 200,
                "content_type": "text/html",
            }
            | {
                "body_sha256": "body",
                "body_bytes": 1,
                "archive": "a",
                "archive_offset": 0,
                "read_scheme": "1",
            }
        )
        tables["articles"].append(
            place | {"article_id": ids["article_id"], "first_seen_at": at, "article_at": at}
        )
        own = [f"{line} ({host})" for line in FRAME]
        blocks = (Block(at, BlockKind.PARAGRAPH, text) for at, text in enumerate([*report, *own]))
        page = Page(PageKind.ARTICLE, tuple(blocks))
        draft = page_labels.draft_of(page, page_labels.labels_of(page), host)
        tables["article_versions"].append(
            page_labels.draft_row(draft.text)
            | ids
            | {"version": 1, "scheme": "1", "page_kind": "article", "title": None, "captured_at": at}
        )
        tables["article_blocks"].extend(
            row._asdict()
            | ids
            | {"position": block.position, "version": 1, "host": host, "kind": "paragraph", "region": "main"}
            | {"link_density": 0.0, "text": block.text, "fingerprint": fingerprint}
            | {"label": row.page_label, "rule": row.page_rule}
            for block, row, fingerprint in zip(page.blocks, draft.labels, draft.fingerprints, strict=True)
        )
    with bench.warehouse.write() as db:
        db.upsert("sources", [{"source_id": "s", "kind": "folder", "location": "s", "added_at": FIRST_DAY}])
        for table, rows in tables.items():
            db.upsert(table, rows)
        waiting = [{"step": "clean", "subject_id": row["article_id"]} for row in tables["articles"]]
        db.upsert("pending_work", waiting)


def run_steps(bench: Bench, run_id: str) -> Counter[str]:
    """Run the steps after extract; return the CPU seconds of each."""
    spent: Counter[str] = Counter()
    for name in STEPS:
        started = time.process_time()
        runner.run_step(name, Request(run_id), bench)
        spent[name] = time.process_time() - started
    return spent


def nights(sizes: Sequence[int], night: int) -> Iterator[tuple[int, bool]]:
    """Yield how many pages each night has, and whether it is measured: one is whenever a size is held."""
    held = 0
    for size in sizes:
        while held < size:
            count = min(size - held, 4_000)
            yield count, False
            held += count
        yield night, True
        held += night


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", choices=TEXTS, default="news")
    parser.add_argument("--night", type=int, default=2_000)
    parser.add_argument("--held", type=int, nargs="+", default=[4_000, 20_000])
    parser.add_argument(
        "--warehouse", help="address of an empty warehouse; SQLite in a folder of its own if left out"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(
            SqlWarehouse(asked.warehouse or f"sqlite:///{folder}/warehouse.db"),
            Settings(home=Path(folder), warehouse=""),
        )
        bench.warehouse.migrate()
        print(f"| held | {' | '.join(STEPS)} | CPU seconds |\n| ---: |{' ---: |' * (len(STEPS) + 1)}")
        held = 0
        plan = list(nights(asked.held, asked.night))
        reports = [text.split("\n") for text in TEXTS[asked.texts](sum(count for count, _ in plan))]
        for number, (count, is_measured) in enumerate(plan):
            load(bench, reports[held : held + count], number)
            spent = run_steps(bench, f"night-{number}")
            if is_measured:
                cells = " | ".join(f"{spent[name]:.1f}" for name in STEPS)
                print(f"| {held:,} | {cells} | {spent.total():.1f} |", flush=True)
            held += count
        bench.warehouse.close()


if __name__ == "__main__":
    main()
