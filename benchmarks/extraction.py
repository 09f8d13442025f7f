"""CPU of a page to its blocks, against stock `trafilatura.bare_extraction(with_metadata=True)`, in one run.

Both read the same bytes, one after the other page by page, each going first on every other page, so that a busy
machine slows them alike. Only the ratio means something. The texts are compared too: a fast wrong answer is none.

    python benchmarks/extraction.py [--every N] [--gold FOLDER]
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import os
import re
import statistics
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipeline.errors import Rejected
from pipeline.model import TAKEN, Fetched, Page
from pipeline.parsing.charset import decode
from pipeline.parsing.pages.page import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator

_GOLD = Path(os.environ.get("NEWSFOLD_GOLD") or Path(__file__).parents[2] / "shared" / "gold")
_WARM_UP = 40
"""Pages read once before they are timed: both load and compile things at first use."""
_WORD = re.compile(r"\w+")


def gold_pages(gold: Path) -> Iterator[tuple[str, Fetched]]:
    """Yield (set, capture) for every labelled page and every page of the nights."""
    now = datetime.now(UTC)
    for rows_path in sorted(gold.glob("extraction/*.jsonl.gz")):
        name = rows_path.name.removesuffix(".jsonl.gz")
        with gzip.open(rows_path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        with tarfile.open(rows_path.with_name(f"{name}.html.tar.xz")) as archive:
            bodies = {
                member.name: archive.extractfile(member).read() for member in archive if member.isfile()
            }
        for row in rows:
            body = next(body for path, body in bodies.items() if path.endswith(row["html_path"]))
            url = row.get("url") or "http://www.example.com/news/story.html"
            yield name, Fetched(url, now, 200, {"Content-Type": "text/html"}, body)
    for path in sorted(gold.glob("nights/*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                at = datetime.fromisoformat(record.headers["WARC-Date"])
                headers = dict(record.http_headers) if record.http_headers else {}
                yield (
                    "nights",
                    Fetched(record.headers["WARC-Target-URI"], at, 200, headers, record.reader.read()),
                )


def stock(fetched: Fetched) -> object:
    """Return what a user gets who changes nothing."""
    return trafilatura.bare_extraction(fetched.body, url=fetched.url, with_metadata=True)


def ours(fetched: Fetched) -> Page | None:
    """Return the page, or None for what is no article."""
    try:
        return parse_page(fetched)
    except Rejected:
        return None


def main() -> None:
    """Print the ratio, and on how many pages the texts differ."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--gold", type=Path, default=_GOLD)
    arguments.add_argument("--every", type=int, default=1, help="take one page in so many")
    chosen = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    spent: dict[str, list[float]] = {"ours": [], "stock": []}
    differing, unread = [], []
    for number, (name, fetched) in enumerate(gold_pages(chosen.gold)):
        if number < _WARM_UP:
            ours(fetched), stock(fetched)
        if number % chosen.every:
            continue
        contenders = [("ours", ours), ("stock", stock)]
        results = {}
        for contender, read in contenders if len(spent["ours"]) % 2 else reversed(contenders):
            began = time.process_time()
            results[contender] = read(fetched)
            spent[contender].append(time.process_time() - began)
        stock_words = _stock_words(fetched)  # untimed, and last: it fills stock's caches
        if _words(results["ours"]) != stock_words:
            (differing if stock_words else unread).append(f"{name} {fetched.url}")
    mine, theirs = sum(spent["ours"]), sum(spent["stock"])
    by_page = statistics.median(b / a for a, b in zip(spent["ours"], spent["stock"], strict=True))
    pages = len(spent["ours"])
    print(f"{pages} pages, {1000 * mine / pages:.2f} ms each, {pages / mine:.0f} pages a second of CPU")
    print(f"stock takes {theirs / mine:.2f} x our time in all, {by_page:.2f} x on the median page")
    print(f"{len(differing)} pages with other words than stock without comments", *differing, sep="\n  ")
    print(f"{len(unread)} pages on which stock finds no word, and we do", *unread, sep="\n  ")


def _words(result: object) -> list[str]:
    blocks = result.blocks if isinstance(result, Page) else ()
    return _WORD.findall("\n".join(block.text for block in blocks if block.region in TAKEN))


def _stock_words(fetched: Fetched) -> list[str]:
    html = decode(
        fetched.body, fetched.content_type
    )  # ours: a wrong character set would drown the comparison
    document = trafilatura.bare_extraction(html, include_comments=False, with_metadata=False)
    return _WORD.findall(getattr(document, "text", None) or "")


if __name__ == "__main__":
    main()
