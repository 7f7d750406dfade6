"""The whole set, started as `make serve` starts it: nginx, replicas of the app, public pages.

The replicas begin cold: to open every page of each beforehand takes longer than the tests.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from proxy import MISSING, find_nginx

ROOT = Path(__file__).parent.parent.parent
SERVE = ROOT / "deploy" / "serve.py"
START_S, STOP_S = 300, 60
sys.path.append(str(ROOT / "tests" / "browser"))  # `reader`: what a reader does and sees


class Served:
    """One running set and its folders."""

    def __init__(self, process, port, folder, data):
        self.process, self.folder, self.data = process, folder, data
        self.address = f"http://127.0.0.1:{port}"

    def state(self):
        """What was started, as the set writes it down."""
        return json.loads((self.folder / "state.json").read_text("utf-8"))

    def pids(self, role):
        return [one["pid"] for one in self.state()["processes"] if one["role"].startswith(role)]

    def log(self, name):
        file = self.folder / "logs" / name
        return file.read_text("utf-8", errors="replace") if file.exists() else ""

    def said(self):
        return (self.folder.parent / "said.txt").read_text("utf-8")


def small_site(folder):
    """Public pages for the tests of what stands before them: a few files of each kind."""
    page = "<!doctype html><html lang={0}><title>Uji</title><h1>{1}</h1><p>{2}</p>"
    files = {
        "index.html": page.format("id", "Beranda uji", "kata " * 400),
        "404.html": page.format("id", "Tidak ada", ""),
        "en/index.html": page.format("en", "Test home", ""),
        "en/404.html": page.format("en", "Not there", ""),
        "wilayah/6111-kayong-utara/index.html": page.format("id", "Kayong Utara", ""),
        "wilayah/6111-kayong-utara/data.geojson": '{"type": "FeatureCollection"}',
        "aset/gaya-0123456789ab.css": "h1 { color: teal }" * 100,
        "site.json": "{}",
        ".rahasia": "tertutup",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serving_all(base, *, replicas=2, port=None, options=(), env=()):
    """The whole set in a folder of its own, on its own copy of the data, ended afterwards."""
    if find_nginx() is None:
        pytest.skip(MISSING)
    port, folder, data = port or free_port(), base / "serve", base / "data"
    if not data.exists():
        shutil.copytree(ROOT / "data", data)
    site = base / "site"
    command = [sys.executable, str(SERVE), "start", "--port", str(port), "--folder", str(folder)]
    command += ["--replicas", str(replicas), "--site", str(small_site(site)), "--cold", *options]
    with (base / "said.txt").open("ab") as said:
        process = subprocess.Popen(
            command,
            env={**os.environ, "PETA_DATA": str(data), **dict(env)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    served = Served(process, port, folder, data)
    try:
        _wait_until_ready(served)
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        subprocess.run(
            [sys.executable, str(SERVE), "stop", "--folder", str(folder)],
            capture_output=True,
            check=False,
        )


def _wait_until_ready(served):
    until = time.monotonic() + START_S
    while time.monotonic() < until and served.process.poll() is None:
        try:
            if served.state()["ready"] and served.pids("supervisor") == [served.process.pid]:
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the set did not start: {served.said()[-2000:]}")


@contextmanager
def small_disk(folder):
    """A disk of 80 MB at a folder, in memory; says whether there is one (root, and mount)."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(folder)]
    has_disk = os.geteuid() == 0 and bool(shutil.which("mount"))
    has_disk = has_disk and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield has_disk
    finally:
        if has_disk:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=False)
