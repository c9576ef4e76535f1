#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Resources that a server uses, and its response times for honest clients, while others abuse it.

500 connections that send a head byte by byte, 500 that say nothing, 20 bodies of 100 MB, 1,000 heads of 1 MB; all from
addresses of 127.0.0.0/8, because one address has only 64 places. Meanwhile one honest client at a time asks for
/healthz, each time over a new connection. Prints what it found as JSON; exit 1 if less abuse was accepted than meant.

    abuse.py CASTELLAN_SERVER
"""
import asyncio
import collections
import json
import subprocess
import sys
import tempfile
import time

SECONDS = 15
# Connections that the server took, by what came over them.
accepted = collections.Counter()
PASSWORD = b"Tidal-orbit-lantern-88\n"


def resident(pid):
    with open(f"/proc/{pid}/statm") as f:
        return int(f.read().split()[1]) * 4096 / 1e6


async def connect(port, n):
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.{1 + n // 250}.{1 + n % 250}", 0))


async def until_cut(port, n, act, end):
    """Does `act` again and again on new connections: a client that is cut off reconnects."""
    while time.monotonic() < end:
        try:
            reader, writer = await connect(port, n)
            try:
                await act(reader, writer, end)
            finally:
                writer.close()
        except (OSError, asyncio.IncompleteReadError):
            pass
        await asyncio.sleep(0.2)


async def slow_head(reader, writer, end):
    accepted["slow heads"] += 1
    writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    while time.monotonic() < end and not reader.at_eof():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(1)


async def silent(reader, writer, end):
    accepted["silent"] += 1
    await asyncio.wait_for(reader.read(1), max(0.1, end - time.monotonic()))


async def huge_body(reader, writer, end):
    writer.write(b"POST /account/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                 b"Content-Length: 104857600\r\n\r\n")
    for _ in range(1600):
        if time.monotonic() > end:
            break
        writer.write(b" " * 65536)
        await writer.drain()
        accepted["pieces of bodies"] += 1


async def huge_head(reader, writer, end):
    writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Huge: ")
    for _ in range(16):
        writer.write(b"x" * 65536)
        await writer.drain()
    accepted["huge heads"] += 1


async def bounded(coroutine):
    try:
        await coroutine
    except (asyncio.TimeoutError, OSError):
        pass


async def honest(port, end, took, failed):
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.200.1", 0))
            writer.write(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            status = (await asyncio.wait_for(reader.readline(), 10)).split()[1:2]
            writer.close()
            (took if status == [b"200"] else failed).append(time.monotonic() - began)
        except (OSError, asyncio.TimeoutError):
            failed.append(time.monotonic() - began)
        await asyncio.sleep(0.01)


async def attack(port, pid):
    end = time.monotonic() + SECONDS
    jobs = []
    for n in range(500):
        jobs.append(bounded(until_cut(port, n, slow_head, end)))
        jobs.append(bounded(until_cut(port, n, silent, end)))
    jobs += [bounded(until_cut(port, 600 + n, huge_body, end)) for n in range(20)]
    jobs += [bounded(until_cut(port, 700 + n % 100, huge_head, end)) for n in range(1000)]
    peak = 0.0

    async def watch():
        nonlocal peak
        while time.monotonic() < end:
            peak = max(peak, resident(pid))
            await asyncio.sleep(0.1)

    await asyncio.gather(watch(), *jobs)
    return peak


async def honest_beside(program_port):
    """Runs in a process of its own, so that the attackers' work in this one doesn't count as the server's delay."""
    took, failed = [], []
    await honest(program_port, time.monotonic() + SECONDS, took, failed)
    return took, failed


def main():
    if len(sys.argv) == 3:
        took, failed = asyncio.run(honest_beside(int(sys.argv[2])))
        print(json.dumps([took, failed]))
        return 0
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        data = ["--data", folder + "/data"]
        subprocess.run([program, "init", *data, "--username", "ann", "--email", "ann@example.com", "--password-stdin"],
                       input=PASSWORD, check=True, stderr=subprocess.DEVNULL)
        server = subprocess.Popen([program, "serve", *data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL)
        try:
            port = int(json.loads(server.stdout.readline())["listening"].rsplit(":", 1)[1])
            # What a server that has been used has read of its own program is no part of it.
            asyncio.run(honest(port, time.monotonic() + 3, [], []))
            before = resident(server.pid)
            beside = subprocess.Popen([sys.executable, sys.argv[0], program, str(port)], stdout=subprocess.PIPE)
            peak = asyncio.run(attack(port, server.pid))
            took, failed = json.loads(beside.communicate()[0])
            left = time.monotonic() + 30
            while time.monotonic() < left and resident(server.pid) > before * 1.1:
                time.sleep(0.5)
            after = resident(server.pid)
        finally:
            server.terminate()
            server.wait()
    took.sort()
    print(json.dumps({
        "accepted": accepted,
        "before": before,
        "more": peak - before,
        "after": 100 * after / before,
        "p99": 1000 * took[len(took) * 99 // 100] if took else float("inf"),
        "answered": len(took),
        "unanswered": len(failed),
    }))
    meant = {"slow heads": 500, "silent": 500, "huge heads": 1000, "pieces of bodies": 20}
    return 0 if all(accepted[kind] >= least for kind, least in meant.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
