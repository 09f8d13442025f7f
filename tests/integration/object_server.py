"""A store of objects on loopback that speaks what S3 speaks of its protocol, and can fail as stores do.

Written after the public reference of S3's REST interface: PutObject, GetObject with a range, HeadObject,
DeleteObject(s), ListObjectsV2, and uploads in parts.
"""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGE = re.compile(r"bytes=(\d+)-(\d+)")
_NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Objects:
    """What the store holds by path, what it was asked, and what it refuses, by method."""

    port: int = 0
    held: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    refusals: dict[str, int] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """Return what tells a client of S3 to come here."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
        }


class _Handler(BaseHTTPRequestHandler):
    objects: Objects
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: object) -> None: ...

    def _take(self) -> tuple[str, dict[str, list[str]], bytes] | None:
        """Note the request; answer it where this method is refused."""
        parts = urlsplit(self.path)
        path = unquote(parts.path).strip("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.objects.asked.append((self.command, path))
        if status := self.objects.refusals.get(self.command):
            self._answer(status, b"<Error><Code>AccessDenied</Code><Message>refused</Message></Error>")
            return None
        return path, parse_qs(parts.query, keep_blank_values=True), body

    def _answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def _described(self, content: bytes) -> dict[str, str]:
        stamp = _NOW.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return {"ETag": f'"{md5(content).hexdigest()}"', "Last_Modified": stamp}

    def do_PUT(self) -> None:
        if (taken := self._take()) is None:
            return
        path, query, body = taken
        if "uploadId" in query:
            self.objects.parts[query["uploadId"][0]][int(query["partNumber"][0])] = body
        else:
            self.objects.held[path] = body
        self._answer(200, **self._described(body))

    def do_HEAD(self) -> None:
        if (taken := self._take()) is None:
            return
        content = self.objects.held.get(taken[0])
        if content is None:
            self._answer(404)
        else:
            self._answer(200, b"", len(content), **self._described(content))

    def do_GET(self) -> None:
        if (taken := self._take()) is None:
            return
        path, query, _ = taken
        if "list-type" in query:
            self._list(path, query)
            return
        content = self.objects.held.get(path)
        if content is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>")
            return
        headers, status, part = self._described(content), 200, content
        if asked := _RANGE.fullmatch(self.headers.get("Range", "")):
            first, last = int(asked[1]), min(int(asked[2]), len(content) - 1)
            if first > last:
                self._answer(416)
                return
            status, part = 206, content[first : last + 1]
            headers["Content_Range"] = f"bytes {first}-{last}/{len(content)}"
        self._answer(status, part, **headers)

    def _list(self, bucket: str, query: dict[str, list[str]]) -> None:
        prefix = query.get("prefix", [""])[0]
        delimiter = query.get("delimiter", [""])[0]
        keys = sorted(path.partition("/")[2] for path in self.objects.held if path.startswith(f"{bucket}/"))
        found, folders = [], set()
        for key in (key for key in keys if key.startswith(prefix)):
            inner, mark, _ = key[len(prefix) :].partition(delimiter) if delimiter else (key, "", "")
            if mark:
                folders.add(prefix + inner + mark)
            else:
                found.append(key)
        body = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.objects.held[f'{bucket}/{key}'])}</Size>"
            f"<LastModified>{_NOW.isoformat()}</LastModified><ETag>e</ETag></Contents>"
            for key in found
        ) + "".join(
            f"<CommonPrefixes><Prefix>{escape(each)}</Prefix></CommonPrefixes>" for each in sorted(folders)
        )
        self._answer(
            200,
            f"<ListBucketResult><Name>{bucket}</Name><IsTruncated>false</IsTruncated>{body}</ListBucketResult>".encode(),
        )

    def do_DELETE(self) -> None:
        if taken := self._take():
            self.objects.held.pop(taken[0], None)
            self._answer(204)

    def do_POST(self) -> None:
        if (taken := self._take()) is None:
            return
        path, query, body = taken
        if "delete" in query:
            for key in re.findall(rb"<Key>(.*?)</Key>", body):
                self.objects.held.pop(f"{path}/{key.decode()}", None)
            gone = re.findall(rb"<Key>.*?</Key>", body)
            said = b"".join(b"<Deleted>" + key + b"</Deleted>" for key in gone)
            self._answer(200, b"<DeleteResult>" + said + b"</DeleteResult>")
        elif "uploads" in query:
            upload = f"upload-{len(self.objects.parts)}"
            self.objects.parts[upload] = {}
            self._answer(
                200,
                f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>".encode(),
            )
        else:
            parts = self.objects.parts.pop(query["uploadId"][0])
            self.objects.held[path] = b"".join(parts[number] for number in sorted(parts))
            self._answer(
                200,
                b"<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>",
            )


@contextmanager
def object_server() -> Iterator[Objects]:
    """Give a store that answers for as long as the block lasts."""
    objects = Objects()
    handler = type("Handler", (_Handler,), {"objects": objects})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    objects.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield objects
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
