"""The alarm that something went wrong: always in the log, and posted to an address when one is set.

The address takes JSON with a `text`, which is what Slack, Mattermost, Rocket.Chat and most alert relays accept.

`sound_late` is here and not with the DAGs: Airflow's triggerer calls it by its name, and cannot import from the
folder of DAGs.
"""

from __future__ import annotations

import asyncio
import json
import os
import urllib.request
from http.client import HTTPException
from typing import Any

import structlog

from pipeline.settings import Settings

SECONDS = 10
"""An alarm that cannot be delivered by then is in the log alone; nothing waits for it."""


def sound(text: str, *, address: str | None) -> bool:
    """Log the text as an error and post it to the address, if there is one; return whether it was delivered."""
    log = structlog.get_logger("newsfold.alarm")
    log.error("alarm", text=text)
    if address is None:
        return False
    try:
        request = urllib.request.Request(  # noqa: S310 - the settings allow http and https alone
            address, json.dumps({"text": text}).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            return True
    except OSError as error:  # URLError is one
        log.warning("alarm_not_delivered", reason=str(error))
        return False
    except (HTTPException, ValueError) as error:  # these repeat parts of the address, which is often a key
        log.warning("alarm_not_delivered", reason=type(error).__name__)
        return False


def sound_as_set(text: str) -> bool:
    """Sound the alarm to whoever the environment names; return whether it was delivered."""
    return sound(text, address=Settings.from_environment(os.environ).alarm_url)


async def sound_late(*, interval: str, context: dict[str, Any] | None = None) -> None:
    """Say that the run of this context is late. The triggerer, which runs this, must not be held up."""
    run = (context or {}).get("dag_run") or {}
    name = run.get("run_id", "a run") if isinstance(run, dict) else str(run)
    await asyncio.to_thread(sound_as_set, f"newsfold: {name} is not done {interval} after it was queued")
