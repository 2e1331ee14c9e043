"""The echo peer (see ../../Peers/EchoPeer.cs) made of aiortc."""
import asyncio
import json
import os
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import aioice.ice
import aiortc
from aiortc import RTCPeerConnection, RTCSessionDescription

# Loopback is what aioice leaves out, and the only address that every machine has.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


def report(event, **values):
    print(json.dumps({"event": event, **values}), flush=True)


def fail(reason):
    report("failed", reason=reason)
    os._exit(1)


async def set_local(connection, description):
    """aiortc gathers all candidates before this ends."""
    await connection.setLocalDescription(description)
    local = connection.localDescription
    return json.dumps({"type": local.type, "sdp": local.sdp})


class Server:
    def __init__(self, loop):
        self.loop = loop
        self.channels = []
        self.connections = []

    async def answer(self, offer):
        connection = RTCPeerConnection()
        self.connections.append(connection)
        connection.on("datachannel", self.take)
        await connection.setRemoteDescription(RTCSessionDescription(**json.loads(offer)))
        return await set_local(connection, await connection.createAnswer())

    def take(self, channel):
        report(
            "channel",
            label=channel.label,
            protocol=channel.protocol,
            ordered=channel.ordered,
            maxRetransmits=channel.maxRetransmits,
        )
        self.channels.append(channel)
        channel.on("message", channel.send)
        channel.on("close", lambda: report("closed"))

    async def close(self):
        for channel in self.channels:
            channel.close()
        return ""

    def run(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                work = server.close() if self.path == "/close" else server.answer(body)
                try:
                    reply = asyncio.run_coroutine_threadsafe(work, server.loop).result().encode()
                except Exception as error:
                    fail(repr(error))
                self.send_response(200)
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

        listener = HTTPServer(("127.0.0.1", 0), Handler)
        report("listening", url="http://127.0.0.1:%d" % listener.server_port)
        listener.serve_forever()


def text(size):
    return "".join(chr(97 + (i + size) % 26) for i in range(size))


def content(size):
    return bytes((i * 7 + size) % 256 for i in range(size))


async def connect(url, plan):
    connection = RTCPeerConnection()
    channel = connection.createDataChannel("echo", ordered=plan["ordered"], maxRetransmits=plan["maxRetransmits"])
    sent = [message for size in plan["sizes"] for message in (text(size), content(size))]
    waiting = list(sent)
    closed = asyncio.Event()

    @channel.on("open")
    def send():
        for message in sent:
            channel.send(message)

    @channel.on("message")
    def receive(message):
        found = next((i for i, one in enumerate(waiting) if type(one) is type(message) and one == message), -1)
        if found < 0 or (plan["ordered"] and found > 0):
            fail("an echo (%s, %d) is wrong or out of order" % (type(message), len(message)))
        del waiting[found]
        if not waiting:
            report("echoed", count=len(sent))
            if plan["closes"]:
                channel.close()

    channel.on("close", closed.set)
    offer = await set_local(connection, await connection.createOffer())
    answer = await asyncio.get_running_loop().run_in_executor(None, post, url, offer)
    await connection.setRemoteDescription(RTCSessionDescription(**json.loads(answer)))
    await closed.wait()
    if waiting:
        fail("closed before the last echo")
    report("closed")
    await asyncio.Event().wait()  # the test sees the end before the process ends


def post(url, body):
    with urllib.request.urlopen(urllib.request.Request(url, body.encode(), method="POST")) as response:
        return response.read().decode()


def end_with_test():
    sys.stdin.read()
    os._exit(0)


async def main():
    threading.Thread(target=end_with_test, daemon=True).start()
    if sys.argv[1] == "serve":
        threading.Thread(target=Server(asyncio.get_running_loop()).run, daemon=True).start()
        await asyncio.Event().wait()
    elif sys.argv[1] == "version":
        report("version", version=aiortc.__version__)
    else:
        await connect(sys.argv[2], json.loads(sys.argv[3]))


try:
    asyncio.run(main())
except Exception as error:
    fail(repr(error))
