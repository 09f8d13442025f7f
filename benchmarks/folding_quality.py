"""How well folding tells copies from look-alikes, on labelled pairs; clusterers beside each other.

    python benchmarks/folding_quality.py GOLD [--texts FILE.jsonl.gz]
    python benchmarks/folding_quality.py --presses

`--texts` gives other (cleaned) texts for the labelled pages: rows of `id` and `text`. `--presses` takes small made-up
presses through the whole pipeline instead, and tells how many of the folds that were missed a person would be asked
about, and how many questions that costs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newsroom import Judge, Press
from newsroom.write import write_warc
from pipeline.folding.batch_candidates import find_candidates
from pipeline.folding.clusters import clusters, strength
from pipeline.folding.disjoint_sets import components
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.relations import Limits, PageRelationship, are_worth_storing, decide
from pipeline.matching.pairs import StoredPair
from pipeline.model import Relation, Request, Window
from pipeline.review.queue import list_pairs_to_review
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.discover.infer import infer_source
from pipeline.steps.discover.sources import register
from pipeline.steps.fold.links import FoldingPair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.runtime import Runtime

JOIN = {"near_dup", "same_url_recapture", "same_article_new_url"}
APART = {"page_chrome", "follow_up_shared_background", "other_overlap"}


NOTHING = (Relation.DISTINCT, 0.0, 0.0, "", 0)


@dataclass
class Folded:
    """Texts and what was measured between them."""

    texts: list[str]
    links: dict[tuple[int, int], tuple[Relation, float, float, str, int]]


def rows_of(path: Path) -> list[dict]:
    """Return the rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def relate(texts: Sequence[str], sites: Sequence[str] | None = None) -> Folded:
    """Return every related pair of the texts; pages of one site are kin."""
    limits = Limits()
    kernel = CompiledKernel()
    sketches, sets = kernel.sign_and_keep_sets(texts)
    candidates = find_candidates(sketches)
    exact = kernel.measure(sets, candidates.left, candidates.right)
    chosen = np.flatnonzero(are_worth_storing(exact))
    lefts, rights = (side[chosen].tolist() for side in (candidates.left, candidates.right))
    aligned = kernel.align(kernel.locate(texts), lefts, rights)
    links = {}
    for left, right, measured, alignment in zip(lefts, rights, exact.chosen(chosen), aligned, strict=True):
        is_site = sites is not None and (sites[left] == sites[right] or not sites[left] or not sites[right])
        relationship = PageRelationship.SITE if is_site else PageRelationship.NONE
        decision = decide(measured, alignment, limits, relationship)
        jaccard, containment, shared = measured
        links[left, right] = (decision.relation, jaccard, containment, decision.reason, shared)
    return Folded(list(texts), links)


def by_components(folded: Folded) -> list[list[int]]:
    """Cluster by connected components."""
    edges = [(str(a), str(b)) for (a, b), (relation, *_) in folded.links.items() if relation.folds]
    return [[int(each) for each in part] for part in components(map(str, range(len(folded.texts))), edges)]


def by_centres(folded: Folded) -> list[list[int]]:
    """Cluster as newsfold does."""
    links = []
    for (a, b), (relation, jaccard, containment, _, shared) in folded.links.items():
        pair = StoredPair(str(a), str(b), relation, jaccard, containment, shared, "")
        links.append(FoldingPair(pair, len(folded.texts[a]), len(folded.texts[b])).link)
    found = clusters(map(str, range(len(folded.texts))), links, [])
    return [[int(each) for each in cluster.members] for cluster in found]


def by_average(folded: Folded) -> list[list[int]]:
    """Cluster greedily while the average link of the joined cluster stays at half a fold."""
    part = {each: [each] for each in range(len(folded.texts))}
    known = {ends: strength(j, c) for ends, (_, j, c, *_) in folded.links.items()}
    for (a, b), (relation, *_) in sorted(folded.links.items(), key=lambda item: -known[item[0]]):
        if relation.folds and part[a] is not part[b]:
            cross = [known.get((min(x, y), max(x, y)), 0.0) for x in part[a] for y in part[b]]
            if sum(cross) / len(cross) >= 0.35:
                joined = part[a] + part[b]
                part.update(dict.fromkeys(joined, joined))
    return list({id(each): each for each in part.values()}.values())


