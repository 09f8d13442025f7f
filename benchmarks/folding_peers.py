"""The peers' side of the folding benchmark: run by `benchmarks/folding.py` in an environment that has them.

    python folding_peers.py TEXTS.json SIGNATURES FOLDS

Prints JSON, by the name of each peer that is installed: the CPU seconds of signing the first SIGNATURES texts, of
finding the pairs among the first FOLDS, and those pairs.

Pairs are found in two ways. As users run it: the library's own threshold, and what it says is believed. And by the
recipe that newsfold follows: words are runs of letters and digits, 32 bands of 4 rows, every candidate measured on all
its shingles; so recall is what 32 bands give, and nothing that is reported is wrong. On datasketch the recipe goes on to
relations and stories.
"""

# ruff: noqa: PLC0415 - each peer is imported where it is asked for: it may not be there

from __future__ import annotations

import difflib
import gc
import json
import re
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Pairs = set[tuple[int, int]]

WORD = re.compile(r"\w+")
JACCARD, CONTAINMENT, SHARED = 0.5, 0.8, 40
# A library that filters by its estimate must let through what may be .5 exactly: three standard errors less.
LENIENT = 0.37


@dataclass
class Peer:
    """What one library can do: sign, find pairs as users do, find pairs by the recipe, make stories by it."""

    sign: Callable[[Sequence[str]], object]
    usual: Callable[[Sequence[str]], Pairs] | None = None
    recipe: Callable[[Sequence[str]], Pairs] | None = None
    stories: Callable[[Sequence[str]], object] | None = None


def word_trigrams(text: str) -> list[str]:
    """Return the shingles as a user would make them."""
    words = text.lower().split()
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def shingle_set(text: str) -> set[bytes]:
    """Return the shingles by the recipe, as datasketch takes them."""
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + 3]).encode() for at in range(max(1, len(words) - 2))}


def exact(candidates: Iterable[tuple[int, int]], sets: Sequence[set]) -> list[tuple[int, int, float, float]]:
    """Return the candidates that may fold, with the Jaccard of their sets and the share of the smaller one."""
    kept = []
    for left, right in candidates:
        shared = len(sets[left] & sets[right])
        jaccard = shared / (len(sets[left]) + len(sets[right]) - shared)
        containment = shared / min(len(sets[left]), len(sets[right]))
        if jaccard >= JACCARD or (containment >= CONTAINMENT and shared >= SHARED):
            kept.append((left, right, jaccard, containment))
    return kept


def at_least_half(measured: Iterable[tuple[int, int, float, float]]) -> Pairs:
    """Return the pairs of Jaccard .5 and more."""
    return {(left, right) for left, right, jaccard, _ in measured if jaccard >= JACCARD}


def is_template(left: list[str], right: list[str]) -> bool:
    """Whether two texts exchange names and numbers in the same places: the core of newsfold's rule, with difflib."""
    exchanged = set()
    small, other = [word.lower() for word in left], [word.lower() for word in right]
    for kind, left_from, left_to, right_from, right_to in difflib.SequenceMatcher(
        None, small, other
    ).get_opcodes():
        if kind == "replace" and left_to - left_from <= 5 and right_to - right_from <= 5:
            facts = [
                tuple(word for word in side if word[0].isupper() or word[0].isdigit())
                for side in (left[left_from:left_to], right[right_from:right_to])
            ]
            if all(facts):
                exchanged.add(tuple(facts))
    return len(exchanged) >= max(2, 0.01 * min(len(left), len(right)))


def stories_of(texts: Sequence[str], measured: Iterable[tuple[int, int, float, float]]) -> list[set[int]]:
    """Return the connected components of pairs that are no template."""
    parent = list(range(len(texts)))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for left, right, *_ in measured:
        if not is_template(WORD.findall(texts[left]), WORD.findall(texts[right])):
            parent[find(left)] = find(right)
    groups: dict[int, set[int]] = {}
    for number in range(len(texts)):
        groups.setdefault(find(number), set()).add(number)
    return list(groups.values())


def datasketch_bulk(hashfunc: Callable[[bytes], int] | None = None) -> Peer:
    """Return what MinHash.bulk and MinHashLSH do."""
    from datasketch import MinHash, MinHashLSH

    options = {"hashfunc": hashfunc} if hashfunc else {}

    def sign(texts: Sequence[str]) -> list[MinHash]:
        return MinHash.bulk(
            ({shingle.encode() for shingle in word_trigrams(text)} for text in texts), num_perm=128, **options
        )

    def candidates(index: MinHashLSH, signatures: Iterable[MinHash]) -> Pairs:
        pairs = set()
        for number, minhash in enumerate(signatures):
            pairs |= {(other, number) for other in index.query(minhash)}
            index.insert(number, minhash)
        return pairs

    def usual(texts: Sequence[str]) -> Pairs:
        return candidates(MinHashLSH(threshold=0.5, num_perm=128), sign(texts))

    def measured(texts: Sequence[str]) -> list[tuple[int, int, float, float]]:
        sets = [shingle_set(text) for text in texts]
        signatures = MinHash.bulk(sets, num_perm=128, **options)
        return exact(candidates(MinHashLSH(num_perm=128, params=(32, 4)), signatures), sets)

    return Peer(
        sign,
        usual,
        lambda texts: at_least_half(measured(texts)),
        lambda texts: stories_of(texts, measured(texts)),
    )


