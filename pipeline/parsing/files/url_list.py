"""Lists of addresses: one a line; `#` begins a comment, at the start of a line or after a space."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"(?:^|\s)#.*")  # a # inside an address is part of it


def parse_url_list(text: str) -> tuple[str, ...]:
    """Return what stands on the lines, without comments, empty lines and repetitions; addresses are not checked."""
    lines = (_COMMENT.sub("", line).strip() for line in text.lstrip("\ufeff").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
