"""When each host may be asked again, kept in a warehouse on a server: machines that share it share their pauses, too.

Each question is one short statement of its own, on a row that no step touches, so it waits for no writer. All times are
those of the server's clock: those of two machines differ by more than a pause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from pipeline.crawling.politeness import MAX_PAUSE_SECONDS, MAX_RETRY_AFTER_SECONDS

if TYPE_CHECKING:
    from pipeline.adapters.warehouse import SqlWarehouse

_BOUNDS = {"max_pause": MAX_PAUSE_SECONDS, "max_alone": MAX_RETRY_AFTER_SECONDS}
"""Further ahead than we ever set it, a time was set before the server's clock was turned back: it counts from now on."""

_NEXT = "LEAST(next_at, clock_timestamp() + make_interval(secs => :max_pause))"
_ALONE = "LEAST(left_alone_until, clock_timestamp() + make_interval(secs => :max_alone))"
_WAITS = text(
    f"SELECT EXTRACT(EPOCH FROM {_ALONE} - clock_timestamp())::float8, "  # noqa: S608 - constants of this module
    f"EXTRACT(EPOCH FROM {_NEXT} - clock_timestamp())::float8 FROM host_limits WHERE host = :host"
)
_TAKE = text(
    "INSERT INTO host_limits AS l (host, next_at, left_alone_until) "
    "VALUES (:host, clock_timestamp() + make_interval(secs => :pause), 'epoch') "
    "ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at "
    "WHERE (l.next_at <= clock_timestamp() OR l.next_at > clock_timestamp() + make_interval(secs => :max_pause)) "
    "AND (l.left_alone_until <= clock_timestamp() "
    "OR l.left_alone_until > clock_timestamp() + make_interval(secs => :max_alone))"
)
_END = text(
    "UPDATE host_limits SET next_at = GREATEST(next_at, clock_timestamp() + make_interval(secs => :pause)) "
    "WHERE host = :host"
)
_LEAVE = text(
    "INSERT INTO host_limits AS l (host, next_at, left_alone_until) "
    "VALUES (:host, 'epoch', clock_timestamp() + make_interval(secs => :seconds)) "
    "ON CONFLICT (host) DO UPDATE SET left_alone_until = GREATEST(l.left_alone_until, excluded.left_alone_until)"
)


class WarehouseLimiter:
    """The limits of all hosts, a row each. A host is its name with its port, as politeness goes by."""

    def __init__(self, warehouse: SqlWarehouse) -> None:
        self._warehouse = warehouse

    def waits(self, host: str) -> tuple[float, float]:
        """Return how many seconds a host is to be left alone, and how many are left until somebody's next turn."""
        with self._warehouse.aside() as connection:
            row = connection.execute(_WAITS, {"host": host, **_BOUNDS}).first()
        return (max(row[0], 0.0), max(row[1], 0.0)) if row else (0.0, 0.0)

    def take_turn(self, host: str, pause: float) -> bool:
        """Take the turn to ask, and return whether it was to be had."""
        with self._warehouse.aside() as connection:
            taken: int = connection.execute(_TAKE, {"host": host, "pause": pause, **_BOUNDS}).rowcount
        return taken == 1

    def end_turn(self, host: str, pause: float) -> None:
        """Let the next turn begin a pause after this moment: a slow host is given its pause too."""
        with self._warehouse.aside() as connection:
            connection.execute(_END, {"host": host, "pause": pause})

    def leave_alone(self, host: str, seconds: float) -> None:
        """Let nobody ask this host for so many seconds; an answer that asks for less shortens no other's wish."""
        with self._warehouse.aside() as connection:
            connection.execute(_LEAVE, {"host": host, "seconds": seconds})
