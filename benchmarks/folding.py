"""Folding against its peers on the same texts in one run, and what it costs as the number of articles grows.

    python benchmarks/folding.py peers --python PYTHON_WITH_PEERS
    python benchmarks/folding.py curve [--most 100000]
    python benchmarks/folding.py equal [--most 100000]
    python benchmarks/folding.py night --warehouse URL [--held 100000] [--night 5000]

Times are CPU seconds of one process; read the ratios, not the seconds. Texts are reports, copies and look-alikes of
the made-up press. Precision and recall are of pairs against the exact Jaccard of all shingles.
"""

# ruff: noqa: PLC0415 - the warehouse is needed by one of four tables

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from typing import TYPE_CHECKING

from pipeline.folding.candidates import find_candidates
from pipeline.folding.clusters import Link, clusters, strength
from pipeline.folding.evidence import lay_beside
from pipeline.folding.located import locate
from pipeline.folding.relations import Limits, are_worth_storing, decide, may_fold
from pipeline.folding.signatures import Sketches, shingle_sets, sign, sign_bytes
from pipeline.folding.verify import Measures, measure
from pipeline.steps.matching import ChangedText, match_changed
from tests.integration.kept_articles import Bench, Kept
from tests.newsroom import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

JACCARD = 0.5


def press_texts(count: int) -> list[str]:
    """Return texts of the made-up press."""
    return [text for _, text, _ in Press(seed=7).texts(count)]


