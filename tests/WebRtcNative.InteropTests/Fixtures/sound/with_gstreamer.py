"""A sound peer made of GStreamer's webrtcbin: plays the left of its tones in one channel, and hears."""
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
import numpy
from gi.repository import GLib, Gst, GstApp, GstSdp, GstWebRTC

import sound

PIPELINE = """
webrtcbin name=peer bundle-policy=max-bundle latency=100
audiotestsrc is-live=true freq=%d volume=0.5 ! audio/x-raw,rate=48000,channels=1 ! opusenc ! rtpopuspay pt=111
    ! application/x-rtp,media=audio,encoding-name=OPUS,payload=111,clock-rate=48000 ! peer.
"""
EAR = """
rtpopusdepay ! opusdec ! audioconvert ! audioresample ! audio/x-raw,format=S16LE,rate=48000,channels=2,layout=interleaved
    ! appsink name=ear emit-signals=true sync=false
"""
TYPES = {"offer": GstWebRTC.WebRTCSDPType.OFFER, "answer": GstWebRTC.WebRTCSDPType.ANSWER}


class Peer:
    def __init__(self):
        self.pipeline = Gst.parse_launch(PIPELINE % sound.OWN[0])
        self.bin = self.pipeline.get_by_name("peer")
        # Loopback is what libnice leaves out, and the only address that every machine has.
        self.ice = self.bin.get_property("ice-agent")
        self.ice.emit("add-local-ip-address", "127.0.0.1")
        self.bin.connect("pad-added", self.on_pad)
        self.gathered = threading.Event()
        self.bin.connect("notify::ice-gathering-state", self.on_gathering)
        self.pipeline.set_state(Gst.State.PLAYING)

    def on_gathering(self, *_):
        if self.bin.get_property("ice-gathering-state") == GstWebRTC.WebRTCICEGatheringState.COMPLETE:
            self.gathered.set()

    def on_pad(self, _, pad):
        if pad.get_direction() != Gst.PadDirection.SRC:
            return
        ear = sound.Ear()

        def take(sink):
            buffer = sink.emit("pull-sample").get_buffer()
            ear.hear(numpy.frombuffer(buffer.extract_dup(0, buffer.get_size()), "<i2"))
            return Gst.FlowReturn.OK

        chain = Gst.parse_bin_from_description(EAR, True)
        chain.get_by_name("ear").connect("new-sample", take)
        self.pipeline.add(chain)
        chain.sync_state_with_parent()
        pad.link(chain.get_static_pad("sink"))

    def ask(self, signal, *arguments):
        promise = Gst.Promise.new()
        self.bin.emit(signal, *arguments, promise)
        promise.wait()
        return promise.get_reply()

    def remote(self, description):
        _, message = GstSdp.SDPMessage.new_from_text(description["sdp"])
        self.ask("set-remote-description", GstWebRTC.WebRTCSessionDescription.new(TYPES[description["type"]], message))

    def local(self, kind):
        reply = self.ask("create-" + kind, None)  # has the description, which would go with it
        description = reply.get_value(kind)
        self.ask("set-local-description", description)
        self.gathered.wait()
        return {"type": kind, "sdp": self.bin.get_property("local-description").sdp.as_text()}

    def answer(self, offer):
        self.remote(offer)
        return self.local("answer")

    def stats(self):
        told = {}

        def take(_, value):
            kind = value.get_value("type").value_nick if value.has_field("type") else ""
            for name in ("packets-sent", "packets-received", "packets-lost"):
                if kind.endswith("-rtp") and value.has_field(name):
                    head, tail = name.split("-")
                    told[kind + "." + head + tail.capitalize()] = value.get_value(name)
            return True

        reply = self.ask("get-stats", None)
        for index in range(reply.n_fields()):
            take(None, reply.get_value(reply.nth_field_name(index)))
        return told


Gst.init(None)
sound.end_with_test()
threading.Thread(target=GLib.MainLoop().run, daemon=True).start()
peer = Peer()
sound.serve(peer.answer, peer.stats)
if sys.argv[1] == "connect":
    peer.remote(sound.post(sys.argv[2], peer.local("offer")))
threading.Event().wait()
