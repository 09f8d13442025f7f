"""Trains the judge of blocks on labelled pages, and measures it on hosts, sets and languages that were left out.

    python -m benchmarks.block_judge.train GOLD [--sets NAME ...] [--pages N] [--left-out hosts sets languages]
                                           [--cache FILE] [--write]

GOLD is a folder of labelled sets as `newsfold evaluate --gold` takes it. A page weighs less the more pages its site has,
a block as the square root of its words. `--write` replaces `coefficients.json` by those learned from all pages.

No site is ever both in training and in test: folds are made of sites, and where a set or a language is left out, so are
the sites of its pages.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.block_judge.compare import compare
from benchmarks.block_judge.features import FEATURES
from benchmarks.block_judge.samples import Sample, read_samples
from benchmarks.block_judge.scores import COEFFICIENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDS = 6
STRENGTH = 0.05
"""Inverse strength of the L2 penalty; between .01 and .5 nothing changes in the third decimal."""

GROUPINGS = ("hosts", "sets", "languages")


def main() -> None:
    """Read the pages, write coefficients if asked to, and print the tables."""
    options = _options()
    samples = _cached_samples(options)
    if options.write:
        write_coefficients(samples)
    print(f"{len(samples)} pages, {np.mean([s.milliseconds for s in samples]):.2f} ms of CPU a page to score")
    groupings = {
        "hosts": folds_of([sample.site for sample in samples]),
        "sets": [sample.gold_set for sample in samples],
        "languages": [sample.language for sample in samples],
    }
    pd.set_option("display.width", 200, "display.max_columns", 30, "display.float_format", "{:.4f}".format)
    for name in options.left_out:
        if len(set(groupings[name])) < 2:
            print(f"\n{name} left out: there is only one, so nothing is left to learn from")
            continue
        scores = scores_left_out(samples, groupings[name])
        for by in ("gold_set", "language"):
            print(f"\n{name} left out, by {by}")
            print(compare(samples, scores, by).to_string(index=False))


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--sets", nargs="+", default=[], help="read these sets only")
    arguments.add_argument("--pages", type=int, help="read so many pages of each set")
    arguments.add_argument("--left-out", nargs="+", choices=GROUPINGS, default=list(GROUPINGS))
    arguments.add_argument("--cache", type=Path, help="keep the pages that were read in this file")
    arguments.add_argument("--write", action="store_true", help="replace coefficients.json")
    return arguments.parse_args()


def _cached_samples(options: argparse.Namespace) -> list[Sample]:
    if options.cache and options.cache.exists():
        return pickle.loads(options.cache.read_bytes())
    samples = list(read_samples(options.gold, options.sets, options.pages))
    if options.cache:
        options.cache.write_bytes(pickle.dumps(samples))
    return samples


# Learning


def learn(samples: Sequence[Sample], *, taken: bool) -> Any:
    """Return the regression of the blocks that the extractor took, or left."""
    pages = Counter(sample.site for sample in samples)
    chosen = [np.flatnonzero((sample.is_taken == taken) & (sample.weight > 0)) for sample in samples]
    pairs = list(zip(samples, chosen, strict=True))
    rows = np.concatenate([sample.rows[its] for sample, its in pairs])
    truth = np.concatenate([sample.is_text[its] for sample, its in pairs])
    weights = np.concatenate([sample.weight[its] / np.sqrt(pages[sample.site]) for sample, its in pairs])
    if len(set(truth)) < 2:
        sys.exit("too few pages: the blocks to learn from are all text, or all none")
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=500))
    return model.fit(rows, truth, logisticregression__sample_weight=weights / weights.mean())


def write_coefficients(samples: Sequence[Sample]) -> None:
    """Write the coefficients learned from all samples, each with the mean of its feature."""
    regressions = {}
    for name, taken in (("taken", True), ("left", False)):
        scaler, regression = (step for _, step in learn(samples, taken=taken).steps)
        weights = regression.coef_[0] / scaler.scale_
        regressions[name] = {
            "intercept": round(float(regression.intercept_[0] - weights @ scaler.mean_), 4),
            "features": {
                feature: {"weight": round(float(weight), 4), "mean": round(float(mean), 4)}
                for feature, weight, mean in zip(FEATURES, weights, scaler.mean_, strict=True)
            },
        }
    text = re.sub(r"\{\s+(\"weight.*?),\s+(.*?)\s+\}", r"{\1, \2}", json.dumps(regressions, indent=2))
    COEFFICIENTS.write_text(f"{text}\n", "utf-8")


def folds_of(sites: Sequence[str]) -> list[int]:
    """Return a fold for each page, so that those of a site share one and all are about as large."""
    sizes, fold_of = [0] * FOLDS, {}
    for site, pages in sorted(Counter(sites).items(), key=lambda entry: (-entry[1], entry[0])):
        fold_of[site] = sizes.index(min(sizes))
        sizes[fold_of[site]] += pages
    return [fold_of[site] for site in sites]


def scores_left_out(samples: Sequence[Sample], groups: Sequence[Any]) -> list[np.ndarray]:
    """Return the scores of each page's blocks, by regressions that saw neither its group nor a site of it."""
    scores = [np.zeros(len(sample.page.blocks)) for sample in samples]
    for group in sorted(set(groups)):
        tested = [number for number, its in enumerate(groups) if its == group]
        sites = {samples[number].site for number in tested}
        rest = [s for s, its in zip(samples, groups, strict=True) if its != group and s.site not in sites]
        if not rest:
            sys.exit(f"too few pages: all sites are in {group}")
        models = {taken: learn(rest, taken=taken) for taken in (True, False)}
        for number in tested:
            sample = samples[number]
            for taken, model in models.items():
                if (chosen := sample.is_taken == taken).any():
                    scores[number][sample.positions[chosen]] = model.predict_proba(sample.rows[chosen])[:, 1]
    return scores


if __name__ == "__main__":
    main()