def cpu(call: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    started = time.process_time()
    call()
    return time.process_time() - started


def verified(texts: Sequence[str]) -> tuple[np.ndarray, ...]:
    """Return all candidate pairs with their exact measures: text to verified pairs, and nothing else.

    Equal texts are carried by the first of them, as in the warehouse.
    """
    sketches = sign(texts)
    _, firsts, text_of = np.unique(sketches.sequences, return_index=True, return_inverse=True)
    carriers = np.sort(firsts)
    copies = np.flatnonzero(firsts[text_of] != np.arange(len(texts)))
    carried = [texts[each] for each in carriers]
    found = find_candidates(chosen_of(sketches, carriers), "benchmark")
    exact = measure(shingle_sets(carried), found.left, found.right)
    ones = np.ones(len(copies))
    return (
        np.concatenate([carriers[found.left], firsts[text_of][copies]]),
        np.concatenate([carriers[found.right], copies]),
        np.concatenate([exact.jaccard, ones]),
        np.concatenate([exact.containment, ones]),
        np.concatenate([exact.shared, ones.astype(np.int32) * 100]),
    )


def chosen_of(sketches: Sketches, chosen: np.ndarray) -> Sketches:
    """Return the sketches of some of the texts."""
    samples = [sketches.samples_of(each) for each in chosen]
    bounds = np.concatenate([[0], np.cumsum([len(each) for each in samples])])
    columns = (sketches.signatures, sketches.shingle_counts, sketches.sequences)
    return Sketches(*(column[chosen] for column in columns), np.concatenate(samples), bounds)


def whole_fold(texts: Sequence[str]) -> list:
    """Return the stories of the texts: signatures, candidates, exact pairs, relations, clusters."""
    limits = Limits()
    links = []
    left, right, *measures = verified(texts)
    related_at_all = np.flatnonzero(are_worth_storing(Measures(measures[2], *measures[:2])))
    columns = (each[related_at_all].tolist() for each in (left, right, *measures))
    worth = [(a, b, numbers) for a, b, *numbers in zip(*columns, strict=True) if may_fold(*numbers, limits)]
    related = sorted({end for a, b, _ in worth for end in (a, b)})
    words = dict(zip(related, locate([texts[each] for each in related]), strict=True))
    for a, b, numbers in worth:
        decision = decide(*numbers, lay_beside(words[a], words[b]), limits)
        links.append(Link(str(a), str(b), decision.relation, strength(numbers[0], numbers[1])))
    return clusters(map(str, range(len(texts))), links, [])


def exact_pairs(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Return every pair at or above the threshold, by comparing all with all."""
    sets = shingle_sets(texts)
    _, columns = np.unique(sets.hashes, return_inverse=True)
    matrix = csr_matrix((np.ones(len(columns), np.int32), columns, sets.bounds))
    shared = (matrix @ matrix.T).tocoo()
    upper = shared.row < shared.col
    row, col, both = shared.row[upper], shared.col[upper], shared.data[upper]
    jaccard = both / (sets.sizes[row] + sets.sizes[col] - both)
    return set(zip(row[jaccard >= JACCARD].tolist(), col[jaccard >= JACCARD].tolist(), strict=True))


def spread(texts: Sequence[str], found: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the pairs with those of equal texts added, which stand behind the first of them."""
    equal = defaultdict(list)
    for number, sequence in enumerate(sign(texts).sequences.tolist()):
        equal[sequence].append(number)
    group_of = {number: group for group in equal.values() for number in group}
    return {
        (min(a, b), max(a, b))
        for left, right in found
        for a in group_of[left]
        for b in group_of[right]
        if a != b
    }


def quality(found: set[tuple[int, int]], truth: set[tuple[int, int]]) -> str:
    """Return precision and recall as a row of a table has them."""
    hit = len(found & truth)
    return f"{hit / max(len(found), 1):.3f} | {hit / max(len(truth), 1):.3f}"


def against_peers(python: str, signatures: int, folds: int) -> None:
    """Print signing and folding of every peer, with precision and recall."""
    texts = press_texts(max(signatures, folds))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts))
        script = Path(__file__).with_name("folding_peers.py")
        told = subprocess.run(
            [python, script, file, str(signatures), str(folds)], check=True, capture_output=True, text=True
        )
    peers = json.loads(told.stdout.strip().splitlines()[-1])
    some, more = texts[:signatures], texts[:folds]
    encoded = [text.encode() for text in some]
    bounds = np.concatenate([[0], np.cumsum([len(each) for each in encoded])])
    source = np.frombuffer(b"".join(encoded), np.uint8)
    whole_fold(texts[:200])
    gc.collect()
    gc.freeze()  # what is loaded already is no part of what is measured
    from_bytes = min(cpu(lambda: sign_bytes(source, bounds)) for _ in range(5))
    from_text = min(cpu(lambda: sign(some)) for _ in range(5))
    started = time.process_time()
    left, right, jaccard, *_ = verified(more)
    verify_seconds = time.process_time() - started
    fold_seconds = cpu(lambda: whole_fold(more))
    truth = exact_pairs(more)
    chosen = jaccard >= JACCARD
    ours = spread(more, set(zip(left[chosen].tolist(), right[chosen].tolist(), strict=True)))
    base = peers["datasketch bulk"]
    words = np.mean([len(text.split()) for text in some])
    print(f"\n{signatures} texts of {words:.0f} words to signatures (128 permutations, word 3-grams)\n")
    print("| | microseconds a text | datasketch bulk takes |\n| --- | ---: | ---: |")
    rows = [("newsfold, from UTF-8 bytes", from_bytes), ("newsfold, from str", from_text)]
    rows += [(name, each["sign_seconds"]) for name, each in peers.items() if "sign_seconds" in each]
    for name, seconds in rows:
        print(f"| {name} | {seconds / signatures * 1e6:.1f} | {base['sign_seconds'] / seconds:.1f} x |")
    print(f"\n{folds} texts to pairs of Jaccard >= {JACCARD}, of which there are {len(truth)}\n")
    print(
        "| | microseconds a text | datasketch takes | precision | recall |\n| --- | ---: | ---: | ---: | ---: |"
    )
    row = "| {} | {:.1f} | {:.1f} x | {} |"
    ratio = base["fold_seconds"] / verify_seconds
    print(row.format("newsfold, verified pairs", verify_seconds / folds * 1e6, ratio, quality(ours, truth)))
    for name, each in peers.items():
        if "pairs" in each:
            found = {tuple(pair) for pair in each["pairs"]}
            ratio = base["fold_seconds"] / each["fold_seconds"]
            print(row.format(name, each["fold_seconds"] / folds * 1e6, ratio, quality(found, truth)))
    ratio = base["fold_seconds"] / fold_seconds
    print(
        f"\nWith relations and stories newsfold takes {fold_seconds / folds * 1e6:.1f} microseconds a text ({ratio:.1f} x)."
    )
    for name, each in peers.items():
        if "error" in each:
            print(f"{name} did not run: {each['error'][:200]}")


