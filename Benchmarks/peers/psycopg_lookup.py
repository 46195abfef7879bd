"""Single-row prepared look-ups with psycopg 3: prints {"rate": per second}.

usage: psycopg_lookup.py DATABASE CONNECTIONS SECONDS ACCOUNTS threads|processes
"""

import json
import multiprocessing
import random
import sys
import threading
import time

import psycopg

QUERY = "select abalance from pgbench_accounts where aid = %s"


def look_up(database, seed, seconds, accounts, barrier, results):
    draw = random.Random(seed).random
    with psycopg.connect(database, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(QUERY, (1,), prepare=True)
        barrier.wait()
        done = 0
        start = time.monotonic()
        end = start + seconds
        while done & 63 or time.monotonic() < end:
            # int(random() * n): randrange costs more than the rest of the loop's own work
            cursor.execute(QUERY, (1 + int(draw() * accounts),), prepare=True)
            cursor.fetchone()
            done += 1
        results.put((done, time.monotonic() - start))


def main():
    database, connections, seconds, accounts, how = sys.argv[1:]
    connections, seconds, accounts = int(connections), float(seconds), int(accounts)
    if how == "processes":
        context = multiprocessing.get_context("fork")
        barrier, results, start = context.Barrier(connections), context.Queue(), context.Process
    else:
        import queue

        barrier, results, start = threading.Barrier(connections), queue.Queue(), threading.Thread
    workers = [
        start(target=look_up, args=(database, seed, seconds, accounts, barrier, results))
        for seed in range(connections)
    ]
    for worker in workers:
        worker.start()
    rate = sum(done / elapsed for done, elapsed in (results.get() for _ in workers))
    for worker in workers:
        worker.join()
    print(json.dumps({"rate": rate}))


main()
