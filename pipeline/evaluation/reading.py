"""Measures how the pages of a set are read: text, title, date, authors and language, beside stock trafilatura."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from pipeline.evaluation.metadata import (
    are_authors_right,
    is_day_right,
    is_day_wrong,
    is_language_right,
    is_title_right,
)
from pipeline.evaluation.text import GoldText, has_residue, leaks, measure_text, word_f1
from pipeline.model import Block, BlockKind, BlockLabel, Label, Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.evaluation.pages import GoldPage
    from pipeline.model import Fetched
    from pipeline.ports import Advance, Parser, Row, Runtime

CHUNK = 200
"""Pages whose blocks are in memory at once."""

LANGUAGE_PAGES = 10
"""Pages from which on a language of a set has a line of its own; the figures of fewer say little."""

MEANS = (
    "f1_stock", "f1_rules", "f1", "title_right", "date_exact", "date_wrong", "authors_right", "language_right",
)  # fmt: skip
"""Measures that are averaged over the pages whose set says what is right."""


_CHARACTERS = ("lost_by_rules", "lost")
_FLAGS = ("residue_by_stock", "residue_by_rules", "residue", "leaks_by_stock", "leaks")

FIGURES = (
    "set", "pages", "f1", "f1_stock", "lost_percent", "residue_percent", "title_right", "date_exact", "date_wrong",
    "authors_right", "language_right",
)  # fmt: skip
"""What is known of each set: means of F1 from 0 to 1, shares of right and wrong from 0 to 1, and two in per cent."""


class StockScores(NamedTuple):
    """What stock trafilatura gives for one page."""

    f1: float
    has_residue: bool
    leaks: bool | None


def measure_stock(
    captures: Iterable[tuple[int, Fetched]], pages: Sequence[GoldPage], parser: Parser[str], advance: Advance
) -> dict[int, StockScores]:
    """Return the scores of stock trafilatura by place of the page; a page that it cannot read has no text."""
    found = {}
    wanted = (
        (str(place), fetched)
        for place, fetched in captures
        if pages[place].is_measured and pages[place].text is not None
    )
    for key, result in parser.parse_all(wanted):
        page, text = pages[int(key)], result if isinstance(result, str) else ""
        gold = GoldText(page.text or "")
        lines = text.splitlines()
        found[int(key)] = StockScores(
            word_f1(text, page.text or ""), has_residue(lines, gold), leaks(lines, page)
        )
        advance()
    return found


def measure_pages(
    runtime: Runtime, name: str, pages: Sequence[GoldPage], captures: Mapping[int, str], advance: Advance
) -> Iterator[dict[str, Any]]:
    """Yield one row of measures for every measured page that was captured, as the warehouse holds it.

    `captures` names the capture of each place in `pages`. A page that became no article has no text, title or date.
    """
    places = [place for place in sorted(captures) if pages[place].is_measured]
    for start in range(0, len(places), CHUNK):
        chunk = places[start : start + CHUNK]
        blocks, metadata = _held(runtime, {captures[place] for place in chunk})
        for place in chunk:
            capture_id = captures[place]
            yield {
                "set": name,
                "place": place,
                "page": pages[place].page_id,
                "language": pages[place].language,
                **_metadata_row(pages[place], metadata.get(capture_id, {})),
                **_text_row(pages[place], blocks.get(capture_id, [])),
            }
            advance()


def _held(runtime: Runtime, captures: set[str]) -> tuple[dict[str, list[Row]], dict[str, Row]]:
    """Return blocks and metadata of these captures, by capture."""
    blocks: dict[str, list[Row]] = defaultdict(list)
    with runtime.warehouse.read() as db:
        for row in db.rows("evaluation/list_labelled_blocks", captures=captures):
            blocks[row["capture_id"]].append(row)
        metadata = {row["capture_id"]: row for row in db.rows("evaluation/list_metadata", captures=captures)}
    return blocks, metadata


def _metadata_row(page: GoldPage, found: Mapping[str, Any]) -> dict[str, Any]:
    date = found.get("published_at"), found.get("published_raw"), page.date
    return {
        "title_right": is_title_right(found.get("title"), page.title),
        "date_exact": is_day_right(*date),
        "date_wrong": is_day_wrong(*date),
        "authors_right": are_authors_right(found.get("byline"), page.authors),
        "language_right": is_language_right(found.get("language"), page.language),
    }


def _text_row(page: GoldPage, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the measures of the text by the rules of the page alone, and after the votes."""
    if page.text is None:
        return dict.fromkeys(
            ("f1_rules", "lost_by_rules", "residue_by_rules", "f1", "gold", "lost", "residue", "leaks")
        ) | {"cut": ()}
    blocks = [
        Block(
            row["position"], BlockKind(row["kind"]), row["text"], Region(row["region"]), row["link_density"]
        )
        for row in rows
    ]
    by_rules = measure_text(page, blocks, _labels(rows, "page_label", "page_rule"))
    after = measure_text(page, blocks, _labels(rows, "label", "rule"))
    return {
        "f1_rules": by_rules.f1,
        "lost_by_rules": by_rules.lost_characters,
        "residue_by_rules": by_rules.has_residue,
        "f1": after.f1,
        "gold": after.gold_characters,
        "lost": after.lost_characters,
        "residue": after.has_residue,
        "leaks": after.leaks,
        "cut": after.lost,
    }


