import http.server, json, os, signal, sys

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        shown = {name: os.environ.get(name) for name in ("REGION", "ZONE", "LOG_LEVEL")}
        body = json.dumps({**shown, "process": os.getpid(), "ours": [name for name in os.environ if name.startswith("PRELUDE_")]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("", 8080), Handler).serve_forever()
