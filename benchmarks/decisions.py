"""What newsfold decides about given sources, written down and compared, so that a change of the house changes nothing.

    python -m benchmarks.decisions write OUT.jsonl.gz SOURCE [SOURCE ...]
    python -m benchmarks.decisions compare BEFORE.jsonl.gz AFTER.jsonl.gz

`write` loads the sources one by one, in the order given, into a warehouse of its own (or the empty one that
NEWSFOLD_WAREHOUSE names) and writes every row that says what was decided: stories by their members, canonical
articles with reasons, pairs with relations and scores, labels and rules of every block, texts, boilerplate, clusters
of drafts, rejections. `compare` says how two such files differ, after the names in `renamed.json`; it exits with 1
when they do. Story ids are left out: they remember which article came first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import create_engine, inspect, text

from pipeline.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

RENAMED = Path(__file__).with_suffix("").parent / "renamed.json"

DECIDED = {
    "article_versions": (
        "capture_id", "article_id", "version", "is_latest", "page_kind", "title", "byline", "published_at",
        "published_note", "language", "site_name", "canonical_url", "text", "folding_text", "text_sha256",
        "draft_text", "word_count", "wire_agency", "origin_confidence", "origin_evidence",
    ),
    "article_blocks": (
        "capture_id", "position", "article_id", "version", "host", "kind", "place", "link_density", "text", "lines",
        "fingerprint", "page_label", "page_rule", "label", "rule", "other_article_id", "in_spine",
        "prefix_fingerprint",
    ),
    "boilerplate_blocks": (
        "host", "fingerprint", "kind", "status", "rule", "story_votes", "inside_votes", "title_votes", "own_votes",
        "travels", "alike_votes", "alike_inside_votes", "host_votes", "sample", "first_seen_at", "last_seen_at",
    ),
    "articles": ("article_id", "url", "url_key", "host", "first_seen_at", "article_at"),
    "article_pairs": (
        "corpus", "left_id", "right_id", "relation", "jaccard", "containment", "shared_shingles", "evidence",
        "rule_version",
    ),
    "rejections": ("capture_id", "reason", "detail"),
    "vote_units": ("article_id", "unit_id"),
    "story_members": ("article_id", "relation", "matched_article_id", "jaccard", "containment", "reason"),
    "stories": (
        "canonical_article_id", "canonical_reason", "title", "language", "article_count", "host_count",
        "independent_origin_count", "origin", "first_at", "last_at",
    ),
}  # fmt: skip
"""The tables and columns that hold decisions, by the names they had when this was first written."""

PARTITION = "SELECT story_id, article_id FROM story_members ORDER BY article_id"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decisions", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("out", type=Path)
    writing.add_argument("sources", nargs="+")
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "compare":
        return compare(options.before, options.after)
    with tempfile.TemporaryDirectory(prefix="newsfold-decisions-") as home:
        os.environ["NEWSFOLD_HOME"] = home
        os.environ.setdefault("NEWSFOLD_WAREHOUSE", f"sqlite:///{home}/decisions.db")
        newsfold("init")
        for source in options.sources:
            newsfold("ingest", "--source", source)
        write(options.out, os.environ["NEWSFOLD_WAREHOUSE"])
    return 0


def newsfold(*words: str) -> None:
    """Run a command as a person would type it; raise what it raises."""
    cli.main(list(words), standalone_mode=False)


def write(out: Path, warehouse: str) -> None:
    """Write every decision of the warehouse as one JSON list a line: dataset, then column and value pairs."""
    engine = create_engine(warehouse)
    with engine.connect() as connection, gzip.open(out, "wt", encoding="utf-8", compresslevel=4) as file:
        for name, row in decisions(connection):
            file.write(json.dumps([name, row], ensure_ascii=False, sort_keys=True, default=_plain) + "\n")
    engine.dispose()


def decisions(connection: Connection) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (dataset, row) under the names of `DECIDED`, whatever this warehouse calls tables and columns."""
    renamed = json.loads(RENAMED.read_text("utf-8"))
    known = inspect(connection)
    tables = set(known.get_table_names())
    for name, columns in DECIDED.items():
        table = name if name in tables else renamed["tables"][name]
        held = {column["name"] for column in known.get_columns(table)}
        called = [each if each in held else renamed["columns"][f"{name}.{each}"] for each in columns]
        statement = f"SELECT {', '.join(called)} FROM {table}"
        for row in connection.execute(text(statement)):
            yield name, dict(zip(columns, row, strict=True))
    members = defaultdict(list)
    for story_id, article_id in connection.execute(text(PARTITION)):
        members[story_id].append(article_id)
    for articles in members.values():
        yield "partition", {"members": articles}


def compare(before: Path, after: Path) -> int:
    """Print how many rows differ in each dataset, with the first of them, and return 1 if any does."""
    renamed = json.loads(RENAMED.read_text("utf-8"))["values"]
    was, now = _read(before, renamed), _read(after, renamed)
    differing = 0
    for name in sorted(was.keys() | now.keys()):
        gone, come = was[name] - now[name], now[name] - was[name]
        count = max(gone.total(), come.total())
        differing += count
        print(f"{name}: {was[name].total()} rows before, {now[name].total()} after, {count} differ")
        for sign, rows in (("-", gone), ("+", come)):
            for row in sorted(rows)[:5]:
                print(f"  {sign} {row[:600]}")
    return 1 if differing else 0


def _read(path: Path, renamed: Mapping[str, Mapping[str, str]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            name, row = json.loads(line)
            for column, names in renamed.items():
                table, _, column_name = column.partition(".")
                if table == name and column_name in row:
                    row[column_name] = names.get(row[column_name], row[column_name])
            found[name][json.dumps(row, ensure_ascii=False, sort_keys=True)] += 1
    return found


def _plain(value: object) -> object:
    if hasattr(value, "astimezone"):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


if __name__ == "__main__":
    raise SystemExit(main())
