"""aiortc:  peer.py throughput <bytes> <seconds> | latency <bytes> <count> | setup <count> | version

See benchmarks/README.md.
"""
import asyncio
import json
import math
import os
import platform
import re
import resource
import sys
import time

import aioice.ice
import aiortc
from aiortc import RTCConfiguration, RTCPeerConnection

HIGH_WATER = 1024 * 1024
LOW_WATER = 256 * 1024
WARM_UP = 0.5
# The number of messages that the sender sends before it yields to the receiver, which runs on the same thread.
MESSAGES_AT_A_TIME = 64

# Loopback is what aioice leaves out, and the only address that every machine has.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


class Pair:
    """Two connections, whose channel is open on both sides."""

    @classmethod
    async def open(cls):
        self = cls()
        self.a_connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.b_connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        opened, received = asyncio.Event(), asyncio.Future()
        self.b_connection.on("datachannel", received.set_result)
        self.a = self.a_connection.createDataChannel("channel")
        self.a.on("open", opened.set)
        # Candidates are in the descriptions: aiortc gathers all before it sets them.
        await self.a_connection.setLocalDescription(await self.a_connection.createOffer())
        await self.b_connection.setRemoteDescription(self.a_connection.localDescription)
        await self.b_connection.setLocalDescription(await self.b_connection.createAnswer())
        await self.a_connection.setRemoteDescription(self.b_connection.localDescription)
        self.b = await received
        await opened.wait()
        return self

    @property
    def limit(self):
        return int(re.search(r"a=max-message-size:(\d+)", self.b_connection.localDescription.sdp)[1])

    async def close(self):
        await self.a_connection.close()
        await self.b_connection.close()


async def throughput(size, seconds):
    pair = await Pair.open()
    if size > pair.limit:
        sys.exit("a message may have %d bytes" % pair.limit)
    message = bytes(size)
    low, done = asyncio.Event(), asyncio.Event()
    begin = time.perf_counter() + WARM_UP
    end = begin + seconds
    sent = arrived = 0
    times = []
    cpu = 0

    def start():
        nonlocal cpu
        cpu = time.process_time()

    def receive(_):
        nonlocal arrived
        arrived += 1
        now = time.perf_counter()
        if now >= begin:
            times.append(now)
        if arrived == sent and now >= end:
            done.set()

    asyncio.get_running_loop().call_later(WARM_UP, start)
    pair.b.on("message", receive)
    pair.a.bufferedAmountLowThreshold = LOW_WATER
    pair.a.on("bufferedamountlow", low.set)
    while time.perf_counter() < end:
        for _ in range(MESSAGES_AT_A_TIME):
            if pair.a.bufferedAmount >= HIGH_WATER:
                low.clear()
                await low.wait()
                break
            pair.a.send(message)
            sent += 1
        await asyncio.sleep(0)
    if arrived != sent:
        await done.wait()
    messages = len(times) - 1
    elapsed = times[-1] - times[0]
    rate = messages / elapsed
    return {"mb_per_s": rate * size / 1e6, "messages_per_s": rate, "messages": messages}, cpu


async def latency(size, count):
    pair = await Pair.open()
    message = bytes(size)
    answers = asyncio.Queue()
    pair.b.on("message", pair.b.send)
    pair.a.on("message", answers.put_nowait)
    times = []
    cpu = time.process_time()
    for i in range(-count // 10, count):
        if i == 0:
            cpu = time.process_time()
        asked = time.perf_counter()
        pair.a.send(message)
        await answers.get()
        if i >= 0:
            times.append((time.perf_counter() - asked) * 1e6)
    tails = {"p50_us": 0.5, "p99_us": 0.99, "p999_us": 0.999}
    return {name: percentile(times, part) for name, part in tails.items()}, cpu


async def setup(count):
    times = []
    cpu = time.process_time()
    for i in range(-count // 10, count):
        if i == 0:
            cpu = time.process_time()
        begin = time.perf_counter()
        pair = await Pair.open()
        if i >= 0:
            times.append((time.perf_counter() - begin) * 1e3)
        await pair.close()
    return {"setup_ms": percentile(times, 0.5), "setup_p99_ms": percentile(times, 0.99)}, cpu


def percentile(values, part):
    return sorted(values)[max(math.ceil(part * len(values)) - 1, 0)]


async def main(command, *numbers):
    if command == "version":
        figures = {"version": "%s, Python %s" % (aiortc.__version__, platform.python_version())}
    else:
        measures = {"throughput": throughput, "latency": latency, "setup": setup}
        figures, cpu = await measures[command](*map(int, numbers))
        figures["cpu_s"] = time.process_time() - cpu
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps(figures), flush=True)
    os._exit(0)  # without waiting for what is still open


asyncio.run(main(*sys.argv[1:]))
