"""Folding against its peers, on the same texts in one run.

    python benchmarks/folding.py [--python PYTHON_WITH_PEERS] [--texts news|press|FILE.json] [--signatures N] [--folds N]

Times are CPU seconds of one process, medians of repeated calls; read the ratios, not the seconds. `benchmarks/
folding_texts.py` says what the texts are, `folding_peers.py` what a peer is asked to do. Precision and recall are of
pairs against the exact Jaccard of all with all. newsfold begins with UTF-8, as it stands in files and databases, the
peers with Python's strings, which is what they take.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.folding_texts import TEXTS
from pipeline.folding.batch_candidates import candidates_in_parts
from pipeline.folding.clusters import Cluster, Link, clusters, strength
from pipeline.folding.kernels.compiled import (
    CompiledKernel,
    joined,
    sign_bytes,
    sign_bytes_and_keep_sets,
)
from pipeline.folding.relations import Limits, are_worth_storing, decide, may_fold
from pipeline.folding.signatures import ShingleSets, Sketches
from pipeline.folding.verify import Similarity
from pipeline.model import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

JACCARD = 0.5
KERNEL = CompiledKernel()
Texts = tuple[np.ndarray, np.ndarray]
"""UTF-8 of all texts, and where each begins and ends."""


@dataclass
class Verified:
    """Related pairs with their exact measures, as columns, and each text that says what an earlier one says."""

    left: np.ndarray
    right: np.ndarray
    jaccard: np.ndarray
    containment: np.ndarray
    shared: np.ndarray
    copies: np.ndarray
    originals: np.ndarray
    candidates: int


def verified(source: np.ndarray, bounds: np.ndarray) -> Verified:
    """Measure all candidate pairs and return those related at all; equal texts are represented by the first of them."""
    sketches, sets = sign_bytes_and_keep_sets(source, bounds)
    _, firsts, text_of = np.unique(sketches.sequences, return_index=True, return_inverse=True)
    original = firsts[text_of]
    is_representative = original == np.arange(len(sketches))
    representatives, copies = np.flatnonzero(is_representative), np.flatnonzero(~is_representative)
    kept = []
    for found in candidates_in_parts(chosen_of(sketches, is_representative) if len(copies) else sketches):
        left, right = representatives[found.left], representatives[found.right]
        exact = KERNEL.measure(sets, left, right)
        near = are_worth_storing(exact)
        columns = (left, right, exact.jaccard, exact.containment, exact.shared)
        kept.append((len(left), *(column[near] for column in columns)))
    candidates, *columns = zip(*kept, strict=True)
    return Verified(*map(np.concatenate, columns), copies, original[copies], sum(candidates))


def chosen_of(sketches: Sketches, is_chosen: np.ndarray) -> Sketches:
    """Return the sketches of some of the texts."""
    sizes = np.diff(sketches.sample_bounds)
    bounds = np.concatenate([[0], np.cumsum(sizes[is_chosen])])
    columns = (sketches.signatures, sketches.shingle_counts, sketches.sequences)
    samples = sketches.samples[np.repeat(is_chosen, sizes)]
    return Sketches(*(column[is_chosen] for column in columns), samples, bounds)


def whole_fold(source: np.ndarray, bounds: np.ndarray) -> list[Cluster]:
    """Return the stories of two articles and more: signatures, candidates, exact pairs, relations, clusters."""
    limits = Limits()
    pairs = verified(source, bounds)
    # What is no candidate of a fold is never looked at.
    near = np.flatnonzero((pairs.jaccard >= limits.jaccard) | (pairs.containment >= limits.containment))
    columns = (pairs.left, pairs.right, pairs.jaccard, pairs.containment, pairs.shared)
    rows = zip(*(column[near].tolist() for column in columns), strict=True)
    measured = ((left, right, Similarity(*numbers)) for left, right, *numbers in rows)
    worth = [row for row in measured if may_fold(row[2], limits)]
    related = sorted({end for left, right, _ in worth for end in (left, right)})
    place = {number: at for at, number in enumerate(related)}
    words = KERNEL.locate([source[bounds[each] : bounds[each + 1]].tobytes().decode() for each in related])
    aligned = KERNEL.align(words, *([place[row[side]] for row in worth] for side in (0, 1)))
    links = [
        Link(str(left), str(right), decide(similarity, alignment, limits).relation, strength(*similarity[:2]))
        for (left, right, similarity), alignment in zip(worth, aligned, strict=True)
    ]
    links += [
        Link(str(original), str(copy), Relation.IDENTICAL, 1.0)
        for original, copy in zip(pairs.originals.tolist(), pairs.copies.tolist(), strict=True)
    ]
    linked = {end for link in links for end in (link.left, link.right)}
    return [each for each in clusters(linked, links, []) if len(each.members) > 1]


def exact_pairs(sets: ShingleSets) -> set[tuple[int, int]]:
    """Return every pair at or above the threshold, by comparing all with all."""
    _, columns = np.unique(sets.hashes, return_inverse=True)
    matrix = csr_matrix((np.ones(len(columns), np.int32), columns, sets.bounds))
    found = set()
    for start in range(0, len(sets), 1_000):
        shared = (matrix[start : start + 1_000] @ matrix.T).tocoo()
        row, col, both = shared.row.astype(np.int64) + start, shared.col.astype(np.int64), shared.data
        jaccard = both / (sets.sizes[row] + sets.sizes[col] - both)
        near = (jaccard >= JACCARD) & (row < col)
        found |= set(zip(row[near].tolist(), col[near].tolist(), strict=True))
    return found


def pairs_of(found: Verified) -> set[tuple[int, int]]:
    """Return the pairs at or above the threshold, with those of equal texts, which stand behind the first of them."""
    groups: dict[int, list[int]] = defaultdict(list)
    for original, copy in zip(found.originals.tolist(), found.copies.tolist(), strict=True):
        groups[original].append(copy)
    near = found.jaccard >= JACCARD
    pairs = list(zip(found.left[near].tolist(), found.right[near].tolist(), strict=True))
    return {
        (min(a, b), max(a, b))
        for left, right in [*pairs, *((original, original) for original in groups)]
        for a in [left, *groups.get(left, ())]
        for b in [right, *groups.get(right, ())]
        if a != b
    }


def quality(found: set[tuple[int, int]], truth: set[tuple[int, int]]) -> str:
    """Return precision and recall as a row of a table has them."""
    hit = len(found & truth)
    return f"{hit / max(len(found), 1):.3f} | {hit / max(len(truth), 1):.3f}"


def cpu(call: Callable[[], object], times: int = 3) -> float:
    """Return the CPU seconds of a call: the median of several."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        call()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def peers_on(texts: Sequence[str], python: str, signatures: int, folds: int) -> dict:
    """Return what each peer took and found."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts))
        script = Path(__file__).with_name("folding_peers.py")
        told = subprocess.run(
            [python, script, file, str(signatures), str(folds)], check=True, capture_output=True, text=True
        )
    return json.loads(told.stdout.strip().splitlines()[-1])


def main(arguments: Sequence[str]) -> None:
    """Measure both sides and print two tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--python", default=sys.executable, help="interpreter of an environment with the peers"
    )
    parser.add_argument("--texts", default="news", help="news, press or a file with a JSON list of texts")
    parser.add_argument("--signatures", type=int, default=2_000)
    parser.add_argument("--folds", type=int, default=4_000)
    asked = parser.parse_args(arguments)
    most = max(asked.signatures, asked.folds)
    make = TEXTS.get(asked.texts)
    texts = make(most) if make else json.loads(Path(asked.texts).read_text())[:most]
    whole_fold(*joined(texts[:300]))  # loads what is compiled
    gc.collect()
    gc.freeze()  # what is loaded already is no part of what is measured
    peers = peers_on(texts, asked.python, asked.signatures, asked.folds)
    signed_table(texts[: asked.signatures], peers)
    folded_table(texts[: asked.folds], peers)
    for name, each in peers.items():
        if "error" in each:
            print(f"{name} did not run: {each['error'][:200]}")