def rensa() -> Peer:
    """Return what RMinHash and RMinHashLSH do."""
    from rensa import RMinHash, RMinHashLSH

    def minhash(shingles: Iterable[str]) -> RMinHash:
        made = RMinHash(num_perm=128, seed=42)
        made.update(list(shingles))
        return made

    def sign(texts: Sequence[str]) -> list[list[int]]:
        return [minhash(word_trigrams(text)).digest() for text in texts]

    def candidates(signatures: Iterable[RMinHash], least: float) -> Pairs:
        index, pairs, kept = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), set(), []
        for number, made in enumerate(signatures):
            kept.append(made)
            found = index.query(made)
            pairs |= {(other, number) for other in found if not least or kept[other].jaccard(made) >= least}
            index.insert(number, made)
        return pairs

    def recipe(texts: Sequence[str]) -> Pairs:
        sets = [{each.decode() for each in shingle_set(text)} for text in texts]
        return at_least_half(exact(candidates(map(minhash, sets), 0), sets))

    return Peer(sign, lambda texts: candidates((minhash(word_trigrams(text)) for text in texts), 0.5), recipe)


def gaoya() -> Peer:
    """Return what MinHashStringIndex does; it does not part signing from inserting."""
    from gaoya.minhash import MinHashStringIndex

    def index(least: float) -> MinHashStringIndex:
        return MinHashStringIndex(32, least, 32, 4, None, "word", True, (3, 3))  # noqa: FBT003 - its own signature

    def sign(texts: Sequence[str]) -> None:
        made = index(0.5)
        for number, text in enumerate(texts):
            made.insert_document(number, text)

    def candidates(texts: Sequence[str], least: float) -> Pairs:
        made, pairs = index(least), set()
        for number, text in enumerate(texts):
            pairs |= {(other, number) for other in made.query(text)}
            made.insert_document(number, text)
        return pairs

    def recipe(texts: Sequence[str]) -> Pairs:
        found = candidates(texts, LENIENT)
        ends = {end for pair in found for end in pair}
        sets = [shingle_set(text) if number in ends else set() for number, text in enumerate(texts)]
        return at_least_half(exact(found, sets))

    return Peer(sign, lambda texts: candidates(texts, 0.5), recipe)


def text_dedup() -> Peer:
    """Return signing with the function its command maps over a data set."""
    import numpy as np
    from text_dedup.minhash import embed_func
    from text_dedup.utils import sha1_hash

    dice = np.random.RandomState(42)
    prime, most = (1 << 61) - 1, (1 << 32) - 1
    permutations = (
        dice.randint(1, prime, size=128, dtype=np.uint64),
        dice.randint(0, prime, size=128, dtype=np.uint64),
    )

    def sign(texts: Sequence[str]) -> list[dict]:
        return [
            embed_func(
                text,
                number,
                num_perm=128,
                ngram_size=3,
                min_length=1,
                hashranges=[(at * 4, at * 4 + 4) for at in range(32)],
                permutations=permutations,
                hash_func=sha1_hash,
                dtype=np.uint64,
                max_hash=np.uint64(most),
                modulo_prime=np.uint64(prime),
            )
            for number, text in enumerate(texts)
        ]

    return Peer(sign)


def datatrove() -> Peer:
    """Return signing with the step that its pipelines run."""
    import tempfile

    from datatrove.pipeline.dedup import MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig

    step = MinhashDedupSignature(
        tempfile.mkdtemp(), MinhashConfig(n_grams=3, num_buckets=32, hashes_per_bucket=4)
    )
    return Peer(lambda texts: [step.get_signature(step.get_shingles(text)) for text in texts])


def xxhash_bulk() -> Peer:
    """Return datasketch with the hash its users take when they want speed."""
    import xxhash

    return datasketch_bulk(xxhash.xxh32_intdigest)


PEERS = {
    "datasketch bulk": datasketch_bulk,
    "datasketch bulk + xxhash": xxhash_bulk,
    "rensa": rensa,
    "gaoya": gaoya,
    "text-dedup": text_dedup,
    "datatrove": datatrove,
}


def measured(texts: Sequence[str], signatures: int, folds: int) -> Iterator[tuple[str, dict]]:
    """Yield what each peer took and found; one that is not there or fails says so."""
    for name, make in PEERS.items():
        try:
            peer = make()
            peer.sign(texts[:20])
            gc.collect()
            gc.freeze()  # as our side does
            some, more = texts[:signatures], texts[:folds]
            answer: dict = {"sign": seconds(peer.sign, some)[0]}
            for way in ("usual", "recipe"):
                if find := getattr(peer, way):
                    took, pairs = seconds(find, more)
                    answer |= {way: took, f"{way}_pairs": sorted(plain(pairs))}
            if peer.stories:
                answer["stories"], _ = seconds(peer.stories, more)
        except Exception as error:  # noqa: BLE001 - a peer that does not run is a row of the table
            answer = {"error": f"{type(error).__name__}: {error}"}
        yield name, answer


def plain(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs in order, as plain numbers."""
    for left, right in pairs:
        yield min(int(left), int(right)), max(int(left), int(right))


def seconds(call: Callable, texts: Sequence[str]) -> tuple[float, object]:
    """Return the CPU seconds of a call, the median of three, and what it returned."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        made = call(texts)
        taken.append(time.process_time() - started)
    return statistics.median(taken), made


if __name__ == "__main__":
    file, signed, folded = sys.argv[1:]
    print(json.dumps(dict(measured(json.loads(Path(file).read_text()), int(signed), int(folded)))))
