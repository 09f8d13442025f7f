"""On every page at hand our main text has stock's words, and nothing that is an article is called something else."""

from __future__ import annotations

import gzip
import json
import logging
import re
import tarfile
from datetime import UTC, datetime

import pytest
import trafilatura

from pipeline.errors import Rejected
from pipeline.model import TAKEN, Fetched, PageKind
from pipeline.parsing.charset import decode
from pipeline.parsing.pages.page import parse_page

pytestmark = [pytest.mark.gold, pytest.mark.slow]

SETS = ["ext_big9", "ext_cleanportaleval", "ext_fundus_publishers", "ext_l3s_gn1", "ext_scrapinghub"]
NO_ARTICLES = {"ext_scrapinghub": 2, "ext_cleanportaleval": 2}
"""Two of the labelled articles say that they must be paid for and show about a hundred words; two are the indexes of
sections, and have no text by their labels either."""


def pages(gold, name):
    with gzip.open(gold / "extraction" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with tarfile.open(gold / "extraction" / f"{name}.html.tar.xz") as archive:
        bodies = {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}
    for row in rows:
        body = next(body for path, body in bodies.items() if path.endswith(row["html_path"]))
        url = row.get("url") or "http://www.example.com/news/story.html"
        yield row["id"], Fetched(url, datetime.now(UTC), 200, {}, body)


def read(fetched):
    try:
        return parse_page(fetched)
    except Rejected:
        return None


def words(text):
    return re.findall(r"\w+", text or "")


@pytest.mark.parametrize("name", SETS)
def test_the_words_are_those_of_stock_wherever_stock_has_any(gold, name):
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    differing, kinds = [], []
    for page_id, fetched in pages(gold, name):
        page = read(fetched)
        stock = trafilatura.bare_extraction(decode(fetched.body), include_comments=False, with_metadata=False)
        if page and page.kind is not PageKind.ARTICLE:
            kinds.append(page_id)
        if stock is None or not stock.text:
            continue  # pages that swallow themselves, which we may rescue and stock does not
        blocks = page.blocks if page else ()
        ours = "\n".join(block.text for block in blocks if block.region in TAKEN)
        if words(ours) != words(stock.text):
            differing.append(page_id)
    assert differing == []
    assert len(kinds) <= NO_ARTICLES.get(name, 0), kinds