def signed_table(texts: Sequence[str], peers: dict) -> None:
    """Print what signing costs."""
    encoded = joined(texts)
    rows = [
        ("newsfold, from UTF-8", cpu(lambda: sign_bytes(*encoded), 9)),
        ("newsfold, from str", cpu(lambda: KERNEL.sign(texts), 9)),
    ]
    rows += [(name, each["sign"]) for name, each in peers.items() if "sign" in each]
    base = peers["datasketch bulk"]["sign"]
    words = np.mean([len(text.split()) for text in texts])
    print(f"\n{len(texts)} texts of {words:.0f} words to signatures: 128 permutations, word 3-grams\n")
    print("| | microseconds a text | against datasketch bulk |\n| --- | ---: | ---: |")
    for name, seconds in sorted(rows, key=lambda row: row[1]):
        print(f"| {name} | {seconds / len(texts) * 1e6:.1f} | {base / seconds:.1f} x |")


def folded_table(texts: Sequence[str], peers: dict) -> None:
    """Print what finding pairs costs, and what of them is right."""
    encoded = joined(texts)
    truth = exact_pairs(KERNEL.shingle_sets(texts))
    verify = cpu(lambda: verified(*encoded), 5)
    fold = cpu(lambda: whole_fold(*encoded), 5)
    found = verified(*encoded)
    per_text = found.candidates / len(texts)
    base = peers["datasketch bulk"]["recipe"]
    print(
        f"\n{len(texts)} texts to pairs of Jaccard {JACCARD} and more: {len(truth)}, of {per_text:.1f} candidates a text\n"
    )
    print(
        "| | microseconds a text | against datasketch | precision | recall |\n| --- | ---: | ---: | ---: | ---: |"
    )
    row = "| {} | {:.1f} | {:.1f} x | {} |"
    a_text = 1e6 / len(texts)
    print(
        row.format(
            "newsfold, every pair measured", verify * a_text, base / verify, quality(pairs_of(found), truth)
        )
    )
    for way, note in (("recipe", "every pair measured"), ("usual", "as it is used")):
        for name, each in peers.items():
            if way in each:
                right = quality({tuple(pair) for pair in each[f"{way}_pairs"]}, truth)
                print(row.format(f"{name}, {note}", each[way] * a_text, base / each[way], right))
    base = peers["datasketch bulk"]["stories"]
    print("\n| texts to stories | microseconds a text | against datasketch |\n| --- | ---: | ---: |")
    print(f"| newsfold | {fold * a_text:.1f} | {base / fold:.1f} x |")
    for name, each in peers.items():
        if "stories" in each:
            print(f"| {name} | {each['stories'] * a_text:.1f} | {base / each['stories']:.1f} x |")


if __name__ == "__main__":
    main(sys.argv[1:])
