"""Two texts of which one says the contrary of the other, in the languages of the table; and edits that say the same."""

from __future__ import annotations

import pytest

from pipeline.folding.alignment import align_texts
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.relations import PageRelationship
from pipeline.folding.reversals import reversal_reason
from pipeline.model import Relation
from tests.unit.folding.test_relations import COUNCIL, relation

KERNEL = CompiledKernel()

CONTRARY = {
    "en, a negation": (
        "The jury in Ashford said on Friday that the surgeon was to blame for the death of the boy in May.",
        "The jury in Ashford said on Friday that the surgeon was not to blame for the death of the boy in May.",
    ),
    "en, an auxiliary comes with it": (
        "The regulator agreed on Friday to the sale of the airport, and the owners said that they had expected it.",
        "The regulator did not agree on Friday to the sale of the airport, and the owners said that they had expected it.",
    ),
    "en, movement": (
        "Bread prices rose sharply in the south for the third month in a row, the office of statistics said.",
        "Bread prices fell sharply in the south for the third month in a row, the office of statistics said.",
    ),
    "en, names": (
        "Redmoor sued Alder Mills in Ashford on Friday over the sale of a quarry that was never handed over.",
        "Alder Mills sued Redmoor in Ashford on Friday over the sale of a quarry that was never handed over.",
    ),
    "de, a negation": (
        "Das Gericht in Aldorf hat entschieden, dass die Stadt für den Schaden an der Brücke haftet und zahlen muss.",
        "Das Gericht in Aldorf hat entschieden, dass die Stadt für den Schaden an der Brücke nicht haftet und zahlen muss.",
    ),
    "de, no and a": (
        "Nach dem Urteil hat die Witwe einen Anspruch auf die Rente der Kasse, wie das Gericht in Aldorf mitteilte.",
        "Nach dem Urteil hat die Witwe keinen Anspruch auf die Rente der Kasse, wie das Gericht in Aldorf mitteilte.",
    ),
    "de, verdict": (
        "Der Stadtrat von Aldorf hat den Bau der Halle am Montag genehmigt, nach einer Sitzung von sechs Stunden.",
        "Der Stadtrat von Aldorf hat den Bau der Halle am Montag abgelehnt, nach einer Sitzung von sechs Stunden.",
    ),
    "de, names": (
        "Aldorf schlägt Wieskirch mit 2:1 und steht im Viertelfinale, das im März ausgetragen wird.",
        "Wieskirch schlägt Aldorf mit 2:1 und steht im Viertelfinale, das im März ausgetragen wird.",
    ),
    "fr, a negation": (
        "Le conseil municipal de Valmont a décidé que la piscine est ouverte pour les écoles pendant les travaux.",
        "Le conseil municipal de Valmont a décidé que la piscine n'est pas ouverte pour les écoles pendant les travaux.",
    ),
    "fr, movement": (
        "Le prix des loyers augmente dans les villes du nord pour la troisième année, selon une étude des notaires.",
        "Le prix des loyers diminue dans les villes du nord pour la troisième année, selon une étude des notaires.",
    ),
    "es, a negation": (
        "El alcalde de Montalba dijo que la obra se terminará en mayo y que el dinero para la escuela está listo.",
        "El alcalde de Montalba dijo que la obra no se terminará en mayo y que el dinero para la escuela está listo.",
    ),
    "es, verdict": (
        "El parlamento aprobó el jueves la ley del agua con los votos de la mayoría, tras una larga sesión.",
        "El parlamento rechazó el jueves la ley del agua con los votos de la mayoría, tras una larga sesión.",
    ),
    "it, a negation": (
        "Il sindaco di Vallefonda ha detto che la scuola del paese riapre lunedì per gli alunni delle prime classi.",
        "Il sindaco di Vallefonda ha detto che la scuola del paese non riapre lunedì per gli alunni delle prime classi.",
    ),
    "it, verdict": (
        "Il medico di Vallefonda è stato condannato dal tribunale per la morte di una paziente nel reparto.",
        "Il medico di Vallefonda è stato assolto dal tribunale per la morte di una paziente nel reparto.",
    ),
    "pt, a negation": (
        "O ministro disse que a ponte de Montalvo vai ser paga com dinheiro do fundo para as regiões do interior.",
        "O ministro disse que a ponte de Montalvo não vai ser paga com dinheiro do fundo para as regiões do interior.",
    ),
    "pt, movement": (
        "A taxa de desemprego subiu em maio para o valor mais visto em dez anos, segundo os dados que o instituto publicou.",
        "A taxa de desemprego caiu em maio para o valor mais visto em dez anos, segundo os dados que o instituto publicou.",
    ),
    "nl, a negation": (
        "De gemeente Oudwater zegt dat het zwembad in de winter open blijft voor scholen en verenigingen van het dorp.",
        "De gemeente Oudwater zegt dat het zwembad in de winter niet open blijft voor scholen en verenigingen van het dorp.",
    ),
    "nl, verdict": (
        "De rechter heeft de oud-directeur van de bank schuldig verklaard aan het vervalsen van een reeks rekeningen.",
        "De rechter heeft de oud-directeur van de bank onschuldig verklaard aan het vervalsen van een reeks rekeningen.",
    ),
    "ru, a negation": (
        "Суд в Заречном в понедельник признал, что завод должен платить за очистку реки и за новый мост у села.",
        "Суд в Заречном в понедельник признал, что завод не должен платить за очистку реки и за новый мост у села.",
    ),
    "ru, movement": (
        "Центральный банк повысил ставку на заседании в пятницу и сообщил, что следит за ценами на хлеб и топливо.",
        "Центральный банк снизил ставку на заседании в пятницу и сообщил, что следит за ценами на хлеб и топливо.",
    ),
    "ru, names take other endings": (
        "Гончаров обыграл Назарова в финале турнира в Заречном, и теперь его ждет поездка на юг.",
        "Назаров обыграл Гончарова в финале турнира в Заречном, и теперь его ждет поездка на юг.",
    ),
    "pl, a negation": (
        "Sąd w Zalesiu orzekł, że gmina musi zapłacić za remont mostu, który zawalił się w maju po powodzi.",
        "Sąd w Zalesiu orzekł, że gmina nie musi zapłacić za remont mostu, który zawalił się w maju po powodzi.",
    ),
    "pl, verdict": (
        "Rada miasta przyjęła w czwartek plan budowy hali na terenie portu, o czym mówiło się od lat.",
        "Rada miasta odrzuciła w czwartek plan budowy hali na terenie portu, o czym mówiło się od lat.",
    ),
    "sv, a negation": (
        "Domstolen i Ekvik säger att kommunen ska betala för bron som rasade i maj efter att ån hade stigit.",
        "Domstolen i Ekvik säger att kommunen inte ska betala för bron som rasade i maj efter att ån hade stigit.",
    ),
    "zh, one character": (
        "法院昨天宣布该银行前经理有罪,并表示将在本月公布判决的全部理由。",
        "法院昨天宣布该银行前经理无罪,并表示将在本月公布判决的全部理由。",
    ),
}

