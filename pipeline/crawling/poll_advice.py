"""What the outcome of a poll means in a sentence, and what a person can do about it."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """What happened, and what to do; nothing where there is nothing to be done."""

    means: str
    do: str


_FIND_AGAIN = "find its feed anew: newsfold sources add ADDRESS-OF-THE-SITE"
_LATER = "nothing: it is asked again by later runs; when it stays so for days, disable it"

_ADVICE = {
    "ok": Advice("it answers", ""),
    "unchanged": Advice("it answers that nothing has changed", ""),
    "incomplete": Advice("a part of it is missing or damaged; what is whole was read", "see the notes of the run"),
    "unreadable": Advice(
        "the file or folder is missing or cannot be read", "check the path and its permissions"
    ),
    "not_a_feed": Advice(
        "its address gives something else, such as a page or a challenge", _FIND_AGAIN
    ),
    "robots": Advice(
        "its robots.txt forbids us", "stop asking, or talk to its owners; nothing goes around it"
    ),
    "robots_unreachable": Advice("its robots.txt cannot be read, so nothing may be asked", _LATER),
    "left_alone": Advice("its host asked to be left alone for a while", "nothing: it is asked when its time has come"),
    "dns": Advice("its host does not exist", "check the spelling of the address"),
    "tls": Advice("its certificate is wrong or out of date", "look at it in a browser; " + _LATER),
    "connection": Advice("its host does not answer", _LATER),
    "deadline": Advice("its host takes too long", _LATER),
    "private_address": Advice(
        "its name leads into a private network",
        "check the name; NEWSFOLD_FETCH_PRIVATE_ADDRESSES opens those of this machine",
    ),
    "body_too_large": Advice("it is larger than a feed may be", _FIND_AGAIN),
    "too_many_redirects": Advice("its address is sent on in a circle", _FIND_AGAIN),
    "redirect_refused": Advice("its address is sent on to where nobody should follow", _FIND_AGAIN),
    "nothing": Advice("it can be read, and announces nothing", "look at it in a browser; it may be out of use"),
    "stale": Advice("it can be read, and its newest item is old", "look at it in a browser; it may have moved"),
    "http_404": Advice("there is nothing at its address", _FIND_AGAIN),
    "http_410": Advice("it was given up", _FIND_AGAIN),
    "http_401": Advice("it wants a login, and none is ever used", "disable it, or find a public feed"),
    "http_403": Advice("its host refuses us", "stop asking, or talk to its owners; a user_agent may be expected"),
    "http_429": Advice("it was asked too often", "nothing: it is asked when its time has come"),
}  # fmt: skip


def advice_on(outcome: str) -> Advice:
    """Return what the named outcome of a poll means, and what to do about it."""
    if outcome in _ADVICE:
        return _ADVICE[outcome]
    if outcome.startswith("http_5"):
        return Advice("its host has a fault of its own", _LATER)
    if outcome.startswith("http_"):
        return Advice(f"its host refuses to answer ({outcome})", _FIND_AGAIN)
    return Advice(f"it could not be read ({outcome})", _LATER)
