"""Lines that say where a text stood first, in the words of its desk: "This article was originally published on …"."""

from __future__ import annotations

import re
from typing import Final

_STOOD_FIRST: Final = re.compile(
    r"\W*(?:(?:this|the|dieser|diese|cet|este|esta|el|questo|dit|эта|этот|данная)\s+(?:article|story|report|post|piece|column"
    r"|artikel|beitrag|text|bericht|artículo|nota|artigo|matéria|texto|articolo|статья|материал)\s+)?"
    r"(?:(?:was|is|has been|ist|wurde|a été|a|fue|se|foi|è stato|è|is|была?)\s+)?"
    r"(?:(?:originally|first) (?:published|appeared|posted)|republished (?:from|with)"
    r"|zuerst (?:erschienen|veröffentlicht)|erschien zuerst|ursprünglich (?:erschienen|veröffentlicht)"
    r"|publié (?:initialement|d'abord)|initialement publié|d'abord paru"
    r"|(?:publicad[oa]|publicó) originalmente|originalmente publicad[oa]|pubblicat[oa] originariamente"
    r"|oorspronkelijk (?:gepubliceerd|verschenen)|впервые опубликован|原載|原载|初出|首发|最初刊登)",
    re.IGNORECASE,
)


def tells_first_place(line: str) -> bool:
    """Whether a line begins as those do that say where a text stood first; the name comes behind."""
    return _STOOD_FIRST.match(line) is not None
