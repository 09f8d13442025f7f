"""A made-up press with known truth: one agency, ten outlets, any number of nights, the same from the same seed."""

from newsroom.facts import NIGHT_ONE, day_of
from newsroom.frames import Block
from newsroom.judging import Judge
from newsroom.outlets import Outlet, outlets
from newsroom.pages import NewsPage
from newsroom.press import Press

__all__ = ["NIGHT_ONE", "Block", "Judge", "NewsPage", "Outlet", "Press", "day_of", "outlets"]
