"""The throw-away PostgreSQL of the measurements: Berth's own server with a home under .build."""

import os
import shutil
import subprocess
from urllib.parse import parse_qs, quote, urlsplit

from .measure import Failed, run

LOGIN = "demo"


class Server:
    """A running server, the programs that go with it, and `berth` pointed at it."""

    def __init__(self, root):
        self.root = root
        self.berth = os.path.join(root, ".build", "release", "berth")
        self.home = os.path.join(root, ".build", "bench-home")
        self.programs = subprocess.run(
            ["pg_config", "--bindir"], check=True, capture_output=True, text=True).stdout.strip()
        # On Debian pg_config may be that of a newer libpq without a server; psql itself is always beside it.
        self.psql_program = self._program("psql")
        self.pgbench = self._program("pgbench")
        self.environment = {
            key: value for key, value in os.environ.items()
            if not key.startswith(("PG", "BERTH_")) and key != "DATABASE_URL"
        }
        self.environment |= {"BERTH_HOME": self.home, "BERTH_USER": LOGIN, "NO_COLOR": "1"}

    def _program(self, name):
        beside = os.path.join(self.programs, name)
        found = beside if os.access(beside, os.X_OK) else shutil.which(name)
        if not found:
            raise Failed(f"{name} is missing; make setup installs it")
        return found

    def start(self):
        self._berth("db", "start")
        address = urlsplit(self._berth("db", "url").output.strip())
        query = parse_qs(address.query)
        self.socket = query["host"][0] if "host" in query else address.hostname
        self.port = query.get("port", ["5432"])[0]
        self.version = self.psql("postgres", "show server_version").split()[0]

    def stop(self):
        self._berth("db", "stop")

    def _berth(self, *words, env=None):
        return run([self.berth, *words], env=env or self.environment)

    def address(self, database, user="postgres"):
        return f"postgresql:///{database}?host={quote(self.socket, safe='/')}&port={self.port}&user={user}"

    def psql(self, database, *statements):
        """Runs statements as the superuser, one by one; answers what the last printed, without decoration."""
        command = [self.psql_program, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.address(database)]
        for statement in statements:
            command += ["-c", statement]
        return run(command, env=self.environment).output.strip()

    def berth_environment(self, database, **more):
        """The environment in which `berth` works on a database of this server as the app's role."""
        return self.environment | {
            "DATABASE_URL": self.address(database, "berth_app"),
            "BERTH_OWNER_URL": self.address(database, "berth_owner"),
        } | more

    def berth_on(self, database, *words, **more):
        """Runs `berth` on a database."""
        return run([self.berth, *words], env=self.berth_environment(database, **more))

    def exists(self, database):
        return self.psql("postgres", f"select 1 from pg_database where datname = '{database}'") == "1"

    def drop(self, database):
        self.psql("postgres", f"drop database if exists {database} with (force)")

    def clone(self, template, database):
        """A copy of a database, file by file, written out so that no checkpoint falls into the measurement."""
        self.drop(database)
        self.psql(
            "postgres", f"create database {database} template {template} strategy file_copy", "checkpoint")

    def make(self, database):
        """A migrated database with the reference data."""
        self.drop(database)
        self.psql("postgres", f"create database {database} owner berth_owner")
        self.berth_on(database, "db", "migrate")
        self.berth_on(database, "db", "seed")
