"""Folding on labelled texts: nothing folds across events, and equal labels of one judge rank as judged."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest

from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.folding.alignment import align_texts
from pipeline.folding.batch_candidates import find_candidates
from pipeline.folding.clusters import Link, clusters, strength
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.kernels.plain import PlainKernel
from pipeline.folding.relations import Limits, PageRelationship, decide, may_fold
from pipeline.folding.verify import Similarity
from pipeline.model import Label
from pipeline.parsing.pages.plaintext import parse_plaintext

pytestmark = pytest.mark.gold

KERNEL = CompiledKernel()


def rows_of(path):
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def stories_of(texts):
    sketches, sets = KERNEL.sign_and_keep_sets(texts)
    found = find_candidates(sketches)
    exact = KERNEL.measure(sets, found.left, found.right)
    links = []
    columns = (found.left, found.right, exact.jaccard, exact.containment, exact.shared)
    for left, right, *numbers in zip(*(column.tolist() for column in columns), strict=True):
        if may_fold(Similarity(*numbers), Limits()):
            decision = decide(Similarity(*numbers), align_texts(KERNEL, texts[left], texts[right]), Limits())
            links.append(Link(str(left), str(right), decision.relation, strength(numbers[0], numbers[1])))
    found_stories = clusters(map(str, range(len(texts))), links, [])
    return [[int(member) for member in story.members] for story in found_stories]


@pytest.mark.parametrize(
    ("name", "folded_at_least"), [("clu_ecbplus", 40), ("clu_wikinews", 1), ("clu_vietnamese_mds", 5)]
)
def test_reports_of_different_events_never_fold(gold, name, folded_at_least):
    rows = rows_of(gold / "events" / f"{name}.jsonl.gz")
    pairs = Counter(
        rows[one]["label"] == rows[other]["label"]
        for story in stories_of([row["text"] for row in rows])
        for one in story
        for other in story
        if one < other
    )
    assert pairs[False] == 0
    assert pairs[True] >= folded_at_least


@pytest.mark.parametrize("relationship", [PageRelationship.NONE, PageRelationship.SITE])
def test_no_two_of_the_five_texts_fold(seeds, relationship):
    """Neither as cleaned nor as they came, with all that stands around them."""
    fetched_at = datetime(2026, 3, 1, tzinfo=UTC)
    pages = [
        parse_plaintext(file.read_text(encoding="utf-8"), fetched_at) for file in sorted(seeds.glob("*.txt"))
    ]
    assert len(pages) == 5
    whole = [[block.text for block in page.blocks] for page in pages]
    clean = [
        [
            block.text
            for block, given in zip(page.blocks, label_page(page), strict=True)
            if given.label is Label.BODY
        ]
        for page in pages
    ]
    for texts in (["\n".join(blocks) for blocks in each] for each in (whole, clean)):
        left, right = np.triu_indices(len(texts), 1)
        exact = KERNEL.measure(KERNEL.shingle_sets(texts), left, right)
        columns = (left, right, exact.jaccard, exact.containment, exact.shared)
        for one, other, *numbers in zip(*(column.tolist() for column in columns), strict=True):
            alignment = align_texts(KERNEL, texts[one], texts[other])
            assert not decide(Similarity(*numbers), alignment, Limits(), relationship).relation.folds


def test_pairs_that_a_person_called_more_alike_measure_more_alike(gold):
    rows = rows_of(gold / "duplicates" / "dup_copycat_pairs.jsonl.gz")
    rows = [row for row in rows if row["label"] != "unknown"]
    sets = KERNEL.shingle_sets([text for row in rows for text in (row["text1"], row["text2"])])
    left = np.arange(0, 2 * len(rows), 2)
    jaccard = KERNEL.measure(sets, left, left + 1).jaccard
    label = np.array([float(row["label"]) for row in rows])
    means = [jaccard[label == value].mean() for value in (0.5, 1, 2, 3)]
    assert means == sorted(means)
    assert means[-1] > 0.85


def test_signatures_of_real_texts_are_datasketchs(gold):
    rows = rows_of(gold / "events" / "clu_vietnamese_mds.jsonl.gz")[:40]
    rows += [
        row for row in rows_of(gold / "duplicates" / "dup_tgcontest_pairs.jsonl.gz") if row["lang"] == "ru"
    ][:40]
    texts = [row.get("text") or row["text1"] for row in rows]
    fast, plain = KERNEL.sign(texts), PlainKernel().sign(texts)
    assert np.array_equal(fast.signatures, plain.signatures)


def test_true_pairs_of_real_pages_are_found(gold):
    """Recall of exact J >= .5 is floored at .998 and of long contained texts at .995, among all pairs there are."""
    rows = rows_of(gold / "duplicates" / "us10_text.jsonl.gz")[:1_500]
    texts = [row.get("text") or "" for row in rows]
    sets = KERNEL.shingle_sets(texts)
    every = np.triu_indices(len(texts), 1)
    exact = KERNEL.measure(sets, *every)
    found = find_candidates(KERNEL.sign(texts))
    met = set((found.left * len(texts) + found.right).tolist())
    codes = every[0] * len(texts) + every[1]
    for wanted, floor in (
        (exact.jaccard >= 0.5, 0.998),
        ((exact.containment >= 0.8) & (exact.shared >= 120), 0.995),
    ):
        true = codes[wanted].tolist()
        assert sum(code in met for code in true) >= floor * len(true)
