"""Texts in one form that their headlines give away, in scripts that write no capitals, and copies that only look so."""

from __future__ import annotations

import pytest

from pipeline.folding.alignment import align_texts
from pipeline.folding.headline_places import places_reason
from pipeline.folding.headlines import Headlines
from pipeline.folding.kernels.compiled import CompiledKernel

KERNEL = CompiledKernel()

FORMS = {
    "ja": (
        "{}市は土曜日、大雨のため市内の小中学校を休校とし、複数の道路が冠水したと発表した。停電も数時間続いた。",
        ("緑川", "石橋"),
        "{}市で大雨、休校",
    ),
    "zh": (
        "{}队星期六晚上在主场以两球取胜。比赛开始后双方都很谨慎,下半场换上两名前锋,节奏明显加快。",
        ("绿河", "青山"),
        "{}队主场取胜",
    ),
    "th": (
        "จังหวัด{}ประกาศปิดโรงเรียนเมื่อวันเสาร์เนื่องจากฝนตกหนักและน้ำท่วมถนนหลายสาย",
        ("เขียวชล", "หินงาม"),
        "{}ปิดโรงเรียน",
    ),
    "he": (
        "עיריית {} הודיעה בשבת כי בתי הספר ייסגרו בשל גשם כבד וכי כמה כבישים הוצפו.",
        ("נחלון", "גשרים"),
        "{}: בתי הספר נסגרו",
    ),
    "en": (
        "The schools of {} stay closed on Saturday because of heavy rain, and some roads are under water, the town said.",
        ("Alder Mills", "Redmoor"),
        "{} closes its schools",
    ),
}


@pytest.mark.parametrize("language", FORMS)
def test_two_texts_in_one_form_are_known_by_what_their_headlines_name(language):
    form, names, headline = FORMS[language]
    alignment = align_texts(KERNEL, *map(form.format, names))
    titles = Headlines(*map(headline.format, names))
    assert places_reason(alignment, titles)
    assert places_reason(alignment, Headlines(titles.left, titles.left)) == ""
    assert places_reason(alignment, Headlines(titles.left, None)) == ""


def test_a_desk_s_own_words_are_in_no_headline():
    text = (
        "Police in Ashford are {} two men who broke into a mill on Friday and took the copper from its roof."
    )
    alignment = align_texts(KERNEL, text.format("looking for"), text.format("searching for"))
    assert places_reason(alignment, Headlines("Copper taken from mill", "Two men wanted after theft")) == ""


def test_plain_words_in_both_headlines_are_a_desk_s_too_where_names_have_capitals():
    text = "Officers in Ashford {} two men who broke into a mill on Friday and took the copper from its roof."
    alignment = align_texts(KERNEL, text.format("are seeking"), text.format("have hunted"))
    titles = Headlines("Officers seeking copper thieves", "Copper thieves hunted")
    assert places_reason(alignment, titles) == ""


@pytest.mark.parametrize(
    ("marked", "written_out"),
    [("Kühn", "Kuehn"), ("Löwen", "Loewen"), ("Århus", "Aarhus"), ("Märkte", "Maerkte")],
)
def test_a_name_that_is_written_out_is_the_same_name(marked, written_out):
    text = "The harbour of {} stays closed on Saturday because of the ice, and two ferries wait outside, it said."
    alignment = align_texts(KERNEL, text.format(marked), text.format(written_out))
    titles = Headlines(f"{marked} closes its harbour", f"{written_out} closes its harbour")
    assert places_reason(alignment, titles) == ""
    other = align_texts(KERNEL, text.format(marked), text.format("Bergen"))
    assert places_reason(other, Headlines(titles.left, "Bergen closes its harbour"))
