"""A small made-up press written straight into a warehouse: what the pages are tested on, without running a pipeline.

One harbour story that an agency wrote and four outlets published, two notices of one form, stories in other scripts, a
headline that tries to break out of the page, boilerplate, rejections and a few runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from pipeline.crawling.urls import url_key
from pipeline.identifiers import article_id_of
from tests import made_rows as made

DAY = datetime(2031, 3, 9, tzinfo=UTC)
NOW = DAY + timedelta(days=1, hours=3)

SEEN = {"first_seen_at": DAY, "last_seen_at": NOW}

HARBOUR = (
    "The harbour of Velmouth reopened on Sunday after divers cleared the last of the drifting timber from its mouth.\n"
    "Forty ships had waited outside the breakwater since Thursday, when a freighter lost its deck cargo in a squall.\n"
    "“We counted nine hundred logs and stopped counting,” harbour master Ines Corran said.\n"
    "The port handles a third of the country's grain. Traders said prices had barely moved.\n"
    "Insurers expect claims of about 14 million crowns.\n"
    "Velmouth was last closed for weather eleven years ago."
)
HARBOUR_LOCAL = (
    HARBOUR.replace("reopened on Sunday", "reopened early on Sunday morning")
    .replace("Insurers expect claims of about 14 million crowns.\n", "")
    .replace("Forty ships had waited", "More than forty ships had waited")
    + "\nThe fish market opens again on Monday, the council said."
)
HARBOUR_SHORT = "\n".join(HARBOUR.splitlines()[:3])
HOSTILE_TITLE = '<script>alert("x")</script> Council \u202egnissim\u202c & "quoted" <b>bold</b>'


@dataclass
class Piece:
    """One article to be written."""

    host: str
    title: str
    text: str
    minutes: int
    source: str = "wires"
    language: str = "en"
    agency: str | None = None
    relation: str = "canonical"
    jaccard: float | None = None
    containment: float | None = None
    stripped: tuple[tuple[str, str], ...] = ()
    path: str = ""

    @property
    def url(self) -> str:
        return f"https://{self.host}/{self.path or sha256(self.title.encode()).hexdigest()[:8]}"

    @property
    def article_id(self) -> str:
        return article_id_of(url_key(self.url))

    @property
    def at(self) -> datetime:
        return DAY + timedelta(minutes=self.minutes)


@dataclass
class Report:
    """One story to be written: the first piece is the canonical one."""

    pieces: list[Piece]
    independent_sources: int = 1
    origin: str | None = None
    reason: str = "agency_own_copy"

    @property
    def story_id(self) -> str:
        return "s" + self.pieces[0].article_id[1:]


_BOILERPLATE = (
    ("Sign up for the Velmouth morning letter and never miss a tide.", "newsletter_prompt"),
    ("Share this on every network you have", "share_bar"),
    ("Copyright 2031 Velmouth Courier. Nets and texts may not be copied.", "copyright"),
)

HARBOUR_STORY = Report(
    [
        Piece(
            "meridian-wire.example",
            "Velmouth harbour reopens after timber spill",
            HARBOUR,
            134,
            agency="Meridian",
        ),
        Piece(
            "velmouth-courier.example",
            "Harbour open again: last logs cleared",
            HARBOUR_LOCAL,
            201,
            source="courier",
            relation="near_duplicate",
            jaccard=0.731,
            containment=0.902,
            agency="Meridian",
            stripped=_BOILERPLATE,
        ),
        Piece(
            "plain-times.example",
            "Velmouth harbour reopens",
            HARBOUR,
            178,
            relation="identical",
            jaccard=1.0,
            containment=1.0,
            agency="Meridian",
        ),
        Piece(
            "inland-post.example",
            "Ships move again at Velmouth",
            HARBOUR_SHORT,
            325,
            relation="abridged",
            jaccard=0.488,
            containment=1.0,
        ),
        Piece(
            "hill-gazette.example",
            "Grain port reopens",
            HARBOUR,
            700,
            relation="identical",
            jaccard=1.0,
            containment=1.0,
            agency="Meridian",
        ),
    ],
    independent_sources=1,
    origin="Meridian",
)
BRIDGE_STORY = Report(
    [
        Piece(
            "velmouth-courier.example",
            "New bridge at Oare gets its last beam",
            "Workers set the last beam of the bridge at Oare before noon.\nIt opens in May.",
            410,
            source="courier",
            stripped=_BOILERPLATE[:1],
        ),
        Piece(
            "inland-post.example",
            "Last beam for Oare bridge",
            "Workers set the last beam of the bridge at Oare before noon.\nIt opens in late May.",
            480,
            relation="near_duplicate",
            jaccard=0.81,
            containment=0.9,
        ),
        Piece(
            "hill-gazette.example",
            "Oare bridge nearly done",
            "The Oare bridge has its last beam, and our reporter walked on it.\nIt opens in May.",
            520,
            relation="near_duplicate",
            jaccard=0.62,
            containment=0.74,
        ),
    ],
    independent_sources=2,
    origin="velmouth-courier.example",
    reason="earliest",
)
NOTICE_ONE = Report(
    [
        Piece(
            "plain-times.example",
            "Road closure: Mill Lane, 10 March",
            "Mill Lane is closed on 10 March from 8 to 16 for works on pipe 14.\nResidents may pass.",
            60,
        )
    ],
    reason="only_candidate",
)
NOTICE_TWO = Report(
    [
        Piece(
            "plain-times.example",
            "Road closure: Kiln Street, 12 March",
            "Kiln Street is closed on 12 March from 9 to 15 for works on pipe 22.\nResidents may pass.",
            61,
        )
    ],
    reason="only_candidate",
)
HOSTILE = Report(
    [
        Piece(
            "odd.example",
            HOSTILE_TITLE,
            "<img src=x onerror=alert(1)> said the council.\n\u202eelbaveb\u202c text",
            75,
            path="'\"><script>alert(2)</script>",
        )
    ],
    reason="only_candidate",
)
ARABIC = Report(
    [
        Piece(
            "wahat.example",
            "إعادة فتح الميناء بعد العاصفة",
            "أعيد فتح الميناء يوم الأحد بعد أن أزال الغواصون الأخشاب العائمة.\nانتظرت أربعون سفينة.",
            222,
            language="ar",
        )
    ],
    reason="only_candidate",
)
CHINESE = Report(
    [
        Piece(
            "gangkou.example",
            "港口周日重新开放",
            "潜水员清除最后一批漂浮木材后，港口于周日重新开放。\n四十艘船一直在等待。",
            223,
            language="zh",
        )
    ],
    reason="only_candidate",
)
ALL_STORIES = [HARBOUR_STORY, BRIDGE_STORY, NOTICE_ONE, NOTICE_TWO, HOSTILE, ARABIC, CHINESE]


@dataclass
class Press:
    """Rows by table, collected story by story."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def add_story(self, report: Report) -> None:
        """Collect the rows of one story."""
        first = report.pieces[0]
        hosts = {piece.host for piece in report.pieces}
        for piece in report.pieces:
            self._write(piece, report, first)
        self.add(
            "stories",
            story_id=report.story_id,
            canonical_article_id=first.article_id,
            canonical_reason=report.reason,
            title=first.title,
            language=first.language,
            article_count=len(report.pieces),
            host_count=len(hosts),
            independent_origin_count=report.independent_sources,
            origin=report.origin or first.host,
            first_at=min(piece.at for piece in report.pieces),
            last_at=max(piece.at for piece in report.pieces),
        )

    def _write(self, piece: Piece, report: Report, first: Piece) -> None:
        body = sha256(piece.text.encode()).hexdigest()
        seen_at = piece.at + timedelta(minutes=20)
        version = made.version(
            piece.url,
            piece.text,
            body=body,
            at=seen_at,
            title=piece.title,
            byline="Meridian staff" if piece.agency else None,
            published_at=piece.at,
            language=piece.language,
            wire_agency=piece.agency,
            origin_confidence=0.9 if piece.agency else None,
            origin_evidence="credit line" if piece.agency else None,
        )
        blocks = [
            (piece.title, "headline", {"rule": "title", "kind": "heading"}),
            *((line, "body", {"rule": "main"}) for line in piece.text.splitlines()),
            *((text, "boilerplate", {"rule": rule}) for text, rule in piece.stripped),
        ]
        self.add("captures", **made.capture(piece.url, piece.source, body=body, fetched_at=seen_at))
        self.add("articles", **made.article(piece.url, piece.source, at=piece.at, first_seen_at=seen_at))
        self.add("article_versions", **version)
        for position, (text, label, known) in enumerate(blocks):
            self.add("article_blocks", **made.block(version, piece.host, position, text, label, **known))
        self.add("article_signatures", **made.signature(piece.article_id, at=piece.at))
        if piece is first:
            self.add("story_members", **made.member(piece.article_id, report.story_id))
        else:
            scores = {"jaccard": piece.jaccard, "containment": piece.containment}
            matched = {
                "matched_article_id": first.article_id,
                "reason": "long shared passages, few words differ",
            }
            member = made.member(piece.article_id, report.story_id, piece.relation, **matched, **scores)
            self.add("story_members", **member)
            self.pair(piece, first, piece.relation, piece.jaccard or 0.0, piece.containment or 0.0)

    def pair(
        self,
        one: Piece,
        other: Piece,
        relation: str,
        jaccard: float,
        containment: float,
        *,
        reason: str = "long shared passages, few words differ",
    ) -> None:
        """Collect a measured pair."""
        left, right = sorted((one.article_id, other.article_id))
        shared = next((line for line in one.text.splitlines() if line in other.text), "")
        evidence = {
            "passages": [
                {
                    "text": shared,
                    "left_start": 0,
                    "left_end": 1,
                    "right_start": 0,
                    "right_end": 1,
                    "words": len(shared.split()),
                }
            ]
            if shared
            else [],
            "only_left": ["early", "morning"],
            "only_right": ["14", "million"],
            "reason": reason,
        }
        measured = made.pair(left, right, relation, jaccard, containment, shared_shingles=int(jaccard * 100))
        self.add("article_pairs", **measured | {"evidence": json.dumps(evidence)})


