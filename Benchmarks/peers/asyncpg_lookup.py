"""Single-row prepared look-ups with asyncpg, all connections in one event loop: prints {"rate": per second}.

usage: asyncpg_lookup.py DATABASE_OPTIONS_AS_JSON CONNECTIONS SECONDS ACCOUNTS asyncio|uvloop
"""

import asyncio
import json
import random
import sys
import time

import asyncpg

QUERY = "select abalance from pgbench_accounts where aid = $1"


async def look_up(statement, seed, end, accounts):
    draw = random.Random(seed).random
    done = 0
    while done & 63 or time.monotonic() < end:
        await statement.fetchval(1 + int(draw() * accounts))
        done += 1
    return done


async def run(options, connections, seconds, accounts):
    opened = [await asyncpg.connect(**options) for _ in range(connections)]
    statements = [await connection.prepare(QUERY) for connection in opened]
    for statement in statements:
        await statement.fetchval(1)
    start = time.monotonic()
    counts = await asyncio.gather(
        *(
            look_up(statement, seed, start + seconds, accounts)
            for seed, statement in enumerate(statements)
        )
    )
    elapsed = time.monotonic() - start
    for connection in opened:
        await connection.close()
    return sum(counts) / elapsed


def main():
    options, connections, seconds, accounts, loop = sys.argv[1:]
    work = run(json.loads(options), int(connections), float(seconds), int(accounts))
    if loop == "uvloop":
        import uvloop

        rate = uvloop.run(work)
    else:
        rate = asyncio.run(work)
    print(json.dumps({"rate": rate}))


main()
