"""A sound peer made of aiortc: plays its tones, in two channels if the offer wants them, and hears."""
import asyncio
import fractions
import sys
import time

import aioice.ice
import numpy
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from av import AudioFrame

import sound
import whip

# Loopback is what aioice leaves out, and the only address that every machine has.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]

BLOCK = sound.RATE // 50


class Tones(MediaStreamTrack):
    kind = "audio"
    at = 0

    def __init__(self, channels):
        super().__init__()
        self.channels = channels

    async def recv(self):
        if self.at == 0:
            self.begin = time.monotonic()
        await asyncio.sleep(max(0, self.begin + self.at / sound.RATE - time.monotonic()))
        frame = AudioFrame(format="s16", layout=["mono", "stereo"][self.channels - 1], samples=BLOCK)
        frame.planes[0].update(sound.tone(self.at, BLOCK, self.channels).tobytes())
        frame.pts, frame.sample_rate, frame.time_base = self.at, sound.RATE, fractions.Fraction(1, sound.RATE)
        self.at += BLOCK
        return frame


async def listen(track):
    ear = sound.Ear()
    while True:
        frame = await track.recv()
        ear.hear(numpy.frombuffer(bytes(frame.planes[0])[: frame.samples * 4], "<i2"))


class Peer:
    def __init__(self):
        self.connection = RTCPeerConnection()
        self.connection.on("track", lambda track: asyncio.ensure_future(listen(track)))

    async def local(self, description):
        """aiortc gathers all candidates before this ends."""
        await self.connection.setLocalDescription(description)
        local = self.connection.localDescription
        return {"type": local.type, "sdp": local.sdp}

    async def offer(self):
        self.connection.addTrack(Tones(1))
        return await self.local(await self.connection.createOffer())

    async def answer(self, offer):
        await self.connection.setRemoteDescription(RTCSessionDescription(**offer))
        if "a=sendonly" not in offer["sdp"]:
            self.connection.addTrack(Tones(2 if "stereo=1" in offer["sdp"] else 1))
        return await self.local(await self.connection.createAnswer())

    async def take(self, answer):
        await self.connection.setRemoteDescription(RTCSessionDescription(**answer))

    async def stats(self):
        told = {}
        for one in (await self.connection.getStats()).values():
            for name in ("packetsSent", "packetsReceived", "packetsLost"):
                if hasattr(one, name) and one.type != "transport":
                    told[one.type + "." + name] = getattr(one, name)
        return told


async def main():
    sound.end_with_test()
    loop = asyncio.get_running_loop()
    peer = Peer()

    def run(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    if sys.argv[1] == "whip":
        whip.serve(lambda offer: run(peer.answer({"type": "offer", "sdp": offer}))["sdp"], lambda: run(peer.connection.close()))
    else:
        sound.serve(lambda offer: run(peer.answer(offer)), lambda: run(peer.stats()))
    if sys.argv[1] == "connect":
        offer = await peer.offer()
        await peer.take(await loop.run_in_executor(None, sound.post, sys.argv[2], offer))
    await asyncio.Event().wait()


try:
    asyncio.run(main())
except Exception as error:
    sound.fail(repr(error))
