"""The limit: files and nothing else. The page fetches shapes and classes once."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.ways.figures import folder

PAGE = Path(__file__).with_name("static_page.html")

if __name__ == "__main__":
    (folder() / "index.html").write_text(PAGE.read_text())
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder()))
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