THE_SAME = {
    "a word of the same meaning": (
        "Police in Ashford are looking for two men who broke into a mill on Friday and took the copper from its roof.",
        "Police in Ashford are searching for two men who broke into a mill on Friday and took the copper from its roof.",
    ),
    "a list in another order": (
        "Leaders from Norvia and Estmark met in Ashford on Friday to talk about the fishing grounds of the north.",
        "Leaders from Estmark and Norvia met in Ashford on Friday to talk about the fishing grounds of the north.",
    ),
    "a negation and the contrary": (
        "The council did not approve the plan for the mill on Friday, after a meeting of six hours in the town hall.",
        "The council rejected the plan for the mill on Friday, after a meeting of six hours in the town hall.",
    ),
    "an opening of its own": (
        "The council approved the plan for the mill on Friday, after a meeting of six hours in the town hall.",
        "ASHFORD (Northwire) - The council approved the plan for the mill on Friday, after a meeting of six hours.",
    ),
    "the place of a negation": (
        "The mayor has said that she will not on Friday sign the plan for the mill, and that she has told the owner.",
        "The mayor has said that she will on Friday not sign the plan for the mill, and that she has told the owner.",
    ),
    "in, not a negation in Portuguese": (
        "O ministro disse que a ponte vai ser paga em maio com dinheiro do fundo para as regiões do interior.",
        "O ministro disse que a ponte vai ser paga no maio com dinheiro do fundo para as regiões do interior.",
    ),
    "a spelling": (
        "The court in Ashford found that the harbor board had paid too little for the land of the two farms.",
        "The court in Ashford found that the harbour board had paid too little for the land of the two farms.",
    ),
}


@pytest.mark.parametrize("case", CONTRARY)
def test_the_contrary_is_seen_from_either_side(case):
    left, right = CONTRARY[case]
    assert reversal_reason(align_texts(KERNEL, left, right))
    assert reversal_reason(align_texts(KERNEL, right, left))


@pytest.mark.parametrize("case", THE_SAME)
def test_an_edit_that_says_the_same_is_no_reversal(case):
    left, right = THE_SAME[case]
    assert reversal_reason(align_texts(KERNEL, left, right)) == ""
    assert reversal_reason(align_texts(KERNEL, right, left)) == ""


def test_a_long_report_and_its_contrary_are_two_reports():
    other = COUNCIL.replace("voted on Monday to close", "voted on Monday not to close", 1)
    found = relation(COUNCIL, other)
    assert found.relation is Relation.TEMPLATE
    assert "not" in found.reason


def test_one_page_that_was_corrected_is_a_revision_of_itself():
    other = COUNCIL.replace("voted on Monday to close", "voted on Monday not to close", 1)
    assert relation(COUNCIL, other, PageRelationship.PAGE).relation is Relation.REVISION


def test_what_is_reversed_far_below_the_opening_parts_nothing():
    other = COUNCIL.replace("would not stand another flood", "would stand another flood")
    assert relation(COUNCIL, other).relation is Relation.NEAR_DUPLICATE
