"""A picture peer made of GStreamer's webrtcbin (see ../../Peers/Pictures/PicturePeer.cs): decodes what comes, and encodes it again. Its
argument is the codec: VP8 or H264."""
import os
import re
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstVideo", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstApp, GstSdp, GstVideo, GstWebRTC

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "sound"))
import sound

PIPELINE = """
webrtcbin name=peer bundle-policy=max-bundle
appsrc name=seen is-live=true format=time do-timestamp=true max-buffers=2 leaky-type=downstream
    caps=video/x-raw,format=I420,width=640,height=360,framerate=20/1
    ! {encode} pt={type}
    ! application/x-rtp,media=video,encoding-name={codec},payload={type},clock-rate=90000 ! peer.
"""
EYE = "{decode} ! videoconvert ! video/x-raw,format=I420 ! appsink name=eye emit-signals=true sync=false"
ENCODERS = {
    "VP8": "vp8enc deadline=1 cpu-used=8 target-bitrate=1500000 ! rtpvp8pay picture-id-mode=15-bit",
    "H264": "x264enc tune=zerolatency speed-preset=ultrafast bitrate=1500 key-int-max=60 ! video/x-h264,profile=constrained-baseline"
    " ! h264parse ! rtph264pay config-interval=-1 aggregate-mode=zero-latency",
}
# After a loss nothing is right until a key frame.
WHOLE = "request-keyframe=true wait-for-keyframe=true"
DECODERS = {
    "VP8": "rtpvp8depay " + WHOLE + " ! vp8dec",
    "H264": "rtph264depay " + WHOLE + " ! h264parse ! openh264dec",
}
# More packets than one picture has. After so many without a picture this side asks for a key frame.
PATIENCE = 40


class Peer:
    def start(self, payload_type):
        self.pipeline = Gst.parse_launch(PIPELINE.format(encode=ENCODERS[codec], codec=codec, type=payload_type))
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
            self.unseen = 0
            sample = sink.emit("pull-sample")
            buffer = sample.get_buffer().copy()
            buffer.pts = buffer.dts = buffer.duration = Gst.CLOCK_TIME_NONE  # of the time when it is encoded
            caps = sample.get_caps().copy()
            caps.set_value("framerate", Gst.Fraction(20, 1))  # about; some encoders want one
            seen.set_caps(caps)
            seen.emit("push-buffer", buffer)
            return Gst.FlowReturn.OK

        # If the first packet is lost, as one that arrives before DTLS is done here, so are the parameter sets of H.264. h264parse waits for them
        # and never asks, and the sender makes a key frame only when it is asked.
        def count(pad, _):
            self.unseen += 1
            if self.unseen % PATIENCE == 0:
                pad.send_event(GstVideo.video_event_new_upstream_force_key_unit(Gst.CLOCK_TIME_NONE, True, 0))
            return Gst.PadProbeReturn.OK

        chain = Gst.parse_bin_from_description(EYE.format(decode=DECODERS[codec]), True)
        chain.get_by_name("eye").connect("new-sample", take)
        self.pipeline.add(chain)
        chain.sync_state_with_parent()
        self.unseen = 0
        pad.add_probe(Gst.PadProbeType.BUFFER, count)
        pad.link(chain.get_static_pad("sink"))

    def ask(self, signal, *arguments):
        promise = Gst.Promise.new()
        self.bin.emit(signal, *arguments, promise)
        promise.wait()
        return promise.get_reply()

    def answer(self, offer):
        self.start(re.search(r"a=rtpmap:(\d+) %s/90000" % codec, offer["sdp"]).group(1))
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
codec = sys.argv[1]
sound.end_with_test()
threading.Thread(target=GLib.MainLoop().run, daemon=True).start()
peer = Peer()
sound.serve(peer.answer, peer.stats)
threading.Event().wait()
