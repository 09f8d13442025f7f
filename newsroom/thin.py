"""Thin presses: sites of which little can be read that is a page's own, drawn anew from each seed.

Four kinds of site. *Thin*: a sentence of its own and three that stand on every page. *Script*: the report stands in a
script, and a notice where it should be. *Notice*: a short report under a prompt longer than itself. *Bulletin*: labelled
lines with other figures each day. Hosts, languages, names, words and markup are drawn; each page is a story of its own,
but for the copies that another site prints of some reports, so that a pipeline which folds nothing is not right either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_DAY: Final = datetime(2024, 5, 3, 6, tzinfo=UTC)
PAGES: Final = 7
"""Pages of a site: enough to meet one another, too few for votes to know everything that stands."""
KINDS: Final = ("thin", "script", "notice", "bulletin")

SMALL_WORDS: Final = {
    "en": "the of and to in for with on at by from that which has was",
    "de": "der die und in den von zu mit auf für ist das dem hat wird",
    "fr": "le la les des et à dans pour sur avec qui est par une du",
    "es": "el la los de y en que por con para una del se las al",
    "it": "il la di e che in per con del una da gli sono nel al",
    "pt": "o a os de e que em para com uma do da no por ao",
    "nl": "de het een van en in op voor met dat te is aan door bij",
    "pl": "w i na z do się że o od dla po przez jest oraz za",
    "ru": "в и на с по что о для от за из к не это при",
    "sv": "och i att en som på är av för med till den har det om",
}
SYLLABLES: Final = {
    "ru": "ба ве го да жи зо ка ле ми но пу ра се ти ву ша ро лин гор вес".split(),  # noqa: SIM905 - read as a line
}
PLAIN_SYLLABLES: Final = (
    "ba ve go da ji zo ka le mi no pu ra se ti vu sha ro lin gor ves mar den tol".split()  # noqa: SIM905
)
VOCABULARY: Final = 2_000
LABELS: Final = 6


@dataclass(frozen=True, slots=True)
class ThinPage:
    """A page with its address, its bytes, when it was captured, and the story that it is."""

    url: str
    html: str
    captured_at: datetime
    story: str


class _Tongue:
    """The words of one site: small ones of a language, long ones made up."""

    def __init__(self, dice: Random, language: str) -> None:
        self.dice, self.language = dice, language
        syllables = SYLLABLES.get(language, PLAIN_SYLLABLES)
        self.long = ["".join(dice.choices(syllables, k=dice.choice((2, 3, 3, 4)))) for _ in range(VOCABULARY)]
        self.small = SMALL_WORDS[language].split()

    def name(self) -> str:
        return self.dice.choice(self.long).capitalize()

    def sentence(self, words: int, *named: str) -> str:
        """Return a sentence of so many words and these names, which stand somewhere in it."""
        found = [
            self.dice.choice(self.small if self.dice.random() < 0.4 else self.long) for _ in range(words)
        ]
        for name in named:
            found.insert(self.dice.randrange(1, len(found)), name)
        return f"{found[0].capitalize()} {' '.join(found[1:])}."

    def headline(self) -> tuple[str, tuple[str, ...]]:
        """Return a headline and the names in it."""
        names = self.name(), self.name()
        plain = self.dice.sample(self.long, 2)
        return f"{names[0]} {plain[0]} {self.dice.choice(self.small)} {names[1]} {plain[1]}", (*names, *plain)


def thin_press(seed: int) -> list[ThinPage]:
    """Return the pages of one press: a site of each kind, and a site that prints copies of the reports of one."""
    dice = Random(f"thin {seed}")
    pages: list[ThinPage] = []
    for kind in KINDS:
        tongue = _Tongue(dice, dice.choice(sorted(SMALL_WORDS)))
        pages += _SITES[kind](tongue, f"{tongue.long[0]}-{kind}-{seed}.example")
    tongue = _Tongue(dice, dice.choice(sorted(SMALL_WORDS)))
    return pages + _copied(
        tongue, f"{tongue.long[0]}-first-{seed}.example", f"{tongue.long[1]}-second-{seed}.example"
    )


def _thin(tongue: _Tongue, host: str) -> list[ThinPage]:
    standing = [tongue.sentence(tongue.dice.randint(16, 26)) for _ in range(3)]
    pages = []
    for number in range(PAGES):
        headline, names = tongue.headline()
        own = tongue.sentence(tongue.dice.randint(8, 14), *names)
        pages.append(_page(tongue, host, number, headline, [own, *standing]))
    return pages


def _script(tongue: _Tongue, host: str) -> list[ThinPage]:
    notice = [tongue.sentence(tongue.dice.randint(14, 30)) for _ in range(2)]
    pages = []
    for number in range(PAGES):
        headline, names = tongue.headline()
        body = " ".join(tongue.sentence(14, *names) for _ in range(6))
        script = f'<script>window.__{tongue.long[3]}={{"{tongue.long[4]}":"{body}"}}</script>'
        pages.append(_page(tongue, host, number, headline, notice, script))
    return pages


def _notice(tongue: _Tongue, host: str) -> list[ThinPage]:
    notice = [tongue.sentence(tongue.dice.randint(18, 30)) for _ in range(4)]
    pages = []
    for number in range(PAGES):
        headline, names = tongue.headline()
        own = [tongue.sentence(12, *names), tongue.sentence(12)]
        pages.append(_page(tongue, host, number, headline, [*notice[:2], *own, *notice[2:]]))
    return pages


def _bulletin(tongue: _Tongue, host: str) -> list[ThinPage]:
    """Return a day's figures each: what tells them apart are numbers and the day in the headline."""
    labels = tongue.dice.sample(tongue.long, LABELS)
    heading, opening = f"{tongue.name()} {tongue.long[5]}", tongue.sentence(14)
    pages = []
    for number in range(PAGES):
        day = FIRST_DAY + timedelta(days=number)
        lines = [f"{label.capitalize()}: {tongue.dice.uniform(1, 900):.2f}" for label in labels]
        headline = f"{heading} {day.day}.{day.month}.{day.year}"
        pages.append(_page(tongue, host, number, headline, [opening, *lines]))
    return pages


