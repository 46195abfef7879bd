"""The libpq client beside pgbench, psycopg 3 and asyncpg, and beside psql's copy."""

import json
import os

from ..measure import Failed, median, run, take_turns
from ..report import Row

DATABASE = "bench_client"
SCALE = 10
ACCOUNTS = SCALE * 100_000
CONNECTIONS = (1, 8)
NARROW_ROWS = 1_000_000
PIPELINE = 100
# What may be made of the Python clients: each is asked in its two ways first, and the faster one competes.
PSYCOPG_WAYS = ("threads", "processes")
ASYNCPG_WAYS = ("uvloop", "asyncio")


def measure(bench):
    prepare(bench)
    for connections in CONNECTIONS:
        look_ups(bench, connections)
    pipeline(bench)
    copy(bench)


def prepare(bench):
    server = bench.server
    if not server.exists(DATABASE):
        server.psql("postgres", f"create database {DATABASE}")
        run([server.pgbench, "-i", "-q", "-s", str(SCALE), server.address(DATABASE)])
    server.psql(
        DATABASE, "drop table if exists narrow",
        "create table narrow (id bigint not null, group_id integer not null, noted_on date not null,"
        " note text not null)", "vacuum analyze", "checkpoint")
    # Every page is in memory before the first round, for everybody alike.
    server.psql(DATABASE, "select sum(abalance) from pgbench_accounts",
                "set enable_seqscan = off; select count(*) from pgbench_accounts where aid > 0")


def pgbench_rate(ran):
    """Transactions per second, the connecting left out."""
    lines = [line for line in ran.output.splitlines() if line.startswith("tps")]
    if not lines:
        raise Failed("pgbench printed no rate")
    return float(lines[0].split()[2])


class Contest:
    """The contestants over one number of connections; each answers look-ups per second."""

    def __init__(self, bench, connections):
        self.bench = bench
        self.connections = connections
        self.address = bench.server.address(DATABASE)
        self.sizes = [str(connections), str(bench.seconds), str(ACCOUNTS)]

    def pgbench(self):
        threads = str(min(self.connections, 2))
        ran = run([
            self.bench.server.pgbench, "-n", "-S", "-M", "prepared", "-c", str(self.connections),
            "-j", threads, "-T", str(self.bench.seconds), self.address])
        return pgbench_rate(ran)

    def ours(self, *more):
        return self.bench.client(
            "lookup", self.address, "--connections", str(self.connections),
            "--seconds", str(self.bench.seconds), "--accounts", str(ACCOUNTS), *more)["rate"]

    def psycopg(self, way):
        return self._python("psycopg_lookup.py", self.address, way)

    def asyncpg(self, way):
        server = self.bench.server
        options = {"host": server.socket, "port": int(server.port), "user": "postgres", "database": DATABASE}
        return self._python("asyncpg_lookup.py", json.dumps(options), way)

    def _python(self, script, database, way):
        return run([self.bench.python, self.bench.peer(script), database, *self.sizes, way]).json["rate"]

    def faster(self, contestant, ways):
        return max(ways, key=contestant)


def look_ups(bench, connections):
    contest = Contest(bench, connections)
    psycopg = contest.faster(contest.psycopg, PSYCOPG_WAYS)
    asyncpg = contest.faster(contest.asyncpg, ASYNCPG_WAYS)
    label = f"look-ups, {connections} connection{'s' if connections > 1 else ''}"
    rates = take_turns(bench.rounds, {
        "pgbench": contest.pgbench,
        "ours": contest.ours,
        "psycopg": lambda: contest.psycopg(psycopg),
        "ours, a hop each": lambda: contest.ours("--hop"),
        "asyncpg": lambda: contest.asyncpg(asyncpg),
    }, label)
    ours = median(rates["ours"])
    floor = 0.8 if connections == 1 else 0.5
    for peer, name, wanted in (
        ("pgbench", "pgbench -S -M prepared", ("at least", floor)),
        ("psycopg", f"psycopg 3 ({psycopg})", ("at least", 1.0)),
        ("asyncpg", f"asyncpg ({asyncpg})", ("at least", 1.0)),
    ):
        bench.add(Row(
            "client", label, ours, median(rates[peer]), "/s", name, wanted,
            samples={"ours": rates["ours"], "peer": rates[peer]}))
    bench.add(Row(
        "client", label + ", a hop for each", median(rates["ours, a hop each"]), median(rates["pgbench"]), "/s",
        "pgbench -S -M prepared",
        samples={"ours": rates["ours, a hop each"], "peer": rates["pgbench"]}))


