from __future__ import annotations

from pipeline.parsing.files.url_list import parse_url_list


def test_comments_and_repetitions_are_no_addresses():
    text = (
        "\ufeff# all\nhttps://a.example/1#top\n\n  https://a.example/2  # note\r\nhttps://a.example/1#top\n"
    )
    assert parse_url_list(text) == ("https://a.example/1#top", "https://a.example/2")
