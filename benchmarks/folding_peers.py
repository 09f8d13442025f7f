"""The peers' side of the folding benchmark: run by `benchmarks/folding.py` in an environment that has them.

    python folding_peers.py TEXTS.json SIGNATURES FOLDS

Signs the first SIGNATURES texts and folds the first FOLDS with every library that is installed, each as its own
documentation has it, and prints JSON: by name the CPU seconds of both and the pairs that were found.
"""

# ruff: noqa: PLC0415 - each peer is imported where it is asked for: it may not be there

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Pairs = set[tuple[int, int]]


def word_trigrams(text: str) -> list[str]:
    """Return the shingles as a user would make them."""
    words = text.lower().split()
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def datasketch_bulk(hashfunc: Callable[[bytes], int] | None = None) -> tuple[Callable, Callable]:
    """Return signing and folding with MinHash.bulk and MinHashLSH."""
    from datasketch import MinHash, MinHashLSH

    options = {"hashfunc": hashfunc} if hashfunc else {}

    def sign(texts: Sequence[str]) -> list[MinHash]:
        return MinHash.bulk(
            ({shingle.encode() for shingle in word_trigrams(text)} for text in texts), num_perm=128, **options
        )

    def fold(texts: Sequence[str]) -> Pairs:
        index, pairs = MinHashLSH(threshold=0.5, num_perm=128), set()
        for number, minhash in enumerate(sign(texts)):
            pairs |= {(other, number) for other in index.query(minhash)}
            index.insert(number, minhash)
        return pairs

    return sign, fold


def rensa() -> tuple[Callable, Callable]:
    """Return signing and folding with RMinHash and RMinHashLSH."""
    from rensa import RMinHash, RMinHashLSH

    def minhash(text: str) -> RMinHash:
        made = RMinHash(num_perm=128, seed=42)
        made.update(word_trigrams(text))
        return made

    def sign(texts: Sequence[str]) -> list[list[int]]:
        return [minhash(text).digest() for text in texts]

    def fold(texts: Sequence[str]) -> Pairs:
        index, pairs, kept = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), set(), []
        for number, text in enumerate(texts):
            kept.append(minhash(text))
            pairs |= {
                (other, number) for other in index.query(kept[-1]) if kept[other].jaccard(kept[-1]) >= 0.5
            }
            index.insert(number, kept[-1])
        return pairs

    return sign, fold


def gaoya() -> tuple[Callable, Callable]:
    """Return signing (with inserting: it does not part them) and folding with MinHashStringIndex."""
    from gaoya.minhash import MinHashStringIndex

    def index() -> MinHashStringIndex:
        return MinHashStringIndex(32, 0.5, 32, 4, None, "word", True, (3, 3))  # noqa: FBT003 - its own signature

    def sign(texts: Sequence[str]) -> None:
        made = index()
        for number, text in enumerate(texts):
            made.insert_document(number, text)

    def fold(texts: Sequence[str]) -> Pairs:
        made, pairs = index(), set()
        for number, text in enumerate(texts):
            pairs |= {(other, number) for other in made.query(text)}
            made.insert_document(number, text)
        return pairs

    return sign, fold


def text_dedup() -> tuple[Callable, None]:
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

    return sign, None


def datatrove() -> tuple[Callable, None]:
    """Return signing with the step that its pipelines run."""
    import tempfile

    from datatrove.pipeline.dedup import MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig

    step = MinhashDedupSignature(
        tempfile.mkdtemp(), MinhashConfig(n_grams=3, num_buckets=32, hashes_per_bucket=4)
    )

    def sign(texts: Sequence[str]) -> list:
        return [step.get_signature(step.get_shingles(text)) for text in texts]

    return sign, None


def xxhash_bulk() -> tuple[Callable, Callable]:
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
            sign, fold = make()
            sign(texts[:20])
            gc.collect()
            gc.freeze()  # as our side does
            sign_seconds = min(seconds(lambda: sign(texts[:signatures])) for _ in range(3))  # noqa: B023 - called at once
            answer: dict = {"sign_seconds": sign_seconds}
            if fold:
                started = time.process_time()
                pairs = fold(texts[:folds])
                answer |= {"fold_seconds": time.process_time() - started, "pairs": sorted(plain(pairs))}
        except Exception as error:  # noqa: BLE001 - a peer that does not run is a row of the table
            answer = {"error": f"{type(error).__name__}: {error}"}
        yield name, answer


def plain(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs in order, as plain numbers."""
    for left, right in pairs:
        yield min(int(left), int(right)), max(int(left), int(right))


def seconds(call: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    started = time.process_time()
    call()
    return time.process_time() - started


if __name__ == "__main__":
    file, some, more = sys.argv[1:]
    print(json.dumps(dict(measured(json.loads(Path(file).read_text()), int(some), int(more)))))
