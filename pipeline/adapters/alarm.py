"""Tells a person that something went wrong: always in the log, and at an address when one is set.

The address takes JSON with a `text`, which is what Slack, Mattermost, Rocket.Chat and most alert relays accept.
"""

from __future__ import annotations

import json
import urllib.request
from urllib.error import URLError

import structlog

SECONDS = 10
"""An alarm that cannot be delivered by then is in the log alone; nothing waits for it."""


def sound(text: str, *, address: str | None) -> bool:
    """Log the text as an error and post it to the address, if there is one; return whether it was delivered."""
    log = structlog.get_logger("newsfold.alarm")
    log.error("alarm", text=text)
    if address is None:
        return False
    request = urllib.request.Request(  # noqa: S310 - the settings allow http and https alone
        address, json.dumps({"text": text}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            return True
    except (URLError, OSError) as error:
        log.warning("alarm_not_delivered", reason=str(error))
        return False