def by_leader(folded: Folded) -> list[list[int]]:
    """Cluster around the earliest: each text joins the strongest earlier leader it folds with, or leads."""
    folds: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), (relation, jaccard, containment, *_) in folded.links.items():
        if relation.folds:
            folds[b][a] = strength(jaccard, containment)
    leader: dict[int, int] = {}
    for each in range(len(folded.texts)):
        near = [(value, -other) for other, value in folds[each].items() if leader[other] == other]
        leader[each] = -max(near)[1] if near else each
    found = defaultdict(list)
    for each, first in leader.items():
        found[first].append(each)
    return list(found.values())


CLUSTERERS: dict[str, Callable[[Folded], list[list[int]]]] = {
    "connected components": by_components,
    "leader": by_leader,
    "average link": by_average,
    "centres (newsfold)": by_centres,
}


def story_numbers(found: Iterable[Sequence[int]]) -> dict[int, int]:
    """Return the story of each text."""
    return {member: story for story, members in enumerate(found) for member in members}


def score(name: str, story: dict[int, int], joins: list, aparts: list) -> None:
    """Print precision and recall of a partition against pairs that belong together and pairs that do not."""
    hit = sum(story[a] == story[b] for a, b in joins)
    wrong = sum(story[a] == story[b] for a, b in aparts)
    precision = hit / (hit + wrong) if hit + wrong else 1.0
    print(
        f"  {name:24} precision {precision:.3f}  recall {hit / max(len(joins), 1):.3f}  ({hit} of {len(joins)} joined, {wrong} of {len(aparts)} wrongly)"
    )


def us10(gold: Path, texts_file: Path | None, *, verbose: bool) -> None:
    """Pages of ten news sites."""
    pages = rows_of(gold / "duplicates" / "us10_text.jsonl.gz")
    text_of = {row["id"]: row.get("text") or "" for row in pages}
    if texts_file:
        text_of |= {row["id"]: row["text"] for row in rows_of(texts_file)}
    pages.sort(key=lambda row: (row["captured"] or "", row["id"]))
    number = {row["id"]: place for place, row in enumerate(pages)}
    started = time.process_time()
    folded = relate(
        [text_of[row["id"]] for row in pages], [urlsplit(row["url"] or "").hostname or "" for row in pages]
    )
    print(
        f"us10: {len(pages)} pages, {len(folded.links)} related pairs, {time.process_time() - started:.1f} s CPU"
    )
    print("  ", dict(Counter(relation.value for relation, *_ in folded.links.values())))
    labelled = [
        row
        for row in rows_of(gold / "duplicates" / "us10_pairs.jsonl.gz")
        if row["url1"] != row["url2"] and row["id1"] in number and row["id2"] in number
    ]
    joins = [(number[row["id1"]], number[row["id2"]]) for row in labelled if row["label"] in JOIN]
    aparts = [(number[row["id1"]], number[row["id2"]]) for row in labelled if row["label"] in APART]
    for name, clusterer in CLUSTERERS.items():
        score(name, story_numbers(clusterer(folded)), joins, aparts)
    story = story_numbers(by_centres(folded))
    for label in sorted({row["label"] for row in labelled}):
        some = [row for row in labelled if row["label"] == label]
        relations = Counter()
        for row in some:
            ends = tuple(sorted((number[row["id1"]], number[row["id2"]])))
            relation, jaccard, containment, reason, _ = folded.links.get(ends, NOTHING)
            relations[relation.value] += 1
            together = story[ends[0]] == story[ends[1]]
            if verbose and ((label in JOIN and not together) or (label in APART and together)):
                print(
                    f"    {label} {relation.value} j={jaccard:.2f} c={containment:.2f} {reason[:110]}\n      {row['title1']} | {row['title2']}"
                )
        print(f"  {label:30}", dict(relations))


def copycat(gold: Path) -> None:
    """Web pages judged by a person on a scale; 3 and 2 belong together, 0.5 does not."""
    rows = [
        row
        for row in rows_of(gold / "duplicates" / "dup_copycat_pairs.jsonl.gz")
        if row["label"] != "unknown"
    ]
    folded = relate([text for row in rows for text in (row["text1"], row["text2"])])
    by_label = defaultdict(Counter)
    for place, row in enumerate(rows):
        relation = folded.links.get((2 * place, 2 * place + 1), (Relation.DISTINCT,))[0]
        by_label[float(row["label"])][relation.value] += 1
    print("copycat:")
    for label, relations in sorted(by_label.items()):
        print(f"  judged {label}", dict(relations))


