"""A PostgreSQL of the tests' own: made, started, used and thrown away within one test session."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from sqlalchemy import URL

_START_SECONDS = 60  # a machine with every core busy
_FORGETFUL = {
    # Nothing of it has to survive.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    # Only this machine's own user, through a socket in a private folder.
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "max_connections": "60",
}


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version found, or None."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    able = [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return max(
        able,
        key=lambda folder: [int(part) for part in folder.parent.name.split("@") if part.isdigit()],
        default=None,
    )


class Cluster:
    """A running server. It refuses to run as root, so root lends it the user `postgres` or `nobody`."""

    def __init__(self, folder_of_programs: Path) -> None:
        self._programs = folder_of_programs
        self._account = _account()
        self._made = 0
        self.folder = Path(
            tempfile.mkdtemp(prefix="newsfold-pg-", dir="/tmp")
        )  # a socket's path must be short
        if self._account:
            os.chown(self.folder, self._account.pw_uid, self._account.pw_gid)
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self._initialise()
            self._start()
        except BaseException:
            self.stop()
            raise

    def url(self, database: str, user: str = "newsfold") -> str:
        """Return the SQLAlchemy address of a database."""
        address = URL.create("postgresql+psycopg", user, database=database, query={"host": str(self.folder)})
        return address.render_as_string(hide_password=False)

    def create(self, template: str = "template0") -> str:
        """Return the name of a new database, copied from the template."""
        self._made += 1
        name = f"newsfold_{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        """Drop the database, whoever is connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the superuser."""
        with psycopg.connect(
            host=str(self.folder), user="newsfold", dbname=database, autocommit=True
        ) as connection:
            connection.execute(statement)

    def stop(self) -> None:
        """End the server, by its own process, and remove every trace."""
        if self._server is not None:
            self._server.send_signal(2)  # SIGINT: fast shutdown
            try:
                self._server.wait(20)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self) -> None:
        command = [self._programs / "initdb", "-D", self.folder / "data", "-U", "newsfold", "-A", "trust"]
        command += ["-E", "UTF8", "--no-sync", "--no-instructions"]
        # English rules sort unlike bytes: what leans on the database's order shows itself here. Where PostgreSQL was
        # built without ICU, bytes must do.
        for locale in (["--locale-provider=icu", "--icu-locale=en-US", "--locale=C"], ["--locale=C"]):
            done = subprocess.run([*command, *locale], check=False, capture_output=True, **self._lent())
            if done.returncode == 0:
                return
        raise RuntimeError(f"initdb failed: {done.stderr.decode(errors='replace')}")

    def _start(self) -> None:
        settings = [argument for name, value in _FORGETFUL.items() for argument in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings],
                stdout=log,
                stderr=log,
                **self._lent(),
            )
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(
                        f"PostgreSQL did not start: {(self.folder / 'log').read_text()}"
                    ) from None
                time.sleep(0.05)
            else:
                return

    def _lent(self) -> dict[str, object]:
        # A group of its own: Ctrl-C in the terminal ends the tests first, and they end the server.
        lent: dict[str, object] = {"cwd": self.folder, "process_group": 0}
        if self._account:
            lent |= {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}
        return lent


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")
