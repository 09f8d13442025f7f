"""Names left and right, and the curves between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.flow_plot import Flow, flow_plot

FLOWS = [Flow("wire", "one", 6, "fast"), Flow("wire", "two", 2, "slow"), Flow("local", "two", 1, "steady")]


def test_a_curve_is_as_thick_as_its_flow():
    width = {(thread.flow.origin, thread.flow.copier): thread.width for thread in flow_plot(FLOWS).threads}
    assert width["wire", "one"] == pytest.approx(3 * width["wire", "two"], abs=0.02)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("stuvwxyz")), st.integers(1, 50), max_size=30
    )
)
def test_no_two_names_or_curves_overlap(amounts):
    plot = flow_plot([Flow(origin, copier, amount, "fast") for (origin, copier), amount in amounts.items()])
    for names in (plot.origins, plot.copiers):
        for above, below in pairwise(names):
            assert above.y + above.height / 2 <= below.y - below.height / 2 + 0.7
        assert all(0 < name.y < plot.height for name in names)
    assert len(plot.threads) == len(amounts)


def test_the_order_of_rows_never_changes_the_network():
    assert flow_plot(FLOWS) == flow_plot(FLOWS[::-1])
