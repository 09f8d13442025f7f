"""The compiled alignment finds what plain Python finds, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding.alignment import align_texts
from pipeline.folding.evidence import evidence_of
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.kernels.plain import PlainKernel

KERNEL, PLAIN = CompiledKernel(), PlainKernel()
SCRIPTS = {
    "Latin": "The mayor Ilka Brandt paid 1,200 crowns on Monday. She left -- at 9: “Nobody”, he said, “came”.",
    "Latin with signs": "Straße über 7½ Häuser… ﬁre №5 – Ärger. Ǆep x² don’t so\u00adft cafe\u0301 20 km² ⒈ Ende",
    "Greek": "Ο δήμαρχος Νίκος πλήρωσε 300 ευρώ. Η Άννα έφυγε — στις 9 · ΤΕΛΟΣ ΛΌΓΟΣ",
    "Cyrillic": "ЛИНДВИК — Мэр Иван заплатил 40 крон. Она ушла в 9 часов, сказал Пётр.",
    "Arabic": "قال رئيس البلدية أحمد إن الجسر سيغلق في ٢٠٢٦. وصلت سارة، الساعة ٩",
    "Hindi": "महापौर ने सोमवार को पुल बंद किया। किरण ने ४० रुपये दिए",
    "Chinese": "市长周一宣布 关闭大桥，耗资4200万。居民“反对”该计划 ㈱ ２０２６年",
    "Japanese": "市長は月曜日に橋をとじた。ガーデン ｶﾞｰﾃﾞﾝ 工費は42億円",
    "Korean": "시장은 월요일에 다리를 닫았다. 비용은 42억 원 이라고 김철수가 말했다",
    "Thai": "นายกเทศมนตรีปิดสะพานวันจันทร์ 42 ล้าน",
    "beyond": "a 𐐀𐐨 b 😀 word 🏽 𝟗𝟗 \ud800 c \U000e0041 d\u200b e \ufe0f Q",
}


@st.composite
def edited_pairs(draw):
    """Return a text and another made of it by moving, dropping, repeating and replacing parts, in one script."""
    script = draw(st.sampled_from(sorted(SCRIPTS)))
    parts = SCRIPTS[script].split(" ") if " " in SCRIPTS[script] else list(SCRIPTS[script])
    parts += ["Zeta", "12", ".", "\n", "—"]
    left = draw(st.lists(st.sampled_from(parts), max_size=40))
    right = list(left)
    for _ in range(draw(st.integers(0, 5))):
        at, to = sorted(draw(st.tuples(st.integers(0, len(right)), st.integers(0, len(right)))))
        kind = draw(st.sampled_from(["drop", "move", "repeat", "replace"]))
        taken = right[at:to]
        rest = right[:at] + right[to:]
        right = {
            "drop": rest,
            "move": rest[: at // 2] + taken + rest[at // 2 :],
            "repeat": right[:to] + taken + right[to:],
            "replace": right[:at] + draw(st.lists(st.sampled_from(parts), max_size=3)) + right[to:],
        }[kind]
    return " ".join(left), " ".join(right)


def assert_as_in_plain_python(left, right):
    found, plain = align_texts(KERNEL, left, right), align_texts(PLAIN, left, right)
    for name in ("left", "right"):
        assert tuple(getattr(found, name)) == tuple(getattr(plain, name))
        assert getattr(found, name).hashes.tolist() == getattr(plain, name).hashes.tolist()
    for name in (
        "passages",
        "substitutions",
        "only_left",
        "only_right",
        "facts_left",
        "facts_right",
        "is_identical",
    ):
        assert getattr(found, name) == getattr(plain, name), name


@given(edited_pairs())
def test_edited_texts_of_every_script_are_aligned_as_in_plain_python(pair):
    assert_as_in_plain_python(*pair)


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=40), st.text(max_size=40))
def test_any_characters_are_aligned_as_in_plain_python(left, right):
    assert_as_in_plain_python(f"{left} {right}", f"{right} {left}")


SEVERAL = st.sampled_from("½⅟⒈㋀㏠℀ŀĿ´¨ͺﱞ㈱北๑7xAb .!\u200b\u00ad’é")


@given(st.lists(SEVERAL, max_size=12).map("".join))
def test_characters_that_are_several_words_are_found_where_plain_python_finds_them(text):
    assert tuple(KERNEL.locate([text])[0]) == tuple(PLAIN.locate([text])[0])


@pytest.mark.parametrize("script", sorted(SCRIPTS))
def test_the_words_of_every_script_are_found_where_plain_python_finds_them(script):
    text = SCRIPTS[script]
    assert tuple(KERNEL.locate(["before", text, text])[2]) == tuple(PLAIN.locate([text])[0])


def test_of_many_places_of_a_phrase_the_nearest_are_tried():
    """More places than are tried, on both sides of where the last match ended."""
    phrase = "so it goes"
    left = f"alpha beta gamma {phrase} on"
    right = " ".join([f"{phrase} and x{number}" for number in range(12)] + [left, phrase, phrase, "on"])
    assert_as_in_plain_python(left, right)
    assert_as_in_plain_python(right, left)


def test_a_passage_that_a_page_repeats_is_shown_once():
    first = "the mayor said on Monday that the bridge over the river will be closed for two years"
    second = "shop owners on the east bank fear that nobody will walk an hour to buy their bread"
    told = evidence_of(
        align_texts(KERNEL, "\n".join([first, "alone", second] * 30), f"{first}\nbetween\n{second}"), "why"
    )
    assert [passage.text for passage in told.passages] == [first, second]


@pytest.mark.parametrize("kernel", [KERNEL, PLAIN])
def test_pairs_aligned_at_once_are_aligned_as_one_by_one(kernel):
    texts = sorted(SCRIPTS.values())
    words = kernel.locate(texts)
    pairs = [
        (a, b) for a in range(len(texts)) for b in range(len(texts))
    ] * 10  # more than are aligned at once
    together = list(kernel.align(words, *zip(*pairs, strict=True)))
    for (a, b), found in list(zip(pairs, together, strict=True))[-(len(texts) ** 2) :]:
        alone = align_texts(kernel, texts[a], texts[b])
        assert (found.passages, found.substitutions, found.only_left) == (
            alone.passages,
            alone.substitutions,
            alone.only_left,
        )


@pytest.mark.parametrize("kernel", [KERNEL, PLAIN])
def test_of_no_texts_none_are_aligned(kernel):
    assert list(kernel.align([], [], [])) == []
