"""Values on their way into and out of the warehouse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.sql_search import fts5_query, text_of_words
from pipeline.adapters.sql_tables import table_of
from pipeline.adapters.sql_values import clean_text, encode_columns, encoder, read_time, time_text
from pipeline.errors import WarehouseError
from pipeline.model import Label

encode = encoder(time_text, text_of_words, fts5_query)


@given(st.text())
def test_cleaned_text_keeps_its_length_and_can_be_stored(text):
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert "\x00" not in cleaned
    assert clean_text(cleaned.encode().decode()) == cleaned


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_time_as_text_sorts_as_time_does(left, right):
    left, right = left.replace(microsecond=0), right.replace(microsecond=0)
    assert (time_text(left) < time_text(right)) == (left < right)
    assert read_time(time_text(left)) == left


def test_a_time_elsewhere_is_told_in_utc():
    moment = datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert encode(moment) == "2026-03-01T23:30:00Z"
    assert encode(pd.Timestamp(moment)) == "2026-03-01T23:30:00Z"


@pytest.mark.parametrize(
    ("value", "ready"),
    [
        (None, None),
        (True, 1),
        (np.int64(7), 7),
        (np.uint32(7), 7),
        (np.float64(0.5), 0.5),
        (np.bool_(True), 1),  # noqa: FBT003 - the value itself
        (np.str_("a\x00b"), "a\ufffdb"),
        (float("nan"), None),
        (np.float32("nan"), None),
        (pd.NA, None),
        (pd.NaT, None),
        (bytearray(b"ab"), b"ab"),
        (memoryview(b"ab"), b"ab"),
    ],
)
def test_values_of_numpy_and_pandas_become_plain(value, ready):
    encoded = encode(value)
    assert encoded == ready
    assert type(encoded) is type(ready)


@pytest.mark.parametrize("value", [object(), [1], {"a": 1}, datetime(2026, 1, 1), timedelta(1), 1j])  # noqa: DTZ001
def test_what_no_column_holds_is_refused(value):
    with pytest.raises(WarehouseError):
        encode(value)


@pytest.mark.parametrize(
    "column", [[Label.BODY, Label.METADATA], [Label.BODY, "te\x00xt"], [Label.BODY, None]]
)
def test_a_column_of_members_of_an_enumeration_holds_the_texts_they_are(column):
    (ready,) = encode_columns([column], encode)
    assert ready == [encode(value) for value in column]
    assert {type(value) for value in ready} <= {str, type(None)}


def test_a_table_keeps_the_order_of_columns_and_the_digits_of_keys():
    table = table_of(["b", "a_key"], [("x", (1 << 62) + 1), (None, None)])
    assert list(table.columns) == ["b", "a_key"]
    assert table["a_key"].tolist()[0] == (1 << 62) + 1


def test_a_table_without_rows_has_its_columns():
    assert list(table_of(["a", "seen_at"], []).columns) == ["a", "seen_at"]
