"""The tables of characters are kept on disk, and made again where what is kept is not whole."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.folding.kernels import characters, kept_tables

MADE = kept_tables.Tables(*characters.folding_table(), characters.character_kinds())


def are_equal(some, others):
    return all(
        np.array_equal(one, other) and one.dtype == other.dtype
        for one, other in zip(some, others, strict=True)
    )


def test_what_is_kept_is_what_was_made(tmp_path):
    kept_tables.keep_tables(tmp_path / "folder" / "a.tables", MADE)
    assert are_equal(kept_tables.read_tables(tmp_path / "folder" / "a.tables"), MADE)
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["a.tables"]


def test_the_kernel_reads_the_tables_that_words_are_defined_by():
    assert are_equal((*kept_tables.folding_table(), kept_tables.character_kinds()), MADE)


def test_tables_may_be_written_as_those_for_which_code_is_compiled(tmp_path):
    kept_tables.keep_tables(tmp_path / "a.tables", MADE)
    for table in kept_tables.read_tables(tmp_path / "a.tables"):
        assert table.flags.writeable
        assert table.flags.aligned
        assert table.flags.c_contiguous


@pytest.mark.parametrize(
    "damage", [lambda stored: b"", lambda stored: stored[:-9], lambda stored: b"\x07" + stored[1:]]
)
def test_a_damaged_file_is_no_table(tmp_path, damage):
    path = tmp_path / "a.tables"
    kept_tables.keep_tables(path, MADE)
    path.write_bytes(damage(path.read_bytes()))
    assert kept_tables.read_tables(path) is None


def test_where_nothing_may_be_written_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("no folder")
    kept_tables.keep_tables(tmp_path / "file" / "a.tables", MADE)
    assert kept_tables.read_tables(tmp_path / "file" / "a.tables") is None
