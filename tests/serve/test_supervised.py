"""`make serve` and `make stop`: what is started is ended, and nothing else ever is."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from proxy import MISSING, find_nginx
from whole_set import ROOT, SERVE, free_port, serving_all, small_site

sys.path.append(str(SERVE.parent))
import messages
import processes
import public_pages


def told(*arguments, **env):
    """What the command answers and says."""
    answer = subprocess.run(
        [sys.executable, str(SERVE), *map(str, arguments)],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return answer.returncode, answer.stdout


def is_over(pids):
    """Whether all of them end within a while."""
    until = time.monotonic() + 30
    while any(map(processes.born, pids)) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(map(processes.born, pids))


def test_without_nginx_a_sentence_in_both_languages_says_how_to_get_it(tmp_path):
    code, said = told("start", "--folder", tmp_path, NGINX="/tidak/ada/nginx")
    assert code == 1
    assert "nginx belum terpasang" in said
    assert "nginx is not installed" in said
    assert said.count("apt-get install nginx") == 2
    assert "Traceback" not in said


def test_a_port_in_use_is_refused_before_anything_starts(tmp_path):
    if find_nginx() is None:
        pytest.skip(MISSING)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = told("start", "--folder", tmp_path, "--port", port)
    assert code == 1
    assert f"Porta {port} sudah dipakai" in said
    assert f"make serve PORT={port + 1}" in said
    assert not (tmp_path / "state.json").exists()


def test_stop_leaves_a_process_alone_that_has_got_the_number_of_one_of_ours(tmp_path):
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    try:
        born = processes.born(bystander.pid)
        for wrong in ({"born": "1", "mark": "sleep"}, {"born": born, "mark": "serve.py"}):
            known = {"role": "app-1", "pid": bystander.pid, **wrong}
            (tmp_path / "state.json").write_text(json.dumps({"processes": [known]}), "utf-8")
            code, said = told("stop", "--folder", tmp_path)
            assert code == 0
            assert "Tidak ada yang berjalan" in said
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"processes": [{"pid": "x"}]}', "\x00\xff"])
def test_an_unreadable_list_of_processes_is_no_obstacle(tmp_path, text):
    (tmp_path / "state.json").write_text(text, "utf-8")
    assert told("stop", "--folder", tmp_path)[0] == 0


def test_ctrl_c_while_it_starts_leaves_nothing_behind(tmp_path):
    if find_nginx() is None:
        pytest.skip(MISSING)
    folder = tmp_path / "serve"
    command = [sys.executable, str(SERVE), "start", "--port", str(free_port())]
    command += ["--folder", str(folder), "--site", str(small_site(tmp_path / "site"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started = []
    until = time.monotonic() + 60
    while len(started) < 3 and time.monotonic() < until:
        started = processes.read(folder / "state.json")
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert len(started) >= 3
    assert is_over([one.pid for one in started])
    assert not (folder / "state.json").exists()


def test_what_a_killed_supervisor_left_is_ended_by_the_next_start_and_stop_ends_all(tmp_path):
    with serving_all(tmp_path, replicas=1) as first:
        before = first.pids("app") + first.pids("nginx")
        port = first.address.rpartition(":")[2]
        code, said = told("start", "--folder", first.folder, "--port", free_port())
        assert (code, "Sudah berjalan" in said, "running already" in said) == (1, True, True)
        first.process.kill()
        first.process.wait()
        assert all(map(processes.born, before))  # they go on serving meanwhile
        with serving_all(tmp_path, replicas=1, port=int(port)) as second:
            assert is_over(before)
            assert "Sisa penyajian" in second.said()
            now = second.pids("")
            assert len(now) == 3
            code, said = told("stop", "--folder", second.folder)
            assert (code, "Dihentikan: supervisor" in said) == (0, True)
            assert is_over(now)
            assert second.process.wait(30) == 0
            assert told("stop", "--folder", second.folder)[0] == 0


def test_make_knows_both_commands():
    for command, words in (("serve", "serve.py start --replicas 2 --port 8080"), ("stop", "stop")):
        answer = subprocess.run(
            ["make", "-n", command], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert words in answer.stdout


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """Public pages of a deployment with one edition; `builds` says how the next build ends."""
    (tmp_path / "data" / "editions").mkdir(parents=True)
    (tmp_path / "logs").mkdir()
    monkeypatch.setenv("PETA_DATA", str(tmp_path / "data"))
    made = public_pages.PublicPages(None, tmp_path, "http://localhost")
    made.current = tmp_path / "data" / "editions" / "current"
    made.current.write_text("2026-11-22.1\n", "utf-8")
    made.builds = "true"
    monkeypatch.setattr(made, "_begun", lambda: subprocess.Popen([made.builds]))
    return made


def settled(pages):
    """Look at it until nothing is at work; how often a build was begun."""
    begun = pages.renewed()
    while pages.process is not None:
        pages.process.wait()
        begun += pages.renewed()
    return begun


def test_the_public_pages_are_made_once_for_each_edition_published_or_taken_back(pages, capsys):
    pages.make()
    assert settled(pages) == 0
    for name in ("2026-11-22.2", "2026-11-22.1"):
        pages.current.write_text(name, "utf-8")
        assert settled(pages) == 1
        assert settled(pages) == 0
        assert f"Edisi {name}: halaman publik diperbarui." in capsys.readouterr().out
    pages.current.unlink()
    assert settled(pages) == 0


def test_public_pages_that_cannot_be_made_leave_the_old_ones_and_stop_a_first_start(pages, capsys):
    pages.builds = "false"
    with pytest.raises(messages.TroubleError, match="tidak dapat dibuat"):
        pages.make()
    pages.site.mkdir()
    (pages.site / "index.html").write_text("lama", "utf-8")
    pages.make()
    pages.current.write_text("2026-11-23.1", "utf-8")
    assert settled(pages) == 1
    assert settled(pages) == 0  # not again and again
    assert capsys.readouterr().out.count("yang lama tetap disajikan") == 2


def test_every_sentence_is_there_in_both_languages_with_the_same_values():
    for indonesian, english in messages.SENTENCES.values():
        assert indonesian != english
        found = [set(re.findall(r"{\w+}", text)) for text in (indonesian, english)]
        assert found[0] == found[1]