def pipeline(bench):
    address = bench.server.address(DATABASE)
    script = os.path.join(bench.data, "pipeline.sql")
    with open(script, "w", encoding="utf-8") as file:
        file.writelines(f"\\set id{number} random(1, {ACCOUNTS})\n" for number in range(PIPELINE))
        file.write("\\startpipeline\n")
        file.writelines(
            f"select abalance from pgbench_accounts where aid = :id{number};\n" for number in range(PIPELINE))
        file.write("\\endpipeline\n")
    pgbench = [
        bench.server.pgbench, "-n", "-M", "prepared", "-f", script, "-T", str(bench.seconds), address]
    rates = take_turns(bench.rounds, {
        "ours": lambda: bench.client(
            "pipeline", address, "--seconds", str(bench.seconds), "--accounts", str(ACCOUNTS),
            "--batch", str(PIPELINE)),
        "pgbench": lambda: pgbench_rate(run(pgbench)) * PIPELINE,
    }, "pipelines")
    piped = [rate["pipelined"] for rate in rates["ours"]]
    single = [rate["unpipelined"] for rate in rates["ours"]]
    what = f"look-ups in pipelines of {PIPELINE}"
    # How much there is to win is up to how soon the machine wakes a process that waits: on a busy one it is less,
    # for pgbench as for us.
    bench.add(Row(
        "client", what, median(piped), median(single), "/s", "ours, one by one", ("at least", 5.0),
        samples={"ours": piped, "peer": single}))
    bench.add(Row(
        "client", what, median(piped), median(rates["pgbench"]), "/s", "pgbench's own pipelines",
        samples={"ours": piped, "peer": rates["pgbench"]}))


def copy(bench):
    server = bench.server
    path = os.path.join(bench.data, "narrow.tsv")
    if not os.path.exists(path):
        with open(path + ".new", "w", encoding="utf-8") as file:
            for number in range(NARROW_ROWS):
                file.write(
                    f"{number}\t{number % 1000}\t20{number % 30:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
                    f"\tnote {number}\n")
        os.rename(path + ".new", path)
    address = server.address(DATABASE)

    def clean(work):
        def cleaned():
            server.psql(DATABASE, "truncate narrow", "checkpoint")
            seconds = work()
            held = int(server.psql(DATABASE, "select count(*) from narrow"))
            if held != NARROW_ROWS:
                raise Failed(f"{held} rows were copied instead of {NARROW_ROWS}")
            return NARROW_ROWS / seconds
        return cleaned

    columns = "narrow (id, group_id, noted_on, note)"
    psql = [server.psql_program, "-X", "-q", address, "-c", f"\\copy {columns} from '{path}'"]
    ours = [bench.client_program, "copy", address, "--file", path]
    made = [bench.client_program, "rows", address, "--rows", str(NARROW_ROWS)]
    rates = take_turns(bench.rounds, {
        "psql": clean(lambda: run(psql, env=server.environment).seconds),
        "ours": clean(lambda: run(ours).seconds),
        "ours, rows made": clean(lambda: run(made).seconds),
    }, "copy")
    bench.add(Row(
        "client", f"copy in {NARROW_ROWS:,} narrow rows", median(rates["ours"]), median(rates["psql"]), "/s",
        "psql \\copy of the same file", ("at least", 0.8),
        samples={"ours": rates["ours"], "peer": rates["psql"]}))
    bench.add(Row(
        "client", "copy in as many, made row by row", median(rates["ours, rows made"]), median(rates["psql"]), "/s",
        "psql \\copy of such a file",
        samples={"ours": rates["ours, rows made"], "peer": rates["psql"]}))
