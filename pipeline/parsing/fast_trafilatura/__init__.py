"""trafilatura's main text and htmldate's search for dates, in less time: private copies with their slow parts replaced.

README.md says what is replaced, what proves it equal, and when to touch it. Nothing outside this folder imports its
modules; what is named here is all that there is to call.
"""

from __future__ import annotations

from pipeline.parsing.fast_trafilatura.date_search import search_date
from pipeline.parsing.fast_trafilatura.main_text import main_lines, parse_html, warm_up
from pipeline.parsing.fast_trafilatura.selectors import Selector
from pipeline.parsing.fast_trafilatura.shown_names import author_names

__all__ = ["Selector", "author_names", "main_lines", "parse_html", "search_date", "warm_up"]
