"""Words: the same whatever way they are written, with their places in the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding.text import located_words, normalise, words, written_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cafe\u0301", "café"),
        ("STRASSE", "Straße"),
        ("ﬁre", "fire"),
        ("２０２６", "2026"),
        ("so\u00adft", "soft"),
        ("zero\u200bwidth", "zerowidth"),
        ("don’t", "don't"),
        ("a — b", "a - b"),
        ("7.5%", "7,5 %"),
    ],
)
def test_ways_of_writing_are_one_text(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("snake_case and x²", ["snake", "case", "and", "x2"]),
        ("北京2026年", ["北", "京", "2026", "年"]),
        ("서울 시의회", ["서울", "시의회"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits_and_single_signs_where_no_spaces_are_written(text, expected):
    assert words(text) == expected


@given(st.text())
def test_normalising_twice_is_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(st.characters(codec="utf-8", categories=("L", "Nd", "P", "Zs")), max_size=60))
def test_located_words_lie_inside_the_text_in_order(text):
    found = located_words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


def test_words_keep_their_places_where_as_much_is_dropped_as_is_put_in():
    """Two signs that show nothing are as long as the two spaces around a sign that is a word of its own."""
    assert [(word.text, word.start, word.end) for word in located_words("北\u200b\u200b")] == [("北", 0, 1)]
    assert [(word.text, word.start, word.end) for word in located_words("\u00ad\u00ad1北")] == [
        ("1", 0, 3),
        ("北", 3, 4),
    ]


ODD = st.sampled_from("aBe7 .=¨北かｶﾞİß½㍿กำ็각가ΐﷺŉ😀\u200b\u00ad\ud800\u0301\u0323\u0335\u0338\u0345\u3099")


@given(st.lists(ODD, max_size=12).map("".join))
def test_located_words_are_the_words_whatever_joins_grows_or_vanishes(text):
    found = located_words(text)
    assert [word.text for word in found] == words(text)
    assert all(word.text in words(text[word.start : word.end]) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


def test_located_words_are_the_words_and_know_names_and_numbers():
    text = "The mayor, Ilka Brandt, paid 1,200 crowns. She left."
    found = located_words(text)
    assert [word.text for word in found] == words(text)
    assert [word.text for word in found if word.is_name] == ["ilka", "brandt"]
    assert [word.text for word in found if word.is_number] == ["1", "200"]
    assert all(words(text[word.start : word.end]) == [word.text] for word in found)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Trường học đóng cửa vì bão", "Truong hoc dong cua vi bao"),
        ("مدرسه در کوچه ما بسته شد", "مدرسه در كوچه ما بسته شد"),
        ("أغلقت المدرسة أبوابها", "أَغْلَقَتِ المدرسة أبوابها"),
        ("المدرسة مغلقة", "الـمـدرسة مغلقة"),
        ("Её самолёт ещё не прилетел", "Ее самолет еще не прилетел"),
        ("學校因颱風關閉,學生們在家學習", "学校因台风关闭,学生们在家学习"),
        ("Łódź, Ørsted, café", "Lodz, Orsted, cafe"),
        ("٢٠٢٤ و ۲۰۲۴", "2024 و 2024"),
    ],
)
def test_copies_in_another_spelling_say_the_same_words(left, right):
    assert words(left) == words(right)


def test_letters_that_are_letters_of_their_own_stay_apart():
    assert words("й") != words("и")
    assert words("ن") != words("ت")


def test_written_words_keep_the_marks_that_tell_words_apart():
    assert written_words("Được ĐƯỢC, duoc\u200b") == ["được", "được", "duoc"]
    assert set(words("Được duoc")) == {"duoc"}
