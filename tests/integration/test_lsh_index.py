"""The LSH index finds whoever shares keys within the window, as if all were compared with all, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import numpy as np
import pytest

from pipeline.folding.bands import BANDS, band_keys
from pipeline.folding.candidates import MONTH_SECONDS, REPRESENTATIVES
from pipeline.matching import lsh_index
from pipeline.matching.lsh_index import LshIndex
from pipeline.matching.segments import SegmentStore, periods_around
from pipeline.matching.signatures import SignedArticle, TextOfDay

WINDOW = 30 * 86_400
DAY = 86_400


def signed(number: int, at: int, dice: np.random.Generator, common: int = 3) -> SignedArticle:
    """Give an article whose bands and samples are drawn from few, so that many collide and keys overflow."""
    rows = dice.integers(0, common, BANDS)
    samples = np.unique(dice.integers(0, 4 * common, 5)).astype("<u4")
    return SignedArticle(
        article_id=f"a{number}",
        article_at=datetime.fromtimestamp(at, UTC),
        article_key=(number * 2_654_435_761) % 2**63 - 2**62,
        at_key=at,
        text_of_day=TextOfDay(number, at // DAY),
        is_representative=True,
        shingle_count=100,
        signature=np.repeat(rows, 4).astype("<u4").tobytes(),
        samples=samples.tobytes(),
    )


def keys_of(each: SignedArticle) -> dict[str, set]:
    bands = band_keys(np.frombuffer(each.signature, "<u4").reshape(1, -1))[0].tolist()
    return {"bands": set(enumerate(bands)), "samples": set(np.frombuffer(each.samples, "<u4").tolist())}


def compared_with_all(held: list[SignedArticle], kind: str, least: int) -> dict[tuple[int, int], int]:
    """Give all pairs by the definition: a key in common, within the window, one of both represents it."""
    of = {each.article_key: keys_of(each)[kind] for each in held}
    at = {each.article_key: each.at_key for each in held}
    buckets: dict[tuple, list[tuple[int, int]]] = {}
    for article, keys in of.items():
        for key in keys:
            buckets.setdefault((key, at[article] // MONTH_SECONDS), []).append((at[article], article))
    first = {
        (key, article)
        for (key, _), those in buckets.items()
        for _, article in sorted(those)[:REPRESENTATIVES]
    }
    pairs = {}
    for left, right in combinations(sorted(of), 2):
        if abs(at[left] // DAY - at[right] // DAY) * DAY <= WINDOW:
            shared = sum((key, left) in first or (key, right) in first for key in of[left] & of[right])
            if shared >= least:
                pairs[left, right] = shared
    return pairs


def found(keys) -> dict[tuple[int, int], int]:
    pairs = list(zip(keys.left.tolist(), keys.right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    return dict(zip(pairs, keys.shared.tolist(), strict=True))


def of_probes(pairs: dict, probes: list[SignedArticle]) -> dict:
    asked = {each.article_key for each in probes}
    return {ends: shared for ends, shared in pairs.items() if asked & set(ends)}


def represented(held: list[SignedArticle]) -> dict[int, set]:
    """Give the keys each article represents."""
    found: dict[int, set] = {each.article_key: set() for each in held}
    for kind in ("bands", "samples"):
        buckets: dict[tuple, list[tuple[int, int]]] = {}
        for each in held:
            for key in keys_of(each)[kind]:
                buckets.setdefault((kind, key, each.at_key // MONTH_SECONDS), []).append(
                    (each.at_key, each.article_key)
                )
        for key, those in buckets.items():
            for _, article in sorted(those)[:REPRESENTATIVES]:
                found[article].add(key)
    return found


def with_other_keys_between(before: list[SignedArticle], after: list[SignedArticle]) -> set[int]:
    was, now = represented(before), represented(after)
    unchanged = {lsh_index._identity(each) for each in before} & {lsh_index._identity(each) for each in after}
    return {key for key, *_ in unchanged if was[key] != now[key]}


@pytest.mark.parametrize("seed", range(4))
def test_articles_that_come_change_and_go_collide_as_if_all_were_compared_anew(warehouse, seed, monkeypatch):
    monkeypatch.setattr(lsh_index, "_LARGE", 150)
    dice = np.random.default_rng(seed)
    held: dict[int, SignedArticle] = {}
    ever_other: set[int] = set()
    for night in range(6):
        fresh = [
            signed(100 * night + number, int(dice.integers(0, 75 * DAY)), dice)
            for number in range(int(dice.integers(30, 90)))
        ]
        chosen = dice.choice(sorted(held), min(len(held), 12), replace=False).tolist() if held else []
        gone, changed, same = chosen[:4], chosen[4:9], chosen[9:]
        again = [
            replace(
                signed(0, int(dice.integers(0, 75 * DAY)), dice),
                article_key=held[key].article_key,
                article_id=held[key].article_id,
            )
            for key in changed
        ] + [held[key] for key in same]
        before = list(held.values())
        with warehouse.write() as db:
            index = LshIndex(db, "clean", WINDOW)
            others = index.replace([held[key] for key in chosen], [*fresh, *again])
            for key in gone:
                del held[key]
            held |= {each.article_key: each for each in (*fresh, *again)}
            probes = [*fresh, *again, *(held[key] for key in list(held)[:7])]
            bands, samples = index.collisions(probes)
        now = list(held.values())
        assert others == with_other_keys_between(before, now) - {
            each.article_key for each in (*fresh, *again)
        }
        assert found(bands) == of_probes(compared_with_all(now, "bands", 1), probes)
        assert found(samples) == of_probes(compared_with_all(now, "samples", 2), probes)
        ever_other |= others
    assert ever_other, "keys that nobody crowds prove little"


def test_the_same_article_put_in_again_changes_no_segment(warehouse):
    articles = [signed(number, number * 1000, np.random.default_rng(number)) for number in range(10)]
    everything = "SELECT segment_key, article_count, articles, times FROM key_segments ORDER BY segment_key"
    with warehouse.write() as db:
        LshIndex(db, "clean", WINDOW).replace([], articles)
    before = warehouse.ask(everything)
    with warehouse.write() as db:
        LshIndex(db, "clean", WINDOW).replace(articles, articles)
    assert warehouse.ask(everything) == before


def test_small_segments_are_merged_so_that_there_are_few(warehouse):
    for number in range(32):
        with warehouse.write() as db:
            one = signed(number, number * 1000, np.random.default_rng(number))
            LshIndex(db, "clean", WINDOW).replace([], [one])
    counts = [count for (count,) in warehouse.ask("SELECT article_count FROM key_segments")[1]]
    assert sum(counts) == 32
    assert len(counts) <= 6


def test_corpora_never_collide(warehouse):
    one, two = (signed(number, 0, np.random.default_rng(1)) for number in (1, 2))
    with warehouse.write() as db:
        LshIndex(db, "draft", WINDOW).replace([], [one])
        index = LshIndex(db, "clean", WINDOW)
        index.replace([], [two])
        assert [len(keys.shared) for keys in index.collisions([two])] == [0, 0]


def test_what_is_older_than_the_months_of_the_window_is_not_read(warehouse):
    """The cost of a night must not grow with the age of the index."""
    dice = np.random.default_rng(1)
    with warehouse.write() as db:
        LshIndex(db, "clean", WINDOW).replace(
            [], [signed(number, number * DAY, dice) for number in range(400)]
        )
        read = SegmentStore(db, "clean").of_periods(periods_around(np.array([399 * DAY]), WINDOW))
    times = [time for segment in read for time in segment.times.tolist()]
    assert min(times) >= (399 * DAY - WINDOW) // MONTH_SECONDS * MONTH_SECONDS
    assert max(times) == 399 * DAY
