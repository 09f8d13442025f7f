"""A shard as a table: one row a capture, with its record, what became of it, and its page with blocks and signature.

Blocks are a list of records in their page's row, so that a page is whole in one row group. The columns are explained in
docs/reference/shards.md.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa

from pipeline.errors import Rejected, TransientError
from pipeline.model import Author, AuthorKind, Block, BlockKind, Capture, Label, Page, PageKind, Region
from pipeline.steps.extract.outcomes import ReadPage, Rejection, Retry, WaitingCapture
from pipeline.steps.extract.page_labels import Draft, PageLabel, VersionText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.steps.extract.outcomes import Outcome

_TEXT, _TIME, _BYTES = pa.string(), pa.timestamp("us", tz="UTC"), pa.binary()
_SMALL, _WHOLE, _REAL = pa.int32(), pa.int64(), pa.float64()

_CAPTURE: Final = {
    **dict.fromkeys(("capture_id", "source_id", "url", "url_key", "host"), _TEXT),
    "fetched_at": _TIME,
    "http_status": _SMALL,
    "content_type": _TEXT,
    "body_sha256": _TEXT,
    "body_bytes": _WHOLE,
}
_OUTCOME: Final = {"record": _BYTES, **dict.fromkeys(("outcome", "reason", "detail"), _TEXT)}
_ARTICLE: Final = dict.fromkeys(("article_id", "article_url_key", "article_url", "article_host"), _TEXT)
_PAGE: Final = {
    each.name: _TIME if each.name in {"published_at", "modified_at"} else _TEXT
    for each in fields(Page)
    if each.name not in {"kind", "blocks", "authors"}
}
_VERSION_TEXT: Final = {
    name: {"word_count": _SMALL, "origin_confidence": _REAL}.get(name, _TEXT) for name in VersionText._fields
}
_SIGNATURE: Final = {
    "shingle_count": _SMALL,
    "content_key": _WHOLE,
    "signature": _BYTES,
    "samples": _BYTES,
}
_AUTHOR: Final = pa.struct({"name": _TEXT, "kind": _TEXT})
_BLOCK_COLUMNS: Final = {
    "position": _SMALL,
    "kind": _TEXT,
    "text": _TEXT,
    "region": _TEXT,
    "link_density": _REAL,
    "lines": pa.list_(_SMALL),
    "page_label": _TEXT,
    "page_rule": _TEXT,
    "prefix_fingerprint": _WHOLE,
    "in_body_span": _SMALL,
    "fingerprint": _WHOLE,
}
_BLOCK: Final = pa.struct(_BLOCK_COLUMNS)

SCHEMA: Final = pa.schema(
    {
        **_CAPTURE,
        **_OUTCOME,
        **_ARTICLE,
        "page_kind": _TEXT,
        **_PAGE,
        "authors": pa.list_(_AUTHOR),
        **_VERSION_TEXT,
        **_SIGNATURE,
        "blocks": pa.list_(_BLOCK),
    }
)
OBSERVATION: Final = ("capture_id", "source_id", "url", "fetched_at")
"""The columns by which it is seen that a row is loaded already."""

_KINDS = {kind.value: kind for kind in BlockKind}
_REGIONS = {region.value: region for region in Region}
_LABELS = {label.value: label for label in Label}


class PageSignature(NamedTuple):
    """The signature and samples of a page's draft, as `article_signatures` keeps them."""

    shingle_count: int
    content_key: int
    signature: bytes
    samples: bytes


class Prepared(NamedTuple):
    """One capture as it was prepared: its record, and what became of it. A page without a word has no signature."""

    capture: Capture
    member: bytes
    outcome: Outcome
    signature: PageSignature | None


def batch_of(prepared: Sequence[Prepared]) -> pa.RecordBatch:
    """Return the rows of these captures; raise ValueError, OverflowError or ArrowException for what no column holds."""
    rows = [_flat(each) for each in prepared]
    pages = [each.outcome if isinstance(each.outcome, ReadPage) else None for each in prepared]
    columns = []
    for field in SCHEMA:
        if field.name == "blocks":
            columns.append(_blocks(pages))
        elif field.name == "authors":
            columns.append(pa.array([_authors(each) for each in pages], field.type))
        else:
            columns.append(pa.array([row.get(field.name) for row in rows], field.type))
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def prepared_in(batch: pa.RecordBatch) -> list[Prepared]:
    """Return the captures of these rows."""
    simple = [field.name for field in SCHEMA if field.name != "blocks"]
    columns = {name: batch.column(name).to_pylist() for name in simple}
    rows = ({name: columns[name][at] for name in simple} for at in range(batch.num_rows))
    return [_prepared(row, blocks) for row, blocks in zip(rows, _blocks_in(batch), strict=True)]


# Writing


