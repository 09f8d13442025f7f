"""trafilatura's path expressions as loops in Python: they select the same elements, in the same order.

Inside libxml2 each regular expression is a call into Python for each element. A site has a few hundred different
values of class and id, and most come back on every page; here the answer for a value is found once and remembered.
The expressions are compiled from trafilatura's own text, and one that is not understood is refused, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import XPath, _Element

Predicate = Callable[[str], bool]
Select = Callable[[_Element], list[_Element]]

REMEMBERED = 20_000
"""Values with a remembered answer, for each attribute of an expression: some hundred sites' worth, a few megabytes."""

_TEST = re.compile(
    r"""
    re:test\(@(?P<re_attribute>[\w-]+)(?:\|@(?P<re_other>[\w-]+))?,\s*'(?P<pattern>[^']*)'(?:,\s*'(?P<flag>i)')?\)
    | contains\(translate\(@(?P<low_attribute>[\w-]+),\s*'(?P<upper>\w+)',\s*'(?P<lower>\w+)'\),\s*'(?P<low>[^']*)'\)
    | contains\(@(?P<in_attribute>[\w-]+)(?:\|@(?P<in_other>[\w-]+))?,\s*'(?P<part>[^']*)'\)
    | starts-with\(@(?P<head_attribute>[\w-]+)(?:\|@(?P<head_other>[\w-]+))?,\s*'(?P<head>[^']*)'\)
    | @(?P<equal_attribute>[\w-]+)='(?P<value>[^']*)'
    | @(?P<present>[\w-]+)
    """,
    re.VERBOSE,
)
_SELECTION = re.compile(
    r"^\(?\.//\*(?:\[(?P<tags>self::\w+(?:\s+or\s+self::\w+)*)\])?\[(?P<tests>.*?)\]\)?(?P<first>\[1\])?$",
    re.DOTALL,
)
_TAG = re.compile(r"self::(\w+)")
_SECOND_CONDITION = re.compile(r"(?P<first>.*\])\[(?P<condition>\s*not\(.*)\]", re.DOTALL)
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}


class _Test(NamedTuple):
    """A question about the value of one attribute, or of whichever of two stands first in the source."""

    attribute: str
    other: str | None
    predicate: Predicate


class Selector:
    """One expression of the form `.//*[self::a or self::b][test or test]`, called like an `lxml.etree.XPath`."""

    def __init__(self, path: str) -> None:
        """Raise ValueError when the expression has another form."""
        match = _SELECTION.match(path.strip())
        if match is None:
            raise ValueError(f"this is no selection by tag and attributes: {path}")
        tests = list(_tests(match["tests"]))
        self.path = path
        self._tags = _TAG.findall(match["tags"] or "") or ["*"]
        self._only_first = bool(match["first"])
        swapped = [_Test(test.other, None, test.predicate) for test in tests if test.other is not None]
        self._possible = _by_attribute([*tests, *swapped])
        self._single = _by_attribute([test for test in tests if test.other is None])
        self._either = [
            (test.attribute, test.other, test.predicate) for test in tests if test.other is not None
        ]

    def __call__(self, tree: _Element) -> list[_Element]:
        """Return the selected elements below `tree`, in document order."""
        chosen = self._selected(tree)
        if self._only_first:
            first = next(chosen, None)
            return [] if first is None else [first]
        return list(chosen)

    def __str__(self) -> str:
        return self.path

    def _selected(self, tree: _Element) -> Iterator[_Element]:
        possible = self._possible
        for element in tree.iter(*self._tags):
            get = element.get
            for name, predicate in possible:
                value = get(name)
                if value is not None and predicate(value):
                    if element is not tree and self._selects(element):
                        yield element
                    break

    def _selects(self, element: _Element) -> bool:
        if any(
            predicate(value) for name, predicate in self._single if (value := element.get(name)) is not None
        ):
            return True
        for name, other, predicate in self._either:
            first = next((key for key in element.attrib if key in {name, other}), None)
            if first is not None and predicate(element.get(first, "")):
                return True
        return False


class Filtered:
    """A selection with a second condition, which libxml2 is asked for the few elements that pass the first."""

    def __init__(self, first: str, condition: str) -> None:
        self._first = Selector(first)
        self._condition = XPath(condition, namespaces=_NAMESPACES)

    def __call__(self, tree: _Element) -> list[_Element]:
        """Return the selected elements below `tree`, in document order."""
        return [element for element in self._first(tree) if self._condition(element)]


class Union:
    """Several expressions at once; what they select comes in no order, and an element may come twice."""

    def __init__(self, parts: Sequence[Select]) -> None:
        self._parts = parts

    def __call__(self, tree: _Element) -> list[_Element]:
        """Return the elements that any part selects below `tree`."""
        return [element for part in self._parts for element in part(tree)]


def compiled(expression: XPath) -> Select:
    """Return the fastest known way to select what `expression` selects; itself when it asks for no attribute."""
    path = expression.path.strip()
    if "@" not in path or "|(.//" in path:
        return expression
    if second := _SECOND_CONDITION.fullmatch(path):
        return Filtered(second["first"], second["condition"])
    plain, _, tested = path.rpartition("|.//*[")
    if plain:
        return Union([XPath(plain), Selector(f".//*[{tested}")])
    return Selector(path)


def _remembered(predicates: list[Predicate]) -> Predicate:
    @lru_cache(maxsize=REMEMBERED)
    def any_holds(value: str) -> bool:
        return any(predicate(value) for predicate in predicates)

    return any_holds


def _by_attribute(tests: list[_Test]) -> list[tuple[str, Predicate]]:
    """Return one predicate, with remembered answers, for each attribute."""
    predicates: dict[str, list[Predicate]] = {}
    for test in tests:
        predicates.setdefault(test.attribute, []).append(test.predicate)
    return [(name, _remembered(asked)) for name, asked in predicates.items()]


def _tests(text: str) -> Iterator[_Test]:
    """Yield the tests of `a or b or c`; raise ValueError at anything else."""
    position = 0
    for match in _TEST.finditer(text):
        if text[position : match.start()].strip() not in ({"or"} if position else {""}):
            break
        position = match.end()
        yield _test(match)
    if text[position:].strip():
        raise ValueError(f"cannot tell what is asked in: {text[position:]}")


def _test(match: re.Match[str]) -> _Test:
    if attribute := match["re_attribute"]:
        pattern = re.compile(match["pattern"], re.IGNORECASE if match["flag"] else 0)
        return _Test(attribute, match["re_other"], lambda value: pattern.search(value) is not None)
    if attribute := match["low_attribute"]:
        table = str.maketrans(match["upper"], match["lower"])
        return _Test(attribute, None, lambda value, low=match["low"]: low in value.translate(table))  # type: ignore[misc]
    if attribute := match["in_attribute"]:
        return _Test(attribute, match["in_other"], lambda value, part=match["part"]: part in value)  # type: ignore[misc]
    if attribute := match["head_attribute"]:
        return _Test(attribute, match["head_other"], lambda value, head=match["head"]: value.startswith(head))  # type: ignore[misc]
    if attribute := match["equal_attribute"]:
        return _Test(attribute, None, lambda value, equal=match["value"]: value == equal)  # type: ignore[misc]
    return _Test(match["present"], None, lambda _: True)
