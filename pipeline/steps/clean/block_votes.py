"""Votes on recurring blocks, counted in the warehouse and judged by pure rules.

Two rounds, each a function of what the one before left. First it is settled which long blocks recur on a host, for
that decides the spine of every article that carries them; then which blocks stand within a spine, for that decides
what they are. The articles whose labels may change thereby are left waiting in the ledger. A line's votes are counted
twice: by itself, and together with the lines that say nearly the same.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.cleaning.blocks import says_words
from pipeline.cleaning.recurring.classify import (
    ANY_HOST,
    LEFT_AS_IS,
    LONG_CHARACTERS,
    VOTE_COLUMNS,
    Kind,
    TextBlock,
    judge,
    place_in,
    spine_of,
)
from pipeline.model import BoilerplateStatus, Label
from pipeline.steps.clean.similar_lines import count_alike, index_lines, lines_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row

COMMON = 500
"""Pages of a host, in the order of their ids, that are asked about a short line; on more it stands for good.

Five stories settle what such a line is (`EVERYWHERE_VOTES`), and the first so many pages are never fewer stories than
that, but for a host that shows one story hundreds of times. Long blocks are counted in full: their share of the
host's stories matters.
"""

ARTICLES_AT_ONCE = 500
"""Articles whose blocks are in memory at once while their spines are found."""

_Key = tuple[str, int]
_COUNTS = (
    "story_votes", "inside_votes", "title_votes", "own_votes", "similar_votes", "similar_inside_votes", "host_votes",
    "cross_host",
)  # fmt: skip
_STORED = (
    "host",
    "fingerprint",
    "kind",
    "rule",
    "status",
    *_COUNTS,
    "sample",
    "first_seen_at",
    "last_seen_at",
)
_NOT_RECURRING = frozenset({Kind.BELOW_THRESHOLD, Kind.PREFIX})


def settle_votes(db: Connection, gone: set[int], kernel: Kernel) -> Counter[str]:
    """Count the votes that the waiting articles touch, and those on blocks that are gone from articles.

    They are left to be labelled, and so is whoever carries a block that is judged otherwise than before.
    """
    waiting = {row["article_id"] for row in db.rows("clean/list_articles_to_vote")}
    if not waiting and not gone:
        return Counter()
    index_lines(db, waiting, kernel)
    voters = db.rows("clean/list_blocks_of_voters", articles=waiting)
    hosts = {row["host"] for row in db.rows("clean/list_hosts_of_voters", articles=waiting)} - {None, ""}
    prefixes = {row["prefix_fingerprint"] for row in voters} - {None}
    orphaned = {row["fingerprint"] for row in db.rows("clean/list_orphaned_blocks", hosts=hosts)}
    besides = gone | prefixes | orphaned
    changed = besides | {row["fingerprint"] for row in voters}
    long = [row for row in voters if row["characters"] >= LONG_CHARACTERS]
    lasting = besides | {row["fingerprint"] for row in long}
    host_stories: dict[str, int] = {}
    before = _known(db, hosts, lasting, prefixes)
    settled = _settle(db, before, lasting, prefixes, host_stories, kernel=kernel)
    respined = _carriers(db, _differing(before, settled, _recurs))
    respined |= {row["article_id"] for row in long if _recurs(settled.get((row["host"], row["fingerprint"])))}
    touched = _with_alike(db, changed | _settle_spines(db, respined))
    between = _known(db, hosts, touched, prefixes)
    before = {key: row for key, row in between.items() if key not in settled} | before
    settled = _settle(db, between, touched, prefixes, host_stories, kernel=kernel)
    concerned = waiting | respined | _carriers(db, _differing(before, settled, _meaning))
    db.upsert("pending_work", [{"step": "label", "subject_id": article_id} for article_id in concerned])
    db.run("clean/delete_voted_work", articles=waiting)
    return Counter(learned=len(settled.keys() - before.keys()), forgotten=len(before.keys() - settled.keys()))


# Votes


def _with_alike(db: Connection, fingerprints: set[int]) -> set[int]:
    """Return these blocks, and the lines whose votes depend on them."""
    if not fingerprints:  # a planner may take an empty list for a long one, and read all lines
        return fingerprints
    return fingerprints | lines_beside(db, fingerprints)


def _known(db: Connection, hosts: set[str], blocks: set[int], prefixes: set[int]) -> dict[_Key, Row]:
    rows = db.rows("clean/list_known_blocks", hosts=hosts, blocks=blocks, prefixes=prefixes)
    return {(row["host"], row["fingerprint"]): row for row in rows}


def _settle(
    db: Connection,
    before: Mapping[_Key, Row],
    touched: set[int],
    prefixes: set[int],
    host_stories: dict[str, int],
    *,
    kernel: Kernel,
) -> dict[_Key, Row]:
    """Judge what is touched by its votes counted anew, the rest by the votes it has; store and return all that recurs.

    A person's word stands even where no votes are left. `host_stories` takes up the stories of each host that matters.
    """
    standing = [_votes_of(row) for row in before.values() if row["fingerprint"] not in touched]
    rows = [*_counted(db, touched, prefixes, kernel), *standing]
    settled: dict[_Key, Row] = {}
    votes = pd.DataFrame(rows, columns=[*VOTE_COLUMNS, "sample", "first_seen_at", "last_seen_at"])
    _count_stories(db, set(votes["host"]), host_stories)
    votes["host_stories"] = votes["host"].map(host_stories).fillna(0).astype("int64")
    for judged in judge(votes).to_dict("records") if rows else ():
        row = {str(name): value for name, value in judged.items()}
        key = (str(row["host"]), int(row["fingerprint"]))
        status = before[key]["status"] if key in before else BoilerplateStatus.LEARNED.value
        settled[key] = {name: (row | {"status": status})[name] for name in _STORED}
    for key, known in before.items():
        if key not in settled and known["status"] != BoilerplateStatus.LEARNED:
            settled[key] = dict(known) | dict.fromkeys(_COUNTS, 0)
    db.upsert("boilerplate_blocks", [row for key, row in settled.items() if row != before.get(key)])
    gone = [{"host": host, "fingerprint": each} for host, each in before.keys() - settled.keys()]
    db.run_many("clean/delete_forgotten_blocks", gone)
    return settled


def _count_stories(db: Connection, hosts: set[str], host_stories: dict[str, int]) -> None:
    counted = db.rows("clean/count_stories_of_hosts", hosts=hosts - host_stories.keys())
    host_stories |= dict.fromkeys(hosts, 0) | host_stories
    host_stories |= {row["host"]: row["host_stories"] for row in counted}


def _counted(db: Connection, blocks: set[int], prefixes: set[int], kernel: Kernel) -> Iterator[Row]:
    none_alike = {"similar_votes": 0, "similar_inside_votes": 0}
    not_counted = {"title_votes": 0, "own_votes": 0, "cross_host": 0}
    alike = count_alike(db, blocks, kernel)
    common = db.rows("clean/list_common_lines", blocks=blocks, most=COMMON, shorter_than=LONG_CHARACTERS)
    for row in db.rows("clean/count_votes", blocks=blocks, common=common):
        if row["host"] == ANY_HOST and not says_words(row["sample"]):
            continue
        beside = alike.pop((row["host"], row["fingerprint"]), none_alike)
        also = {name: beside[name] for name in none_alike}
        yield dict(row) | also | {"is_prefix": False}
    for row in alike.values():
        also = {"is_prefix": False, "host_votes": 1} | not_counted
        yield dict(row) | also | {"any_votes": row["story_votes"], "characters": len(row["sample"])}
    for row in db.rows("clean/count_prefix_votes", prefixes=prefixes):
        no_text = {"is_prefix": True, "inside_votes": 0} | not_counted
        yield dict(row) | no_text | none_alike | {"any_votes": row["story_votes"]}


def _votes_of(row: Row) -> Row:
    """Return the votes a known block has. It recurs, so two units at least have it as text or as headline."""
    read = {"is_prefix": row["kind"] == Kind.PREFIX, "characters": len(row["sample"])}
    return dict(row) | read | {"any_votes": max(row["story_votes"], 2)}


def _recurs(row: Row | None) -> bool:
    return row is not None and row["kind"] not in _NOT_RECURRING


def _meaning(row: Row | None) -> tuple[object, ...]:
    """Return what of a known block matters to the articles that carry it."""
    is_learned = row is not None and row["status"] == BoilerplateStatus.LEARNED
    if row is None or (is_learned and row["kind"] in LEFT_AS_IS):
        return ()
    return row["kind"], row["rule"], row["status"]


def _differing(
    before: Mapping[_Key, Row], after: Mapping[_Key, Row], meaning: Callable[[Row | None], object]
) -> list[_Key]:
    keys = before.keys() | after.keys()
    return [key for key in keys if meaning(before.get(key)) != meaning(after.get(key))]


def _carriers(db: Connection, keys: Iterable[_Key]) -> set[str]:
    known = [{"host": host, "fingerprint": each} for host, each in keys]
    return {row["article_id"] for row in db.rows("clean/list_articles_with_blocks", known=known)}


# Spines


def _settle_spines(db: Connection, articles: Iterable[str]) -> set[int]:
    """Find the spine of every version of these articles; return the blocks that came to stand in one, or left it.

    All others have the spine that their page alone gives them.
    """
    ordered = sorted(articles)
    shifted: set[int] = set()
    for start in range(0, len(ordered), ARTICLES_AT_ONCE):
        chunk = ordered[start : start + ARTICLES_AT_ONCE]
        blocks = db.rows("clean/list_text_blocks_of_articles", articles=chunk)
        changes: list[Row] = []
        for capture_id, group in groupby(blocks, key=itemgetter("capture_id")):
            rows = list(group)
            spine = _spine(rows)
            changed = [
                row["fingerprint"] for row in rows if row["in_body_span"] != place_in(spine, row["position"])
            ]
            if changed:
                shifted.update(changed)
                first, last = spine or (None, None)
                changes.append({"capture_id": capture_id, "first_position": first, "last_position": last})
        db.run_many("clean/set_spine", changes)
    return shifted


def _spine(rows: Iterable[Row]) -> tuple[int, int] | None:
    long = [row for row in rows if row["characters"] >= LONG_CHARACTERS]
    recurring = {
        row["fingerprint"] for row in long if row["kind"] is not None and row["kind"] not in _NOT_RECURRING
    }
    blocks = [
        TextBlock(row["position"], row["fingerprint"], None, row["characters"], Label.BODY, "text")
        for row in long
    ]
    return spine_of(blocks, recurring)
