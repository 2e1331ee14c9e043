"""A picture peer made of GStreamer's webrtcbin (see ../../Peers/Pictures/PicturePeer.cs): decodes what comes, and encodes it again."""
import os
import re
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstApp, GstSdp, GstWebRTC

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "sound"))
import sound

PIPELINE = """
webrtcbin name=peer bundle-policy=max-bundle
appsrc name=seen is-live=true format=time do-timestamp=true max-buffers=2 leaky-type=downstream
    caps=video/x-raw,format=I420,width=640,height=360,framerate=0/1
    ! vp8enc deadline=1 cpu-used=8 target-bitrate=1500000 ! rtpvp8pay pt=%s picture-id-mode=15-bit
    ! application/x-rtp,media=video,encoding-name=VP8,payload=%s,clock-rate=90000 ! peer.
"""
EYE = "rtpvp8depay ! vp8dec ! videoconvert ! video/x-raw,format=I420 ! appsink name=eye emit-signals=true sync=false"


class Peer:
    def start(self, payload_type):
        self.pipeline = Gst.parse_launch(PIPELINE % (payload_type, payload_type))
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
        seen = self.pipeline.get_by_name("seen")

        def take(sink):
            sample = sink.emit("pull-sample")
            buffer = sample.get_buffer().copy()
            buffer.pts = buffer.dts = buffer.duration = Gst.CLOCK_TIME_NONE  # of the time when it is encoded
            seen.set_caps(sample.get_caps())
            seen.emit("push-buffer", buffer)
            return Gst.FlowReturn.OK

        chain = Gst.parse_bin_from_description(EYE, True)
        chain.get_by_name("eye").connect("new-sample", take)
        self.pipeline.add(chain)
        chain.sync_state_with_parent()
        pad.link(chain.get_static_pad("sink"))

    def ask(self, signal, *arguments):
        promise = Gst.Promise.new()
        self.bin.emit(signal, *arguments, promise)
        promise.wait()
        return promise.get_reply()

    def answer(self, offer):
        self.start(re.search(r"a=rtpmap:(\d+) VP8/90000", offer["sdp"]).group(1))
        _, message = GstSdp.SDPMessage.new_from_text(offer["sdp"])
        self.ask("set-remote-description", GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.OFFER, message))
        reply = self.ask("create-answer", None)  # has the description, which would go with it
        self.ask("set-local-description", reply.get_value("answer"))
        self.gathered.wait()
        return {"type": "answer", "sdp": self.bin.get_property("local-description").sdp.as_text()}

    def stats(self):
        told = {}
        reply = self.ask("get-stats", None)
        for index in range(reply.n_fields()):
            value = reply.get_value(reply.nth_field_name(index))
            kind = value.get_value("type").value_nick if value.has_field("type") else ""
            for name in ("packets-sent", "packets-received"):
                if kind.endswith("-rtp") and value.has_field(name):
                    head, tail = name.split("-")
                    told[kind + "." + head + tail.capitalize()] = value.get_value(name)
        return told


Gst.init(None)
sound.end_with_test()
threading.Thread(target=GLib.MainLoop().run, daemon=True).start()
peer = Peer()
sound.serve(peer.answer, peer.stats)
threading.Event().wait()
