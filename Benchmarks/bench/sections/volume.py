"""Volume databases, made once a run by `berth db seed --scale` and kept as templates."""

from ..measure import say

DAY = "2022-09-30"
NEXT_DAY = "2022-10-01"
FULL = 1.0


def template(bench, scale):
    """The name of a database of a scale that nobody has run the batch on."""
    return seeded(
        bench, f"bench_volume_{round(scale * 1000):04}", f"the volume database of scale {scale:g}",
        ("--scale", f"{scale:g}"), scale == FULL)


def seeded(bench, made, what, words, is_full):
    """The name of a database that `berth db seed` has filled, kept as a template."""
    server, done = bench.server, f"{made}_done"
    if bench.fresh and made not in bench.made or not server.exists(done):
        server.drop(done)
        server.make(made)
        say(f"making {what}")
        ran = server.berth_on(made, "db", "seed", *words)
        say(f"made in {ran.seconds:.1f} s, {ran.peak_mib:.0f} MiB")
        if is_full:
            bench.remember(f"berth db seed {' '.join(words)} took {ran.seconds:.1f} s, peak {ran.peak_mib:.0f} MiB")
        server.psql(made, "vacuum (freeze, analyze)")
        # Renamed when it is whole, so that an interrupted run never leaves half of one to measure on.
        server.psql("postgres", f"alter database {made} rename to {done}")
        bench.made.add(made)
    return done
