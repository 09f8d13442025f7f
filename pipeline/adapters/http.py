"""The port `Http`: a client that is polite to hosts, and that nothing a server does can hold up or lead astray.

Each host is asked by one task, one request at a time, with a pause in between that all processes of this home keep
together, after its robots.txt was read; over all hosts a fixed number of requests is under way. One deadline spans
everything a fetch does: names, connections, redirects, body, and further attempts; only our own pauses do not count.
A host has a time of its own for all its pages, pauses and all; what it did not give by then is left to the next run.
Redirects are followed by hand, so that every hop is checked like the first address; one request is in
`http_request`.

Further attempts are a loop of our own: with stamina, what failed attempts left in memory under a hostile load was
more than twice as much, and its hooks print each attempt.
"""

from __future__ import annotations

import asyncio
import random
import socket
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, TypeVar

import aiohttp

from pipeline.adapters.connector import guarded_connector
from pipeline.adapters.http_redirects import Cookies, redirected, sent_on
from pipeline.adapters.http_request import HEADERS, PRIVATE, Asking, Into, Redirect, Requester, Sessions
from pipeline.adapters.known_hosts import KnownHosts, host_and_port
from pipeline.adapters.names import NAME_SECONDS, LookUp, Names
from pipeline.adapters.pausable_timeout import pausable_timeout, paused
from pipeline.adapters.rate_limiter import RateLimiter
from pipeline.crawling.politeness import pause_seconds
from pipeline.crawling.robots import UNREACHABLE, RobotRules, rules_of, rules_unreachable, rules_without
from pipeline.crawling.urls import host_of, origin_of, why_unfetchable, without_login
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched, RequestOptions
from pipeline.parsing.feeds.feed_links import sitemap_lines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from aiohttp.abc import AbstractResolver

    from pipeline.model import Validators
    from pipeline.ports import Clock, HostLimiter
    from pipeline.settings import Settings

MAX_REDIRECTS = 10
"""Links that are shortened and counted on the way go through seven or eight hosts; loops end here, too."""
MAX_WAIT_SECONDS = 20.0
"""A host that asks to be left alone for longer is left to the next run."""

MAX_HEADER_BYTES = 64 * 1024
"""Of one header: policies and lists of links of 9 to 34 KB are ordinary, and the client's own 8 KB refuse them."""

_NOT_AT_ONCE = frozenset({"deadline", "dns", "tls", "left_alone", "robots_unreachable"})

Answer = Fetched | TransientError | Rejected
_T = TypeVar("_T")


