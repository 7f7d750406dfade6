"""The running app: `streamlit run` in a process group of its own, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
START_S, STOP_S = 120, 20


@contextmanager
def serving(root=ROOT, env=(), options=()):
    """The address of the app in `root`, started afresh and ended with all its children.

    `env` adds to the environment, `options` to Streamlit's own.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), *options]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, **dict(env)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(process, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(process)


def _wait_until_healthy(process, address, log):
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the app did not start: {log.read()[-2000:].decode(errors='replace')}")


def _end(process):
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, sign)
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                continue


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
