"""What the sound peers in Python share (see ../../Peers/Sound/SoundPeer.cs): reports, signaling, and the ear."""
import json
import os
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy

RATE = 48000
OWN = (660, 990)  # what a peer plays, left and right; one channel is the left one
FREQUENCIES = (440, 660, 880, 990)


def report(event, **values):
    print(json.dumps({"event": event, **values}), flush=True)


def fail(reason):
    report("failed", reason=reason)
    os._exit(1)


def tone(start, count, channels):
    """So many frames of the own tones, as 16-bit samples in rows."""
    times = (numpy.arange(count) + start) / RATE
    return numpy.stack([16000 * numpy.sin(2 * numpy.pi * f * times) for f in OWN[:channels]], axis=1).astype("<i2")


def snr(samples, frequency):
    """In dB: the energy at one frequency against all other energy."""
    angles = 2 * numpy.pi * frequency * numpy.arange(len(samples)) / RATE
    signal = 2 * (numpy.dot(samples, numpy.sin(angles)) ** 2 + numpy.dot(samples, numpy.cos(angles)) ** 2) / len(samples)
    return float(10 * numpy.log10(max(signal, 1) / max(numpy.dot(samples, samples) - signal, 1)))


class Ear:
    """Reports each half second of loud sound: the SNR at each frequency, of both channels."""

    def __init__(self):
        self.rows = numpy.zeros((0, 2))

    def hear(self, stereo):
        self.rows = numpy.concatenate([self.rows, numpy.asarray(stereo, dtype=float).reshape(-1, 2)])
        while len(self.rows) >= RATE // 2:
            window, self.rows = self.rows[: RATE // 2], self.rows[RATE // 2 :]
            if numpy.sqrt(numpy.mean(window**2)) > 1000:
                report("heard", **{side: {str(f): snr(window[:, i], f) for f in FREQUENCIES} for i, side in enumerate(["left", "right"])})


def serve(answer, stats):
    """answer(offer) and stats() run on the HTTP server's thread; descriptions are dictionaries."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                reply = json.dumps(stats() if self.path == "/stats" else answer(json.loads(body))).encode()
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
    threading.Thread(target=listener.serve_forever, daemon=True).start()


def post(url, description):
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(description).encode(), method="POST")) as response:
        return json.loads(response.read())


def end_with_test():
    def wait():
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