def small_press() -> Press:
    """Return the whole press."""
    press = Press()
    for source in ("wires", "courier"):
        press.add(
            "sources",
            source_id=source,
            kind="feed",
            location=f"https://{source}.example/feed",
            language="en",
            authority=1,
            enabled=1,
            polled_at=NOW,
            poll_outcome="ok" if source == "wires" else "not_a_feed",
            added_at=DAY,
        )
    for report in ALL_STORIES:
        press.add_story(report)
    press.pair(
        NOTICE_ONE.pieces[0],
        NOTICE_TWO.pieces[0],
        "template",
        0.55,
        0.71,
        reason="the differing words are names, numbers and dates",
    )
    left, right = sorted((NOTICE_ONE.pieces[0].article_id, NOTICE_TWO.pieces[0].article_id))
    press.add(
        "judgements",
        left_id=left,
        right_id=right,
        verdict="different",
        judged_by="ana",
        judged_at=NOW,
        note="two streets",
    )
    press.add(
        "story_redirects",
        story_id="s0000000000000000",
        into_story_id=HARBOUR_STORY.story_id,
        redirected_at=NOW,
    )
    for number, (text, rule) in enumerate(_BOILERPLATE):
        status = ("learned", "confirmed", "vetoed")[number]
        learned = made.boilerplate("velmouth-courier.example", text, status=status, rule=rule, **SEEN)
        decided = {"decided_by": None if number == 0 else "ana", "decided_at": None if number == 0 else NOW}
        press.add("boilerplate_blocks", **learned | decided | {"story_votes": 41 - 13 * number})
    everywhere = made.boilerplate("*", "Read more", rule="read_more", story_votes=120, host_votes=9, **SEEN)
    press.add("boilerplate_blocks", **everywhere)
    for number, reason in enumerate(["soft_404", "soft_404", "consent_wall", "parser_timeout", "soft_404"]):
        url = f"https://plain-times.example/gone/{number}"
        capture = made.capture(url, "wires", fetched_at=DAY)
        press.add("captures", **capture)
        press.add(
            "rejections",
            capture_id=capture["capture_id"],
            scheme="e1",
            reason=reason,
            detail="",
            rejected_at=DAY,
        )
    press.add("pending_work", step="fold", subject_id=BRIDGE_STORY.pieces[0].article_id)
    for night in range(6):
        _run(
            press,
            f"scheduled__2031-03-{4 + night:02d}T02:00:00+00:00",
            DAY - timedelta(days=5 - night),
            night,
        )
    return press


def _run(press: Press, run_id: str, day: datetime, night: int) -> None:
    seconds = {
        "discover": 2.1,
        "fetch": 31.0 + night,
        "extract": 12.5,
        "clean": 6.0,
        "fold": 0.3,  # with the two after it in one second, which is all that is kept of a time
        "publish": 0.2,
        "check": 0.1,
    }
    began = day + timedelta(days=1, hours=2)
    for step, took in seconds.items():
        press.add(
            "runs",
            run_id=run_id,
            step=step,
            sources="",
            window_start_at=day,
            window_end_at=day + timedelta(days=1),
            started_at=began,
            seconds=took,
            report=json.dumps(
                {
                    "counts": {"read": 20 + night, "written": 18},
                    "notes": ["one feed did not answer"] if step == "discover" else [],
                }
            ),
        )
        began += timedelta(seconds=took)
    for name, offending in (
        ("every_capture_has_an_outcome", 0),
        ("members_have_evidence", 1 if night == 5 else 0),
    ):
        press.add("check_results", run_id=run_id, check_name=name, offending=offending, sample="[]")
