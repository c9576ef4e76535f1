#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""A subscriber of the live stream that shares no code with the server.

Writes one JSON line per message to standard output: welcome, batch (with the sequence numbers it brought), heartbeat,
resync, close, refused. Lives until the stream ends, or standard input does.
"""
import argparse
import asyncio
import json
import os
import ssl
import sys
import time

import websockets
from websockets.exceptions import ConnectionClosed, InvalidStatusCode


def tell(**line):
    print(json.dumps({**line, "at": int(time.time() * 1000)}), flush=True)


async def subscribe(options):
    headers = {}
    if options.token:
        headers["Authorization"] = "Bearer " + options.token
    if options.cookie:
        headers["Cookie"] = options.cookie
    trust = None
    if options.insecure:
        trust = ssl.create_default_context()
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE
    protocols = None if options.no_subprotocol else ["audit.v1.json"]
    try:
        socket = await websockets.connect(options.url, subprotocols=protocols, extra_headers=headers, ssl=trust,
                                          max_size=None, max_queue=options.queue, compression="deflate")
    except InvalidStatusCode as refused:
        tell(kind="refused", status=refused.status_code)
        return
    except (OSError, ConnectionClosed, EOFError) as error:
        tell(kind="refused", status=0, error=str(error))
        return
    tell(kind="open", subprotocol=socket.subprotocol, extensions=[e.name for e in socket.extensions])
    try:
        for text in options.say or []:
            await socket.send(text)
        if not options.say:
            hello = {"type": "hello"}
            if options.cursor:
                hello["cursor"] = options.cursor
            if options.scope:
                hello["scope"] = options.scope
            if options.filter:
                hello["filter"] = options.filter
            await socket.send(json.dumps(hello))
        async for text in socket:
            message = json.loads(text)
            kind = message.pop("type")
            if kind == "batch":
                message["bytes"] = len(text)
                message["seqs"] = [event["seq"] for event in message["events"]]
                message["words"] = sorted({event["event"] for event in message.pop("events")})
                tell(kind=kind, **message)
                if not options.no_ack:
                    await socket.send(json.dumps({"type": "ack", "to": message["to"] + options.false_ack}))
            else:
                tell(kind=kind, **message)
    except ConnectionClosed:
        pass
    tell(kind="close", code=socket.close_code, reason=socket.close_reason)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--token")
    parser.add_argument("--cookie")
    parser.add_argument("--cursor")
    parser.add_argument("--scope")
    parser.add_argument("--filter")
    parser.add_argument("--say", action="append", help="sent instead of a hello")
    parser.add_argument("--no-ack", action="store_true")
    parser.add_argument("--false-ack", action="store_const", const=1, default=0,
                        help="acknowledges more than there was")
    parser.add_argument("--no-subprotocol", action="store_true")
    parser.add_argument("--insecure", action="store_true", help="TLS, whatever the certificate")
    parser.add_argument("--queue", type=int, default=32)
    options = parser.parse_args()

    loop = asyncio.get_running_loop()
    stdin_closed = loop.run_in_executor(None, sys.stdin.read)
    stream = asyncio.ensure_future(subscribe(options))
    await asyncio.wait([stream, asyncio.ensure_future(stdin_closed)], return_when=asyncio.FIRST_COMPLETED)
    if stream.done():
        stream.result()
    os._exit(0)  # the thread that reads standard input must not keep the process


asyncio.run(main())
