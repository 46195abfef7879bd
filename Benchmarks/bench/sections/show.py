"""`berth round show` on the full volume database beside `psql -c 'select 1'`, the start of the process included."""

from ..measure import Failed, median, run, take_turns
from ..report import Row
from . import volume

RUNS = 20
WORK = "bench_show"


def measure(bench):
    server = bench.server
    server.clone(volume.template(bench, volume.FULL), WORK)
    # One in the middle of the partnerships; the operator works in all of them.
    place, round_reference = server.psql(
        WORK,
        "select partnership.code, contract.reference || '/' || round.round_no from berth.round"
        " join berth.contract using (partnership_id, contract_id)"
        " join berth.partnership using (partnership_id) order by 1, 2 limit 1 offset 1000",
    ).split("|")
    shown = [server.berth, "round", "show", round_reference, "--as-of", volume.DAY, "--partnership", place]
    environment = server.berth_environment(WORK)
    psql = [server.psql_program, "-X", server.address(WORK, "berth_app"), "-c", "select 1"]

    def show():
        ran = run(shown, env=environment)
        if ran.output.count("\n") < 50:
            raise Failed(f"round show printed too little: {ran.output[:300]}")
        return ran

    show()
    runs = take_turns(RUNS, {"ours": show, "peer": lambda: run(psql, env=server.environment)}, "round show")
    ours = [ran.seconds for ran in runs["ours"]]
    peer = [ran.seconds for ran in runs["peer"]]
    bench.add(Row(
        "show", "berth round show, process start included", median(ours), median(peer), "s",
        "psql -c 'select 1'", ("at most", 3.0), samples={"ours": ours, "peer": peer}))
    server.drop(WORK)