def _copied(tongue: _Tongue, first: str, second: str) -> list[ThinPage]:
    pages = []
    for number in range(PAGES):
        headline, names = tongue.headline()
        text = [tongue.sentence(tongue.dice.randint(16, 28), *names[:2]) for _ in range(9)]
        original = _page(tongue, first, number, headline, text)
        pages.append(original)
        if number % 2:
            copy = _page(tongue, second, number, f"{headline} {tongue.name()}", text)
            pages.append(ThinPage(copy.url, copy.html, copy.captured_at + timedelta(hours=3), original.story))
    return pages


_SITES: Final = {"thin": _thin, "script": _script, "notice": _notice, "bulletin": _bulletin}


def _page(  # noqa: PLR0917 - what stands on a page, in its order
    tongue: _Tongue, host: str, number: int, headline: str, paragraphs: Sequence[str], extra: str = ""
) -> ThinPage:
    at = FIRST_DAY + timedelta(days=number, minutes=tongue.dice.randrange(600))
    slug = "-".join(headline.lower().replace(".", " ").split())
    text = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    html = (
        f'<!DOCTYPE html><html lang="{tongue.language}"><head><meta charset="utf-8">'
        f'<title>{escape(headline)} | {host}</title><meta property="og:title" content="{escape(headline)}">'
        f'<meta property="article:published_time" content="{at.isoformat()}"></head><body>'
        f'<header><a href="/">{host}</a></header><main><article><h1>{escape(headline)}</h1>{text}</article></main>'
        f"{extra}<footer><p>{host}</p></footer></body></html>"
    )
    return ThinPage(f"https://www.{host}/{at:%Y}/{slug}", html, at, f"{host} {number}")
