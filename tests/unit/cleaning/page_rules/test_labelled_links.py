"""Lines that lead away are told by what of them is a link, in any language."""

import pytest

from pipeline.model import BlockKind, Label
from tests.unit.cleaning.page_rules.invented_pages import TEXT, block, label_of, page


def linked(label, headline):
    """Return a line whose link begins after its label."""
    text = f"{label}{headline}"
    return block(text, links=round(len(headline) / len(text), 3))


@pytest.mark.parametrize(
    ("label", "headline"),
    [
        ("Vaata siit: ", "Praam sõidab jälle, aga harvemini"),
        ("Få overblikket » ", "Færgen får en ny kaptajn til foråret"),
        ("BACAAN LAIN | ", "Nelayan minta dermaga baru dibangun tahun ini"),
        ("Ещё об этом: ", "Паром вернётся на линию весной"),
        ("もっと詳しく：", "島の渡し船が二週間ぶりに運航を再開した"),
        ("[17:40] ", "Katamaran zostaje w porcie do niedzieli"),
        ("08:15 Tue ", "Council votes on the price of a crossing"),
    ],
)
def test_a_label_and_the_linked_headline_behind_it_lead_away(label, headline):
    line = linked(label, headline)
    assert label_of(line.text, page(*TEXT[:2], line, *TEXT[2:])) == (Label.BOILERPLATE, "labelled_link")


@pytest.mark.parametrize(
    "line",
    [
        linked("Source: ", "Tidal Office"),
        linked("The minister put it so: ", "we shall not sell a single ship of this fleet."),
        block("Ferry: the old ships are sold and the new ones late", links=0.55),
        linked("What nobody has told us until now, and what we found: ", "the books of the company"),
    ],
    ids=["name", "sentence", "link elsewhere", "long label"],
)
def test_names_sentences_and_lines_linked_in_part_are_text(line):
    assert label_of(line.text, page(*TEXT[:2], line, *TEXT[2:])) == (Label.BODY, "text")


@pytest.mark.parametrize(
    "around",
    [
        "The post {} appeared first on Harbour Post.",
        "L'articolo {} proviene da Posta del Porto.",
        "Příspěvek {} pochází z webu Přístav.",
    ],
)
def test_a_line_that_links_the_page_s_own_headline_is_no_text(around):
    title = "Ferry company sells its two oldest ships"
    line = block(around.format(title), links=0.7)
    assert label_of(line.text, page(*TEXT, line, title=title))[0] is not Label.BODY


def test_a_row_of_links_leads_away_whatever_stands_between_and_however_it_ends():
    row = [
        block("Vessel freed from the sandbank.", links=1.0),
        block("14:05"),
        block("Harbour master to step down in June, he says.", BlockKind.LIST_ITEM, links=0.95),
        block("14:40"),
        block("No more herring this year?", links=1.0),
    ]
    of = page(*TEXT, *row)
    assert [label_of(each.text, of)[0] for each in row] == [Label.BOILERPLATE] * 5
    two = page(*TEXT[:3], row[0], row[2], *TEXT[3:])
    assert [label_of(each.text, two)[0] for each in (row[0], row[2])] == [Label.BODY] * 2


def test_headline_byline_and_headings_in_a_row_of_links_keep_their_own_label():
    title = "Ferry company sells its two oldest ships"
    row = [block(text, links=1.0) for text in ("Home", "Sea", "Ships")]
    of = page(
        *row, block(title, BlockKind.HEADING, links=1.0), block("Comments", links=1.0), *TEXT, title=title
    )
    assert label_of(title, of) == (Label.HEADLINE, "headline")
    assert label_of("Comments", of)[1] == "comments"
