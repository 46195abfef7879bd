"""Volume databases, made once a run by `berth db seed --scale` and kept as templates."""

from ..measure import say

DAY = "2022-09-30"
NEXT_DAY = "2022-10-01"
FULL = 1.0


def name(scale):
    return f"bench_volume_{round(scale * 1000):04}"


def template(bench, scale):
    """The name of a database of a scale that nobody has run the batch on."""
    server, database = bench.server, name(scale)
    done = f"{database}_done"
    if bench.fresh and database not in bench.made or not server.exists(done):
        server.drop(done)
        server.make(database)
        say(f"making the volume database of scale {scale:g}")
        ran = server.berth_on(database, "db", "seed", "--scale", f"{scale:g}")
        say(f"made in {ran.seconds:.1f} s, {ran.peak_mib:.0f} MiB")
        if scale == FULL:
            bench.remember(f"berth db seed --scale 1 took {ran.seconds:.1f} s, peak {ran.peak_mib:.0f} MiB")
        server.psql(database, "vacuum (freeze, analyze)")
        # Renamed when it is whole, so that an interrupted run never leaves half of one to measure on.
        server.psql("postgres", f"alter database {database} rename to {done}")
        bench.made.add(database)
    return done
