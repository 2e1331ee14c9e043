"""A picture peer made of aiortc (see ../../Peers/Pictures/PicturePeer.cs): decodes what comes, and encodes it again."""
import asyncio
import os
import sys

import aioice.ice
from aiortc import RTCPeerConnection, RTCSessionDescription

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "sound"))
import sound

# Loopback is what aioice leaves out, and the only address that every machine has.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


class Peer:
    def __init__(self):
        self.connection = RTCPeerConnection()
        self.connection.on("track", self.connection.addTrack)

    async def answer(self, offer):
        await self.connection.setRemoteDescription(RTCSessionDescription(**offer))
        await self.connection.setLocalDescription(await self.connection.createAnswer())
        local = self.connection.localDescription
        return {"type": local.type, "sdp": local.sdp}

    async def stats(self):
        told = {}
        for one in (await self.connection.getStats()).values():
            for name in ("packetsSent", "packetsReceived"):
                if hasattr(one, name) and one.type != "transport":
                    told[one.type + "." + name] = getattr(one, name)
        return told


async def main():
    sound.end_with_test()
    loop = asyncio.get_running_loop()
    peer = Peer()

    def run(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    sound.serve(lambda offer: run(peer.answer(offer)), lambda: run(peer.stats()))
    await asyncio.Event().wait()


try:
    asyncio.run(main())
except Exception as error:
    sound.fail(repr(error))
