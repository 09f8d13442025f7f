"""Clean: every block of a changed article gets its label, by the rules of its page and by the votes of all pages.

Requirements
    What no rule of one page can know is seen across pages: a block that unrelated stories of a host share is part of
    the page, whatever it says. What is learned late must reach earlier articles within the same run, and labels must
    never depend on which article came first. A run that was interrupted is simply run again.

How it works
    1. An article comes with its draft, which the rules of its page made when it was read. A draft that other rules made
       is made again (`steps.extract.page_labels`).
    2. One text under many addresses that do not name it is no article (`repeated_pages`).
    3. Drafts are matched. Articles whose drafts match are one draft cluster, and a cluster has one vote (`vote_groups`).
    4. The votes on the blocks of all waiting articles are counted anew (`block_votes`). Lines that say nearly the same
       vote together (`similar_lines`).
    5. These articles are labelled, and so is every article, however old, that carries a block which is now something
       else (`apply_votes`).

    An article waits in `pending_work` to be cleaned until its draft is signed, then for its pairs, then for its votes,
    then for its label. Drafts are signed, and repeated pages rejected, in one transaction, for the index is read as a
    whole; their pairs are found part by part (`matching.rounds`); clusters are settled in one transaction. Steps 4 and 5
    are one for each batch of articles, of a bounded number of blocks, so that pages of very many hold no other writer up.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.reports import Report
from pipeline.steps.clean.waiting import Cleaned, count_waiting

if TYPE_CHECKING:
    from pipeline.model import Request
    from pipeline.ports import Runtime


def run(request: Request, runtime: Runtime) -> Report:
    """Clean every article that waits; the window of the request bounds what is captured, not what is cleaned."""
    del request
    waiting = count_waiting(runtime)
    cleaned = Cleaned()
    if waiting:
        from pipeline.steps.clean.clean_waiting import clean_waiting

        cleaned = clean_waiting(runtime)
    return Report("clean", {"articles": waiting, **asdict(cleaned)})