def events(gold: Path, name: str, *, verbose: bool) -> None:
    """Different events must never fold."""
    rows = rows_of(gold / "events" / f"{name}.jsonl.gz")
    folded = relate([row["text"] for row in rows])
    found = by_centres(folded)
    across = [
        (a, b)
        for members in found
        for a in members
        for b in members
        if a < b and rows[a]["label"] != rows[b]["label"]
    ]
    within = sum(
        1
        for members in found
        for a in members
        for b in members
        if a < b and rows[a]["label"] == rows[b]["label"]
    )
    print(f"{name}: {len(rows)} texts, folded {within} pairs within an event, {len(across)} across events")
    for a, b in across if verbose else ():
        relation, jaccard, containment, *_ = folded.links.get((a, b), NOTHING)
        print(f"    {relation.value} j={jaccard:.2f} c={containment:.2f} {rows[a]['id']} | {rows[b]['id']}")
        print(
            "      ",
            rows[a]["text"][:150].replace("\n", " "),
            "\n      ",
            rows[b]["text"][:150].replace("\n", " "),
        )
    templates = [(ends, link) for ends, link in folded.links.items() if link[0] is Relation.TEMPLATE]
    print(
        "   templates:",
        len(templates),
        "within",
        sum(rows[a]["label"] == rows[b]["label"] for (a, b), _ in templates),
    )


PRESSES = ((11, 3, 24), (1, 4, 24), (2, 3, 40), (3, 5, 16), (4, 3, 60), (6, 4, 24), (7, 3, 30))
"""Seed, nights and reports a night: presses so small that furniture is hard to tell from forms of report."""


def presses() -> None:
    """Whole nights of made-up presses, judged by their truth."""
    asked = missed = found = 0
    for seed, nights, reports in PRESSES:
        press = Press(seed=seed, nights=nights, reports_per_night=reports)
        with TemporaryDirectory() as folder:
            runtime = loaded(press, Path(folder))
            with runtime.warehouse.read() as db:
                doubts = list_pairs_to_review(
                    db, Window(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)), 10_000
                )
            _, rows = runtime.warehouse.ask(
                "SELECT DISTINCT c.url, m.article_id, m.story_id FROM captures AS c"
                " INNER JOIN article_versions AS v ON c.capture_id = v.capture_id"
                " INNER JOIN story_members AS m ON v.article_id = m.article_id"
            )
        article = {url: article_id for url, article_id, _ in rows}
        score = Judge(press).folds({url: story_id for url, _, story_id in rows})
        lost = {tuple(sorted((article[one], article[other]))) for one, other in score.missed_pairs}
        asked, missed, found = asked + len(doubts), missed + len(lost), found + len(lost & set(doubts))
        print(
            f"press {seed}: {len(rows)} addresses, precision {score.precision:.3f}, recall {score.recall:.3f};"
            f" {len(score.false_pairs)} pairs folded wrongly, {len(lost)} of {score.right + len(lost)} missed"
        )
    print(
        f"doubts: {asked} questions about {len(PRESSES)} presses, {found} of {missed} missed folds among them"
    )


def loaded(press: Press, home: Path) -> Runtime:
    """Return a runtime that has loaded all nights of a press."""
    runtime = build(Settings.from_environment({"NEWSFOLD_HOME": str(home / "home")}))
    runtime.warehouse.migrate()
    for file in write_warc(press, home):
        source = infer_source(str(file))
        with runtime.warehouse.write() as db:
            register(db, [source], runtime.clock())
        list(runner.run_all(Request(file.name, sources=(source.source_id,)), runtime))
    return runtime


def main(arguments: Sequence[str]) -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--presses", action="store_true")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.presses:
        presses()
    if asked.gold is None:
        return
    us10(asked.gold, asked.texts, verbose=asked.verbose)
    copycat(asked.gold)
    for name in ("clu_ecbplus", "clu_wikinews", "clu_vietnamese_mds"):
        events(asked.gold, name, verbose=asked.verbose)


if __name__ == "__main__":
    np.seterr(all="raise")
    main(sys.argv[1:])
