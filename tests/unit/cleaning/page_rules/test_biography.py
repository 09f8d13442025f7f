"""Lines below a text that say who its author is."""

from __future__ import annotations

from pipeline.model import Author, AuthorKind, Label
from tests.unit.cleaning.page_rules.invented_pages import TEXT, labels, page

ADA = Author("Ada Marsh", AuthorKind.PERSON)
BO = Author("Bo Finn", AuthorKind.PERSON)
BIOGRAPHY = (Label.BOILERPLATE, "biography")


def test_the_last_lines_that_begin_with_the_name_of_an_author_are_about_the_authors():
    lines = ["Ada Marsh has reported from the islands since the year of the flood.", "Bo Finn is her editor."]
    found = labels(page(*TEXT, *lines, authors=(ADA, BO)))
    assert found[-2:] == [BIOGRAPHY, BIOGRAPHY]
    assert {label for label, _ in found[:-2]} == {Label.BODY}


def test_a_name_amid_the_text_or_of_somebody_else_is_part_of_the_report():
    amid = labels(
        page(*TEXT[:3], "Ada Marsh was on board when the engine failed.", *TEXT[3:], authors=(ADA,))
    )
    assert BIOGRAPHY not in amid
    assert BIOGRAPHY not in labels(page(*TEXT, "Ada Marsh will sail on Monday.", authors=(BO,)))


def test_a_text_that_begins_with_its_author_is_not_cut_away():
    assert BIOGRAPHY not in labels(page("Ada Marsh sailed to the island on Monday.", authors=(ADA,)))


def test_an_organisation_is_no_author_with_a_biography():
    wire = Author("North Wire", AuthorKind.ORGANISATION)
    assert BIOGRAPHY not in labels(page(*TEXT, "North Wire asked three owners.", authors=(wire,)))
