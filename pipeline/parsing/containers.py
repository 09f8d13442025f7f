"""Whether the names of an element say that its text is none of the article's, but stands beside it.

Pages name their parts for their own style sheets: `class="related-articles"`, `id="comments"`. Words of a name are
compared whole, so `commentary` is no comment. A name is a hint: a whole article may stand inside `has-sidebar`, so
whoever asks should not believe names that would take most of a text (see `pipeline.parsing.alignment`).

Measured on 1,032 labelled pages: of 392 blocks that the extractor takes from elements so named, four short lines are
text by the labels ("Print", a copyright). Left out, since text was found in them: ad, box, gallery, header, inline, nav, poll, teaser, video.
"""

# ruff: noqa: SIM905 - names in lines one can read

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

BESIDE_NAMES = frozenset(
    # comments
    "comment comments commentlist readercomment readercomments disqus livefyre respond talkback"
    # other stories
    " related relatedarticle relatedarticles relatedcontent relatedlinks relatedstories recommended recommendations"
    " recirc outbrain taboola trending popular mostpopular mostread mostviewed mostshared mostemailed topstories"
    " latestnews morenews morestories readnext readmore seealso furtherreading promo promos puff"
    # columns
    " sidebar sidebars sidenav leftnav rightnav leftcol rightcol leftcolumn rightcolumn leftrail rightrail rail"
    # pictures
    " caption captions imagecaption imgcaption photocaption piccaption picturecaption cutline photocredit imagecredit"
    # tools and prompts
    " share sharing sharebar sharetools social socialmedia addthis sharethis tools articletools storytools toolbar"
    " newsletter newsletters signup subscribe subscription subscriptions paywall"
    " advert adverts advertisement advertisements advertising sponsor sponsors sponsored classified classifieds"
    # who, when, whose
    " byline bylines authorbio authorbox aboutauthor date timestamp pubdate copyright footer breadcrumb breadcrumbs"
    " taglist".split()
)
"""Words of a name, or two in a row, that no part of the text has; lower case."""

REMEMBERED = 20_000
"""Names with a verdict: some hundred sites' worth, a few megabytes."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=REMEMBERED)
def is_beside(name: str) -> bool:
    """Whether an element whose class or id is `name` says that its text is not the article's."""
    return bool(name) and not BESIDE_NAMES.isdisjoint(_parts(name))


def _parts(name: str) -> set[str]:
    """Return the words of a name, also two by two: `rightColumn` and `right-column` hold `rightcolumn`."""
    parts: set[str] = set()
    for single in name.split():
        words = [word.lower() for word in _WORD.findall(single)]
        parts.update(words, (left + right for left, right in pairwise(words)))
    return parts
