#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""Peer: an echo endpoint by Python's 'websockets'. Prints its port.  websockets_echo.py MAX-MESSAGE"""

import asyncio
import sys

import websockets


async def echo(client):
    try:
        async for message in client:
            await client.send(message)
    except websockets.ConnectionClosed:
        pass


async def main():
    server = await websockets.serve(echo, "127.0.0.1", 0, max_size=int(sys.argv[1]))
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.wait_closed()


asyncio.run(main())
