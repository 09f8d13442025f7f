"""trafilatura's main text in less time: a private copy with its slow parts replaced.

README.md says what is replaced, what proves it equal, and when to touch it. Nothing outside this folder imports its
modules; what is named here is all that there is to call.
"""

from __future__ import annotations

from pipeline.parsing.fast_trafilatura.main_text import main_lines, parse_html, warm_up
from pipeline.parsing.fast_trafilatura.selectors import Selector

__all__ = ["Selector", "main_lines", "parse_html", "warm_up"]