def curve(most: int) -> None:
    """Print the cost of verified pairs as the number of texts grows."""
    verified(press_texts(200))
    print("| texts | CPU seconds | microseconds a text | peak memory, MB |\n| ---: | ---: | ---: | ---: |")
    count = 1_000
    while count <= most:
        texts = press_texts(count)
        seconds = cpu(lambda: verified(texts))  # noqa: B023 - called at once
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {count:,} | {seconds:.2f} | {seconds / count * 1e6:.1f} | {peak:.0f} |", flush=True)
        count *= 10


def equal(most: int) -> None:
    """Print what equal texts cost beside as many distinct ones."""
    distinct = press_texts(most)
    verified(distinct[:200])
    one = [distinct[0]] * most
    apart, together = cpu(lambda: verified(distinct)), cpu(lambda: verified(one))
    print(f"{most} distinct {apart:.2f} s, {most} equal {together:.2f} s: {together / apart:.2f} x")


def night(url: str, held: int, fresh: int) -> None:
    """Print what matching one night costs against what a warehouse holds."""
    from pipeline.adapters.warehouse import SqlWarehouse

    bench = Bench(SqlWarehouse(url))
    bench.warehouse.migrate()
    texts = press_texts(held + fresh)
    first = datetime(2026, 3, 1, tzinfo=UTC)
    spacing = 29 * 86_400 / (held + fresh)
    kept = [
        Kept(f"t{number}", text, first + timedelta(seconds=number * spacing))
        for number, text in enumerate(texts)
    ]
    for start in range(0, len(kept), 10_000):
        bench.load(kept[start : start + 10_000])
    print("| held | CPU seconds for a night | milliseconds an article |\n| ---: | ---: | ---: |")
    done = 0
    for until in (0, held // 10, held):
        for start in range(done, until, 4_000):
            _match(bench, kept[start : min(start + 4_000, until)])
        done = until
        some = kept[until : until + fresh]
        seconds = cpu(lambda: _match(bench, some))  # noqa: B023 - called at once
        done += len(some)
        print(f"| {until:,} | {seconds:.1f} | {seconds / len(some) * 1e3:.2f} |", flush=True)


def _match(bench: Bench, kept: Sequence[Kept]) -> None:
    texts = [ChangedText(each.article_id, each.article_at, each.text) for each in kept]
    with bench.warehouse.write() as db:
        match_changed(db, bench, "clean", texts)


def main(arguments: Sequence[str]) -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["peers", "curve", "equal", "night"])
    parser.add_argument("--python", help="interpreter of an environment that has the peers")
    parser.add_argument("--signatures", type=int, default=3_000)
    parser.add_argument("--folds", type=int, default=5_000)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--warehouse", help="address of an empty warehouse")
    parser.add_argument("--held", type=int, default=100_000)
    parser.add_argument("--night", type=int, default=5_000)
    asked = parser.parse_args(arguments)
    if asked.what == "peers":
        against_peers(asked.python, asked.signatures, asked.folds)
    elif asked.what == "curve":
        curve(asked.most)
    elif asked.what == "equal":
        equal(asked.most)
    else:
        night(asked.warehouse, asked.held, asked.night)


if __name__ == "__main__":
    main(sys.argv[1:])
