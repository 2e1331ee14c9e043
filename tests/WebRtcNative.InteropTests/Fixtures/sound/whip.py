"""The HTTP side of a WHIP server (RFC 9725) with one session at a time."""
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import sound

ENDPOINT = "/whip/endpoint"
SESSION = "/whip/session"
SDP = "application/sdp"


def serve(answer, end):
    """answer(offer) and end() run on the HTTP server's thread; descriptions are SDP."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            if self.path != ENDPOINT:
                self.reply(404)
            elif self.headers.get_content_type() != SDP:
                self.reply(415)
            else:
                self.reply(201, self.attempt(lambda: answer(body)), {"Location": SESSION, "Content-Type": SDP})

        def do_DELETE(self):
            if self.path != SESSION:
                self.reply(404)
                return
            self.attempt(end)
            self.reply(200)

        def do_PATCH(self):
            self.reply(405)  # neither trickle nor restarts of ICE: section 4.3

        def attempt(self, work):
            try:
                return work()
            except Exception as error:
                sound.fail(repr(error))

        def reply(self, status, body="", headers={}):
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    listener = HTTPServer(("127.0.0.1", 0), Handler)
    sound.report("listening", url="http://127.0.0.1:%d%s" % (listener.server_port, ENDPOINT))
    threading.Thread(target=listener.serve_forever, daemon=True).start()
