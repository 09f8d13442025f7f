"""Writes `pipeline/linking/word_weights/LANGUAGE.tsv`: in how many news texts of a language each word occurs.

    python -m benchmarks.make_word_weights GOLD

Reads the texts of labelled data (docs/how-to/measure-on-your-own-pages.md) that serve no measure of events, and for
languages that have none of those the texts of events. Counts alone are kept.
"""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html

from pipeline.linking.word_weights import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUT = Path("pipeline/linking/word_weights")
_LEAST_TEXTS = 40
_LEAST_COUNT = 3
_NAMES = {"english": "en", "russian": "ru", "polish": "pl"}


def main(gold: Path) -> None:
    """Write a table for each language with texts enough."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    seen = set()
    for language, text in _texts(gold):
        if len(text) < 200 or text[:300] in seen:
            continue
        seen.add(text[:300])
        texts[language] += 1
        counts[language].update(set(terms(text[:12_000])))
    _OUT.mkdir(exist_ok=True)
    for language, number in sorted(texts.items()):
        if number >= _LEAST_TEXTS and language.isalpha():
            least = _LEAST_COUNT if number > 300 else 2
            rows = sorted((word, count) for word, count in counts[language].items() if count >= least)
            lines = [f"texts {number}\n", *(f"{word}\t{count}\n" for word, count in rows)]
            (_OUT / f"{language}.tsv").write_text("".join(lines), encoding="utf-8")
            print(language, number, len(rows))


def _texts(gold: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(gold.glob("*/*.jsonl.gz")):
        is_events = path.parent.name == "events"
        for line in gzip.decompress(path.read_bytes()).decode().split("\n")[:-1]:
            row = json.loads(line)
            language = str(row.get("lang") or ("en" if path.name.startswith("us10_text") else ""))
            language = _NAMES.get(language.lower(), language.lower()[:2])
            if not language or (is_events and language == "en"):
                continue
            for name in ("text", "text1", "text2"):
                if isinstance(row.get(name), str):
                    yield language, row[name]
    yield from _of_pages(gold / "nights/tg2019")


def _of_pages(pages: Path) -> Iterator[tuple[str, str]]:
    rows = [
        json.loads(line)
        for line in gzip.decompress(Path(f"{pages}.jsonl.gz").read_bytes()).decode().split("\n")[:-1]
    ]
    languages = {row["html_path"]: (row.get("lang") or "")[:2] for row in rows}
    with tarfile.open(f"{pages}.html.tar.xz") as archive:
        for member in archive:
            if languages.get(member.name) and (file := archive.extractfile(member)):
                tree = html.fromstring(file.read())
                paragraphs = (each.text_content() for each in tree.iter("p"))
                yield languages[member.name], "\n".join(paragraphs)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
