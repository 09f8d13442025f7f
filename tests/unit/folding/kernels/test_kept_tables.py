"""What the kernel needs to know is kept on disk, and made again where what is kept is not whole."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from pipeline.folding.kernels import characters, kept_tables
from pipeline.folding.signatures import SCHEME, permutations_of


def test_the_kernel_reads_the_tables_that_words_are_defined_by():
    for kept, made in zip(kept_tables.folding_table(), characters.folding_table(), strict=True):
        np.testing.assert_array_equal(kept, made)
        assert kept.dtype == made.dtype
    np.testing.assert_array_equal(kept_tables.character_kinds(), characters.character_kinds())


def test_the_kernel_permutes_as_datasketch_does():
    np.testing.assert_array_equal(kept_tables.permutations(), permutations_of(SCHEME))
    assert kept_tables.permutations().dtype == permutations_of(SCHEME).dtype


def test_tables_may_be_written_on_as_those_for_which_code_is_compiled():
    for table in (*kept_tables.folding_table(), kept_tables.character_kinds(), kept_tables.permutations()):
        assert table.flags.writeable
        assert table.flags.aligned
        assert table.flags.c_contiguous


def test_signing_loads_neither_scipy_nor_datasketch_once_the_permutations_are_kept():
    """It loads most of scipy for what signing does not use; in each process that took longer than a small night."""
    kept_tables.permutations()
    signs = (
        "import sys; from pipeline.folding.kernels.compiled import CompiledKernel;"
        " CompiledKernel().sign(['one two three four']);"
        " print({'datasketch', 'pandas', 'scipy.linalg', 'scipy.special'} & sys.modules.keys());"
        " import numpy as np, scipy.linalg; print(scipy.linalg.inv(np.eye(1)))"
    )
    said = subprocess.run([sys.executable, "-c", signs], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == ["set()", "[[1.]]"]
