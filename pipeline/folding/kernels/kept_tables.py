"""The tables of characters, made once for an installation and kept on disk beside the compiled code.

Making them takes longer than folding a small night. What is kept belongs to one definition of a word and one edition of
Unicode, which its name says; a file that is damaged or cannot be written costs the time of making them, and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.folding import spellings, text
from pipeline.folding.kernels import characters
from pipeline.folding.kernels.signing import sketch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.folding.kernels.characters import Table

# What the tables are made of. Another spelling of a letter is another word.
_MADE_OF: Final = (text.__file__, spellings.__file__, characters.__file__)
_CHECK_BYTES: Final = 4


class Tables(NamedTuple):
    """For each character its folded bytes as one number, how many they are, and what kind it is."""

    folded: NDArray[np.uint64]
    lengths: NDArray[np.uint8]
    kinds: NDArray[np.uint8]


def folding_table() -> Table:
    """Return `characters.folding_table`."""
    return _tables()[:2]


def character_kinds() -> NDArray[np.uint8]:
    """Return `characters.character_kinds`."""
    return _tables().kinds


@cache
def _tables() -> Tables:
    folder = sketch.stats.cache_path  # where Numba found that it may write
    path = Path(folder) / f"characters-{_definition()}.tables" if folder else None
    if path and (kept := read_tables(path)):
        return kept
    made = Tables(*characters.folding_table(), characters.character_kinds())
    if path:
        keep_tables(path, made)
    return made


def read_tables(path: Path) -> Tables | None:
    """Return the tables that a file holds; None where there is none or it is not whole."""
    try:
        stored = bytearray(path.read_bytes())  # compiled code is made for arrays that may be written
    except OSError:
        return None
    count, rest = divmod(len(stored) - _CHECK_BYTES, 10)
    if (
        count <= 0
        or rest
        or zlib.crc32(stored[:-_CHECK_BYTES]).to_bytes(4, "little") != stored[-_CHECK_BYTES:]
    ):
        return None
    folded = np.frombuffer(stored, "<u8", count).view(np.uint64)
    lengths, kinds = (np.frombuffer(stored, np.uint8, count, offset) for offset in (8 * count, 9 * count))
    return Tables(folded, lengths, kinds)


def keep_tables(path: Path, tables: Tables) -> None:
    """Write the tables to a file, whole or not at all; where that is forbidden, they are made again next time."""
    folded, lengths, kinds = tables
    content = folded.astype("<u8").tobytes() + lengths.tobytes() + kinds.tobytes()
    check = zlib.crc32(content).to_bytes(_CHECK_BYTES, "little")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content + check)
        os.replace(file.name, path)  # noqa: PTH105 - the name of the file is text
    except OSError:
        return


def _definition() -> str:
    """Return by what the tables were made: the modules that say what a word is, and Unicode's edition."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for module in (*_MADE_OF, str(Path(spellings.__file__).with_name("chinese.txt"))):
        digest.update(Path(module).read_bytes())
    return digest.hexdigest()[:16]