def _flat(each: Prepared) -> dict[str, Any]:
    """Return the columns of a row that are no lists."""
    row = {name: getattr(each.capture, name) for name in _CAPTURE} | {"record": each.member}
    outcome = each.outcome
    if isinstance(outcome, Rejection):
        return row | {"outcome": "rejection", "reason": outcome.why.reason, "detail": outcome.why.detail}
    if isinstance(outcome, Retry):
        return row | {"outcome": "retry", "reason": outcome.why.outcome, "detail": outcome.why.detail}
    row |= {"outcome": "page", "page_kind": outcome.page.kind.value}
    row |= {name: getattr(outcome.page, name) for name in _PAGE}
    row |= outcome.draft.text._asdict() | (each.signature._asdict() if each.signature else {})
    return row | {
        "article_id": outcome.article_id,
        "article_url_key": outcome.url_key,
        "article_url": outcome.url,
        "article_host": outcome.host,
    }


def _authors(read: ReadPage | None) -> list[dict[str, str]] | None:
    return [{"name": each.name, "kind": each.kind.value} for each in read.page.authors] if read else None


def _blocks(pages: Sequence[ReadPage | None]) -> pa.ListArray:
    """Return the blocks of all rows, column by column: a mapping a block would cost more than all the rest."""
    blocks = [each.page.blocks if each else () for each in pages]
    every = list(chain.from_iterable(blocks))
    labels = list(chain.from_iterable(each.draft.labels for each in pages if each))
    fingerprints = list(chain.from_iterable(each.draft.fingerprints for each in pages if each))
    columns: dict[str, list[Any]] = {
        **{name: [getattr(block, name) for block in every] for name in ("position", "text", "link_density")},
        **{name: [getattr(block, name).value for block in every] for name in ("kind", "region")},
        "lines": [list(block.lines) for block in every],
        "page_label": [label.page_label.value for label in labels],
        "page_rule": [label.page_rule for label in labels],
        "prefix_fingerprint": [label.prefix_fingerprint for label in labels],
        "in_body_span": [label.in_body_span for label in labels],
        "fingerprint": fingerprints,
    }
    bounds = [0]
    for some in blocks:
        bounds.append(bounds[-1] + len(some))
    arrays = [pa.array(columns[name], kind) for name, kind in _BLOCK_COLUMNS.items()]
    return pa.ListArray.from_arrays(
        pa.array(bounds, pa.int32()), pa.StructArray.from_arrays(arrays, fields=list(_BLOCK))
    )


# Reading


def _prepared(row: dict[str, Any], blocks: Sequence[tuple[Any, ...]]) -> Prepared:
    capture = Capture(**{name: row[name] for name in _CAPTURE}, archive="", archive_offset=0)
    waiting = waiting_capture(capture)
    if row["outcome"] == "rejection":
        return Prepared(
            capture, row["record"], Rejection(waiting, Rejected(row["reason"], row["detail"])), None
        )
    if row["outcome"] == "retry":
        return Prepared(
            capture, row["record"], Retry(waiting, TransientError(row["reason"], row["detail"])), None
        )
    page = Page(
        kind=PageKind(row["page_kind"]),
        blocks=tuple(_block(each) for each in blocks),
        authors=tuple(Author(each["name"], AuthorKind(each["kind"])) for each in row["authors"]),
        **{name: row[name] for name in _PAGE},
    )
    draft = Draft(
        tuple(PageLabel(_LABELS[each[6]], *each[7:10]) for each in blocks),
        tuple(each[10] for each in blocks),
        VersionText(**{name: row[name] for name in _VERSION_TEXT}),
    )
    read = ReadPage(
        waiting,
        page,
        draft,
        row["article_id"],
        row["article_url_key"],
        row["article_url"],
        row["article_host"],
    )
    signature = None if row["signature"] is None else PageSignature(*(row[name] for name in _SIGNATURE))
    return Prepared(capture, row["record"], read, signature)


def waiting_capture(capture: Capture) -> WaitingCapture:
    """Return the capture as one to be read for the first time, of which no source announced anything."""
    return WaitingCapture(
        capture_id=capture.capture_id,
        source_id=capture.source_id,
        url=capture.url,
        url_key=capture.url_key,
        host=capture.host,
        fetched_at=capture.fetched_at,
        archive=capture.archive,
        archive_offset=capture.archive_offset,
        attempts=0,
        source_kind="",
    )


def _block(columns: Sequence[Any]) -> Block:
    position, kind, text, region, link_density, lines = columns[:6]
    return Block(position, _KINDS[kind], text, _REGIONS[region], link_density, tuple(lines))


def _blocks_in(batch: pa.RecordBatch) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the blocks of each row, as their columns in order."""
    column = batch.column("blocks")
    bounds = column.offsets.to_pylist()
    values = column.values
    listed = [values.field(name).to_pylist() for name in _BLOCK_COLUMNS]
    every = list(zip(*listed, strict=True))
    for start, end in pairwise(bounds):
        yield every[start:end]
