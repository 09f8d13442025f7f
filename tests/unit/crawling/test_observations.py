from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawling.observations import HeldCapture, earliest, is_earlier, observe
from pipeline.model import Fetched

FETCHED = st.builds(
    Fetched,
    url=st.sampled_from(
        ["https://desk.example/a", "http://www.desk.example/a?utm_source=x", "https://desk.example/b"]
    ),
    fetched_at=st.sampled_from([datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2, 3)]),
    http_status=st.just(200),
    headers=st.just({}),
    body=st.sampled_from([b"one", b"two"]),
)


@given(st.lists(st.tuples(st.sampled_from("xyz"), FETCHED), max_size=8), st.randoms())
def test_the_order_of_arrival_says_nothing(seen, random):
    observations = [observe(source, fetched) for source, fetched in seen]
    expected = earliest(observations)
    random.shuffle(observations)
    assert earliest(observations) == expected


def test_the_same_bytes_of_one_page_are_one_capture():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    one = observe("x", Fetched("https://desk.example/a", at, 200, {}, b"news"))
    same = observe("y", Fetched("http://m.desk.example/a/", at, 200, {}, b"news"))
    other = observe("x", Fetched("https://desk.example/a", at, 200, {}, b"news, changed"))
    assert one.capture_id == same.capture_id != other.capture_id
    assert list(earliest([one, same, other])) == [one.capture_id, other.capture_id]


def test_a_later_observation_changes_nothing():
    at = datetime(2026, 3, 2, tzinfo=UTC)
    held = HeldCapture("c1", "x", "https://desk.example/a", at, "captures/x.warc.gz", 0, None)
    earlier = Fetched("https://desk.example/a", datetime(2026, 3, 1, tzinfo=UTC), 200, {}, b"")
    assert is_earlier(observe("x", earlier), held)
    assert not is_earlier(observe("x", Fetched("https://desk.example/a", at, 200, {}, b"")), held)
