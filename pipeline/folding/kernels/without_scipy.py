"""Numba without scipy: it loads that for products of matrices, which no kernel takes, and a night would wait for it."""

from __future__ import annotations

import sys
from typing import Any, Final, cast

_LINEAR_ALGEBRA: Final = "scipy.linalg.cython_blas"
"""What Numba tries to import where it registers what it can compile; where it fails, it leaves such products out."""


def spare_scipy() -> None:
    """Have Numba register what it can compile, unless it has, and let it find no scipy meanwhile."""
    if _LINEAR_ALGEBRA in sys.modules:
        return
    sys.modules[_LINEAR_ALGEBRA] = cast("Any", None)  # how Python is told that a module is not to be had
    try:
        import numba.np.arraymath  # noqa: F401, PLC0415 - this is where it tries
    finally:
        del sys.modules[_LINEAR_ALGEBRA]
