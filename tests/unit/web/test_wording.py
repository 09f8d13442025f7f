"""What names of the model are called on the pages."""

from __future__ import annotations

import pytest

from pipeline.web import wording


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("afp", "Agence France-Presse"),
        ("xyz", "XYZ"),
        ("courier.example", "courier.example"),
        ("localhost", "localhost"),
        (None, ""),
    ],
)
def test_an_agency_is_shown_by_its_name_or_initials_and_a_host_as_it_is(key, shown):
    assert wording.agency_name(key) == shown
