"""Scripts are cut from a page before it is parsed, where that changes nothing else."""

from __future__ import annotations

import pytest

from pipeline.parsing.fast_trafilatura.page_source import without_scripts


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<script>x</script>b", "ab"),
        ("a<SCRIPT type='text/javascript'>x\n</Script >b<style>p{}</style>c", "abc"),
        (
            'a<script type="application/ld+json">{}</script>b',
            'a<script type="application/ld+json">{}</script>b',
        ),
        ("a<!-- <script> -->b<script>x</script>c", "a<!-- <script> -->b<script>x</script>c"),
        ('a<script src="x>y</script>b<script>z</script>c', 'a<script src="x>y</script>b<script>z</script>c'),
        ("a<script>x", "a<script>x"),
        ("a<scripture>b</scripture>", "a<scripture>b</scripture>"),
        (
            "a<script><!-- w('<script>x</script>') --></script>b",
            "a<script><!-- w('<script>x</script>') --></script>b",
        ),
    ],
)
def test_scripts_are_cut_only_where_their_end_is_plain(html, expected):
    assert without_scripts(html) == expected
