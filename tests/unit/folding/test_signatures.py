"""The compiled kernel, the plain definition and datasketch say the same, in every script."""

from __future__ import annotations

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.kernels.minima import PERMUTATIONS
from pipeline.folding.kernels.plain import PlainKernel
from pipeline.folding.shingles import hash_shingle, shingles
from pipeline.folding.signatures import SCHEME, Scheme, Signature
from pipeline.folding.text import words

KERNEL, PLAIN = CompiledKernel(), PlainKernel()
SCRIPTS = {
    "latin": "The COUNCIL of Brunnwick voted 7 to 2; naïve Straße, ﬁre, ½ a mile… don’t stop",
    "cyrillic": "Совет города Ёлкино принял бюджет на 2026 год, й и и̮ рядом",
    "arabic": "أقرَّ المجلس المحلي ميزانية عام ٢٠٢٦ بعد نقاش طويل",
    "hebrew": "המועצה אישרה את התקציב לשנת 2026",
    "chinese": "市议会周一通过了2026年预算，反对票两张。",
    "japanese": "市議会は月曜日、２０２６年度予算を可決した。ガラス ｶﾞﾗｽ",
    "korean": "시의회는 월요일 2026년 예산을 통과시켰다 각",
    "thai": "สภาเมืองผ่านงบประมาณปี 2569 เมื่อวันจันทร์ ทำน้ำ",
    "hindi": "नगर परिषद ने सोमवार को बजट पारित किया क़ानून",
    "emoji": "Goal ⚽️ scored 👩‍👩‍👧 in the 90th minute 🎉🎉 by 𝐍𝐨𝐯𝐚𝐤",
    "marks": "e\u0301te\u0301 and été, o\u0323\u0302 and o\u0302\u0323",
    "invisible": "zero\u200bwidth so\u00adft \u202abidi\u202c\ufeff text",
    "rare": "𠀀𠀁 plane two, ﷺ long, ㍿ square, ẞ sharp, İ dotted, ŉ apostrophe",
    "controls": "a\x00b\x01c\ttab\nline\u2028separator\u3000wide",
    "long": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft gegründet x "
    * 3,
}

texts_of_any_script = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.text(st.characters(codec="utf-8", categories=("L", "N", "M", "P", "Z", "Cf")), max_size=80),
        st.sampled_from(sorted(SCRIPTS.values())),
        st.text("ab c", max_size=60),
    ),
    max_size=6,
)


def oracle(text):
    """Sign one text with datasketch alone."""
    minhash = MinHash(
        num_perm=SCHEME.permutations, seed=SCHEME.seed, scheme="affine32", hashfunc=hash_shingle
    )
    minhash.update_batch(list(set(shingles(words(text)))))
    return minhash


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_signature_is_datasketchs_bit_for_bit(script):
    made = KERNEL.sign([SCRIPTS[script]])
    assert made.signatures[0].tolist() == oracle(SCRIPTS[script]).hashvalues.tolist()


@settings(max_examples=150)
@given(texts_of_any_script)
def test_both_kernels_make_the_same_sketches_and_sets(texts):
    fast, kept = KERNEL.sign_and_keep_sets(texts)
    plain, plain_sets = PLAIN.sign_and_keep_sets(texts)
    assert np.array_equal(fast.signatures, KERNEL.sign(texts).signatures)
    assert np.array_equal(fast.signatures, plain.signatures)
    assert np.array_equal(fast.shingle_counts, plain.shingle_counts)
    assert np.array_equal(fast.sequences, plain.sequences)
    sets = KERNEL.shingle_sets(texts)
    for place in range(len(texts)):
        assert sorted(fast.samples_of(place)) == sorted(plain.samples_of(place))
        assert sets.of(place).tolist() == plain_sets.of(place).tolist() == kept.of(place).tolist()


def test_the_compiled_kernel_makes_as_many_permutations_as_the_scheme_has():
    assert SCHEME.permutations == PERMUTATIONS


@pytest.mark.parametrize("words", [*range(1, 30), 130, 131])
def test_every_length_of_text_is_signed_to_its_last_word(words):
    """Shingles are taken eight at a time and bytes sixty-four; what is left over must count too."""
    text = " ".join(f"w{number}" * (1 + number % 5) for number in range(words))
    assert KERNEL.sign([text]).signatures[0].tolist() == oracle(text).hashvalues.tolist()
    assert KERNEL.sign([text, "x" * 100, text]).samples_of(2).tolist() == KERNEL.sign([text]).samples.tolist()


def test_a_signature_goes_to_datasketch_and_back():
    made = Signature(KERNEL.sign([SCRIPTS["latin"]]).signatures[0])
    minhash = made.to_datasketch()
    assert minhash.jaccard(oracle(SCRIPTS["latin"])) == 1.0
    minhash.update(b"another shingle here")
    assert Signature.from_datasketch(oracle(SCRIPTS["latin"])).estimate(made) == 1.0


def test_signatures_of_two_schemes_do_not_compare():
    other = Scheme("other", permutations=128, seed=2, sample_modulus=16, sample_smallest=8)
    values = KERNEL.sign(["a b c d"]).signatures[0]
    with pytest.raises(ValueError, match="do not compare"):
        Signature(values).estimate(Signature(values, other))
    with pytest.raises(ValueError, match="is no signature of"):
        Signature.from_datasketch(MinHash(num_perm=64, scheme="affine32"))


def test_equal_word_sequences_share_their_sequence_hash_and_reordered_ones_do_not():
    made = KERNEL.sign(
        ["One two — three, four.", "one TWO three four", "four three two one", "one two three four five"]
    )
    assert made.sequences[0] == made.sequences[1]
    assert len(set(made.sequences.tolist())) == 3


def test_a_text_without_words_has_no_shingle_and_the_empty_signature():
    made = KERNEL.sign(["", "… — !", "one"])
    assert made.shingle_counts.tolist() == [0, 0, 1]
    assert set(made.signatures[0].tolist()) == {0xFFFFFFFF}


def test_a_text_of_one_phrase_repeated_keeps_its_few_shingles():
    made = KERNEL.shingle_sets(["alpha beta gamma " * 5_000])
    assert made.sizes.tolist() == [3]


def test_words_longer_than_sixteen_bytes_differ_by_their_tails():
    stem = "x" * 40
    made = KERNEL.shingle_sets([f"{stem}a b c", f"{stem}b b c"])
    assert made.of(0).tolist() != made.of(1).tolist()