def _labels(rows: Sequence[Row], label: str, rule: str) -> list[BlockLabel]:
    return [BlockLabel(row["position"], Label(row[label]), row[rule]) for row in rows]


def with_stock(rows: Iterable[dict[str, Any]], scores: Mapping[int, StockScores]) -> pd.DataFrame:
    """Return the rows as a table, each with the scores of stock trafilatura."""
    nothing = StockScores(0.0, has_residue=False, leaks=None)
    each = []
    for row in rows:
        stock = scores.get(row["place"], nothing) if row["f1"] is not None else (None, None, None)
        each.append({**row, "f1_stock": stock[0], "residue_by_stock": stock[1], "leaks_by_stock": stock[2]})
    return pd.DataFrame(each)


def summarise(each: pd.DataFrame, by: Sequence[str] = ("set",)) -> pd.DataFrame:
    """Return a line a set: means over pages, gold that was cut and pages with a line of furniture in per cent.

    What no page of a set says is NaN.
    """
    numbers = each[[*MEANS, "gold", *_CHARACTERS, *_FLAGS]].astype(float)
    groups = pd.concat([each[list(by)], numbers], axis=1).groupby(list(by), dropna=False)
    gold = groups["gold"].sum(min_count=1)
    table = {"pages": groups.size()} | {name: groups[name].mean() for name in MEANS}
    for name in _CHARACTERS:
        table[f"{name}_percent"] = 100 * groups[name].sum(min_count=1) / gold
    for name in _FLAGS:
        table[f"{name}_percent"] = 100 * groups[name].mean()
    return pd.DataFrame(table).reset_index()


def by_language(each: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of `summarise` by language, for sets that name more than one; rare languages are left out."""
    several = each.groupby("set")["language"].transform("nunique") > 1
    is_shown = several & (each.groupby(["set", "language"])["set"].transform("size") >= LANGUAGE_PAGES)
    return summarise(each[is_shown], ("set", "language")) if is_shown.any() else pd.DataFrame()


def figures(each: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the figures of every set by the names in `FIGURES`, None where a set does not say."""
    if each.empty:
        return []
    table = summarise(each)
    plain = table.astype(object).where(table.notna(), None)
    return [{name: row[name] for name in FIGURES} for row in plain.to_dict("records")]


def summarise_cut(each: pd.DataFrame) -> pd.DataFrame:
    """Return, by set and rule, how many blocks and characters of gold were cut, and the longest of them."""
    cut = [
        (name, rule, len(text), text[:100])
        for name, blocks in zip(each["set"], each["cut"], strict=True)
        for rule, text in blocks
    ]
    table = pd.DataFrame(cut, columns=["set", "rule", "characters", "text"]).sort_values("characters")
    groups = table.groupby(["set", "rule"], sort=True)
    return groups.agg(
        blocks=("text", "size"), characters=("characters", "sum"), longest=("text", "last")
    ).reset_index()
