"""A made-up press with known truth: one agency, ten outlets, any number of nights, the same from the same seed."""

from tests.newsroom.facts import NIGHT_ONE, day_of
from tests.newsroom.frames import Block
from tests.newsroom.judging import Judge
from tests.newsroom.outlets import Outlet, outlets
from tests.newsroom.pages import NewsPage
from tests.newsroom.press import Press

__all__ = ["NIGHT_ONE", "Block", "Judge", "NewsPage", "Outlet", "Press", "day_of", "outlets"]