class HttpClient:
    """Fetches addresses politely. Robots rules are remembered as long as it lives, rates of hosts by the limiter.

    Without one these are kept in the home folder.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        look_up: LookUp = socket.getaddrinfo,
        limiter: HostLimiter | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._look_up = look_up
        self._hosts = KnownHosts(limiter or RateLimiter(settings.home / "hosts"))

    async def fetch_all(
        self,
        urls: Sequence[str],
        /,
        *,
        validators: Mapping[str, Validators] | None = None,
        max_bytes: int | None = None,
        options: Mapping[str, RequestOptions] | None = None,
    ) -> AsyncIterator[tuple[str, Answer]]:
        """Yield (url, answer or why there is none) for every url, in the order they end."""
        answers: asyncio.Queue[tuple[str, Answer] | Exception] = asyncio.Queue(
            self._settings.fetch_concurrency
        )
        by_host: dict[str, list[str]] = defaultdict(list)
        for url in urls:
            by_host[host_and_port(url)].append(url)
        wishes = _Wishes(validators or {}, options or {})
        async with self._visit(wishes, max_bytes or self._settings.page_max_bytes) as visit:
            tasks = [
                asyncio.create_task(visit.answer_in_turn(waiting, answers)) for waiting in by_host.values()
            ]
            try:
                for _ in urls:
                    answer = await answers.get()
                    if isinstance(answer, Exception):
                        raise answer
                    yield answer
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def download(
        self,
        url: str,
        file: IO[bytes],
        /,
        *,
        max_bytes: int,
        validators: Validators | None = None,
        options: RequestOptions | None = None,
    ) -> Answer:
        """Write what is at this address into a file, as the port says."""
        into = Into(file, self._settings.fetch_deadline_seconds)
        wishes = _Wishes({url: validators} if validators else {}, {url: options} if options else {}, into)
        async with self._visit(wishes, max_bytes) as visit:
            return await visit.download(url)

    def sitemaps(self, url: str, /) -> tuple[str, ...]:
        """Return what robots.txt named, as the port says."""
        return self._hosts.of(url).sitemaps.get(origin_of(url), ())

    @asynccontextmanager
    async def _visit(self, wishes: _Wishes, max_bytes: int) -> AsyncIterator[_Visit]:
        for host in self._hosts.values():
            host.turn, host.reading = asyncio.Lock(), asyncio.Lock()  # a lock belongs to one event loop
        allows_private = self._settings.fetch_private_addresses
        names = Names(min(NAME_SECONDS, self._settings.fetch_deadline_seconds), self._look_up)
        async with (
            _session(allows_private=allows_private, resolver=names) as session,
            _session(allows_private=True, resolver=names) as by_proxy,  # it connects to proxies alone
        ):
            requester = Requester(Sessions(session, by_proxy, allows_private), max_bytes, self._clock)
            yield _Visit(requester, self._settings, self._hosts, wishes, names)


def _session(*, allows_private: bool, resolver: AbstractResolver) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=guarded_connector(allows_private=allows_private, resolver=resolver),
        headers=HEADERS,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None),
        max_line_size=MAX_HEADER_BYTES,
        max_field_size=MAX_HEADER_BYTES,
    )


@dataclass(frozen=True, slots=True)
class _Wishes:
    """By address: what its last answer was marked with, and how it wishes to be asked."""

    validators: Mapping[str, Validators]
    options: Mapping[str, RequestOptions]
    into: Into | None = None

    def of(self, first: str, here: str) -> Asking:
        """Return how to ask for `here`, where the redirects of `first` have led to it."""
        options = self.options.get(first, RequestOptions())
        if host_of(here) != host_of(first):
            options = replace(options, headers=())
        return Asking(self.validators.get(first) if here == first else None, options)


class _Visit:
    """One round of fetching: an open session and the rules it keeps."""

    def __init__(
        self,
        requester: Requester,
        settings: Settings,
        hosts: KnownHosts,
        wishes: _Wishes,
        names: Names,
    ) -> None:
        self._requester = requester
        self._settings = settings
        self._hosts = hosts
        self._wishes = wishes
        self._names = names
        self._under_way = asyncio.Semaphore(settings.fetch_concurrency)

    async def answer_in_turn(
        self, urls: Sequence[str], answers: asyncio.Queue[tuple[str, Answer] | Exception]
    ) -> None:
        """Put an answer for each of the addresses of one host, one after the other, for as long as it has time."""
        time = asyncio.get_running_loop().time
        seconds = self._settings.fetch_host_seconds
        ends_at = time() + seconds
        for url in urls:
            try:
                answer = (
                    await self._answer(url)
                    if time() < ends_at
                    else TransientError("host_time_over", f"{url}: not asked, its host took {seconds:g} s")
                )
            except Exception as error:  # noqa: BLE001 - a fault of ours is raised where answers are waited for
                await answers.put(error)
                return
            await answers.put((url, answer))

    async def download(self, url: str) -> Answer:
        """Return the answer whose body went into a file; it may take the time that a host has in a run."""
        seconds = self._settings.fetch_host_seconds
        if reason := why_unfetchable(url):
            return Rejected(reason, without_login(url)[:200])
        try:
            await self._in_time(url, lambda: self._rules(url, url))
            await self._wait_for_turn(url)
            async with pausable_timeout(seconds):
                return await self._follow(url, obeys_rules=True, on_behalf="")
        except (Rejected, TransientError) as outcome:
            return _bare(outcome)
        except TimeoutError:
            return TransientError("host_time_over", f"{url}: not whole within {seconds:g} s")

    async def _answer(self, url: str) -> Answer:
        if reason := why_unfetchable(url):
            return Rejected(reason, without_login(url)[:200])
        try:
            await self._look_ahead(url)
            # A slow robots.txt takes its own time, once for each host, and none of the page's.
            await self._in_time(url, lambda: self._rules(url, url))
            await self._wait_for_turn(url)
            return await self._in_time(url, lambda: self._try(url, obeys_rules=True))
        except (Rejected, TransientError) as outcome:
            return _bare(outcome)

    async def _look_ahead(self, url: str) -> None:
        """Look up the name of a host before a slot is taken for it; one that a proxy asks for is none of ours."""
        if not self._wishes.of(url, url).options.proxy:
            await self._names.look_ahead(host_of(url))

    async def _in_time(self, url: str, work: Callable[[], Awaitable[_T]]) -> _T:
        seconds = self._settings.fetch_deadline_seconds
        async with self._under_way:
            try:
                async with pausable_timeout(seconds):
                    return await work()
            except TimeoutError:
                raise TransientError("deadline", f"{url}: no answer within {seconds:g} s") from None

    async def _try(self, url: str, *, obeys_rules: bool, on_behalf: str = "") -> Fetched:
        seconds = self._settings.fetch_deadline_seconds
        for pause in (seconds / 100, seconds / 30):  # waiting leaves most of the time to the host
            try:
                return await self._follow(url, obeys_rules=obeys_rules, on_behalf=on_behalf)
            except TransientError as failure:
                if not _is_worth_another_try(failure):
                    raise
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - spreads attempts, guards nothing
        return await self._follow(url, obeys_rules=obeys_rules, on_behalf=on_behalf)

    async def _rules(self, url: str, first: str) -> RobotRules:
        """Return the rules of an origin, asked for once; a host that does not give any allows nothing (RFC 9309)."""
        host, origin = self._hosts.of(url), origin_of(url)
        async with host.reading:
            if host.is_forbidden:  # as for the first address, and without waiting for a turn
                raise Rejected(PRIVATE, url[:200])
            if origin not in host.rules:
                host.rules[origin] = UNREACHABLE  # stands when the deadline strikes
                host.rules[origin] = await self._read_rules(url, first)
        return host.rules[origin]

    async def _read_rules(self, url: str, first: str) -> RobotRules:
        origin = origin_of(url)
        address = f"{origin}/robots.txt"
        try:
            answer = await self._try(address, obeys_rules=False, on_behalf=first)
        except Rejected as refused:
            if refused.reason == PRIVATE:
                self._hosts.of(url).is_forbidden = True
                raise
            return rules_without(refused.reason)
        except TransientError as failure:
            return rules_unreachable(failure.outcome)
        self._hosts.of(url).sitemaps[origin] = sitemap_lines(answer.body, address)
        return rules_of(answer.http_status, answer.body)

    async def _follow(self, url: str, *, obeys_rules: bool, on_behalf: str) -> Fetched:
        """Return the answer at the end of the redirects; each hop is checked as if it were the first address.

        It is asked for as the address `on_behalf` of which we ask wishes, which is itself where it is empty.
        """
        here = url
        jar = Cookies()
        has_moved = True
        for hop in range(MAX_REDIRECTS + 1):
            if obeys_rules:
                await self._check(here, url)
            asking = self._wishes.of(on_behalf or url, here)
            if obeys_rules:  # and so is no robots.txt
                asking = replace(asking, into=self._wishes.into)
            answer = await self._ask(here, asking, jar)
            if isinstance(answer, Redirect):
                location: str | None = answer.location
                has_moved &= answer.is_lasting
            elif (location := sent_on(answer, here) if obeys_rules else None) is None:
                return replace(answer, has_moved=has_moved and hop > 0)
            else:
                has_moved = False
            assert location is not None
            here = redirected(url, here, location)
            if reason := why_unfetchable(here):
                raise Rejected("redirect_refused", f"{url}: to {without_login(here)[:200]} ({reason})")
        raise Rejected("too_many_redirects", f"{url}: more than {MAX_REDIRECTS}")

    async def _check(self, url: str, first: str) -> None:
        rules = await self._rules(url, first)
        if not rules.reachable:
            raise TransientError(rules.why_unreachable, origin_of(url))
        if not rules.may_fetch(url):
            raise Rejected("robots", url[:200])

    async def _wait_for_turn(self, url: str) -> None:
        """Wait as long as the host asked for; raise TransientError when that is too long for this run."""
        left_alone, until_turn = self._hosts.limiter.waits(host_and_port(url))
        if left_alone > MAX_WAIT_SECONDS:
            raise TransientError("left_alone", origin_of(url), retry_after_seconds=left_alone)
        await asyncio.sleep(max(left_alone, until_turn))

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        """Wait until it is our turn, take it before any other task or process does, and give the host its pause."""
        host, turn = host_and_port(url), self._hosts.of(url).turn
        with paused():
            await turn.acquire()
        try:
            with paused():
                while not self._hosts.limiter.take_turn(host, self._pause(url)):
                    await self._wait_for_turn(url)
            try:
                yield
            finally:
                self._hosts.limiter.end_turn(host, self._pause(url))
        finally:
            turn.release()

    def _pause(self, url: str) -> float:
        rules = self._hosts.of(url).rules.get(origin_of(url))
        return pause_seconds(host_of(url), rules.crawl_delay_seconds if rules else None)

    async def _ask(self, url: str, asking: Asking, jar: Cookies) -> Fetched | Redirect:
        """Return the answer to one request in our turn; a host that asks to be left alone is, by everybody."""
        async with self._turn(url):
            try:
                answer = await self._requester.ask(url, asking, jar.of(url))
            except TransientError as failure:
                if failure.retry_after_seconds is not None:
                    self._hosts.limiter.leave_alone(host_and_port(url), failure.retry_after_seconds)
                raise
        if isinstance(answer, Redirect):
            jar.keep(answer, url)
        return answer


def _is_worth_another_try(failure: TransientError) -> bool:
    """Whether the same request, a moment later in the same run, may get an answer."""
    return failure.outcome not in _NOT_AT_ONCE and (failure.retry_after_seconds or 0.0) <= MAX_WAIT_SECONDS


def _bare(outcome: Rejected | TransientError) -> Rejected | TransientError:
    """Return the outcome without the frames it passed and the errors it came from: they keep bodies in memory."""
    outcome.__cause__ = outcome.__context__ = None
    return outcome.with_traceback(None)
