"""What stands before the public pages and the app: addresses, caching, packing, limits, logs."""

import gzip
import http.client
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest
from proxy import MISSING, find_nginx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from whole_set import ROOT, SERVE, free_port, small_site

sys.path.append(str(SERVE.parent))
import proxying
import replicas

YEAR = "public, max-age=31536000, immutable"


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def asked(served, path, **headers):
    """Status, headers and body of an answer; a redirect is an answer too."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{served.address}{path}", headers=headers)
    try:
        with urllib.request.build_opener(_Staying).open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read()


def one_of(served, path, pattern):
    body = asked(served, path)[2].decode()
    return re.search(pattern, body).group(1)


def test_the_public_pages_stand_at_the_root_in_both_languages(served):
    for path, words in (("/", "Beranda uji"), ("/en/", "Test home")):
        status, headers, body = asked(served, path)
        assert (status, words in body.decode()) == (200, True)
        assert headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "words"),
    [("/tidak/ada", "Tidak ada"), ("/en/not/there", "Not there"), ("/aset/", "Tidak ada")],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(served, path, words):
    status, _, body = asked(served, path)
    assert (status, words in body.decode()) == (404, True)


@pytest.mark.parametrize(
    "path",
    [
        *("/.rahasia", "/site.json", "/en/.git/config", "/_galat/mulai.html"),
        *("/app/_stcore/metrics", "/app/_stcore/upload_file/a/b", "/app/_stcore/agent/mcp"),
        *("/app/_stcore/script-health-check", "/app/static/", "/app/component/", "/app/../.git"),
    ],
)
def test_inner_addresses_and_folders_are_not_shown(served, path):
    status, _, body = asked(served, path)
    assert status in (400, 403, 404)
    assert b"tertutup" not in body
    assert b"Index of" not in body


def test_a_link_without_the_last_slash_stays_on_the_readers_own_address(served):
    status, headers, _ = asked(served, "/app?wilayah=6111")
    assert (status, headers["Location"]) == (301, "/app/?wilayah=6111")
    status, headers, _ = asked(served, "/wilayah/6111-kayong-utara")
    assert (status, headers["Location"]) == (301, "/wilayah/6111-kayong-utara/")


def test_hashed_files_are_kept_for_a_year_and_pages_are_asked_for_again(served):
    script = one_of(served, "/app/", r'src="\./(static/js/index[^"]+)"')
    for path in ("/aset/gaya-0123456789ab.css", f"/app/{script}"):
        assert asked(served, path)[1]["Cache-Control"] == YEAR
    _, headers, _ = asked(served, "/")
    assert headers["Cache-Control"] == "no-cache"
    status, _, body = asked(served, "/", If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")
    assert asked(served, "/aset/bukan-0123456789ab.css")[1]["Cache-Control"] is None


def test_text_is_packed_and_the_front_end_was_packed_beforehand(served):
    _, headers, body = asked(served, "/", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert b"Beranda uji" in gzip.decompress(body)
    script = one_of(served, "/app/", r'src="\./(static/js/index[^"]+)"')
    _, headers, body = asked(served, f"/app/{script}", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    bundle = next(served.folder.glob("bundle-*"))
    assert body == (bundle / f"{script.removeprefix('static/')}.gz").read_bytes()


def test_geojson_says_what_it_is(served):
    _, headers, _ = asked(served, "/wilayah/6111-kayong-utara/data.geojson")
    assert headers["Content-Type"] == "application/geo+json; charset=utf-8"


def test_the_first_answer_of_the_app_ties_a_reader_to_a_replica_and_later_ones_do_not(served):
    cookie = asked(served, "/app/")[1]["Set-Cookie"]
    assert re.fullmatch(r"peta_replika=[0-9a-f]{32}; Path=/app/; HttpOnly; SameSite=Lax", cookie)
    own = cookie.partition(";")[0]
    assert asked(served, "/app/", Cookie=own)[1]["Set-Cookie"] is None
    forged = asked(served, "/app/", Cookie="peta_replika=../../x")[1]["Set-Cookie"]
    assert forged.startswith("peta_replika=")
    assert asked(served, "/")[1]["Set-Cookie"] is None


def test_behind_tls_the_cookie_is_for_tls_alone(served):
    cookie = asked(served, "/app/", X_Forwarded_Proto="https")[1]["Set-Cookie"]
    assert cookie.endswith("; Secure")


def test_readers_are_shared_out_and_each_stays_with_one_replica(served):
    for number in range(36):
        asked(served, f"/app/uji-{number % 12}", Cookie=f"peta_replika={number % 12:032x}")
    time.sleep(1.5)
    answered = {}
    for one in map(json.loads, served.log("access.log").splitlines()):
        if one["path"].startswith("/app/uji-"):
            answered.setdefault(one["path"], set()).add(one["replica"])
    assert len(answered) == 12
    assert all(len(replicas) == 1 for replicas in answered.values())
    assert len(set().union(*answered.values())) == 2


def test_the_log_holds_no_address_no_query_and_no_browser(served):
    logs = ("access.log", "nginx.log", "app-1.log", "app-2.log")
    before = [len(served.log(name)) for name in logs]
    asked(served, "/app/?wilayah=Rahasia%20Pembaca", User_Agent="Peramban-Uji/1.0")
    asked(served, "/surat@contoh.id")
    asked(served, "/app/_stcore/health?wilayah=6111", Cookie="peta_replika=" + "d" * 32)
    time.sleep(1.5)
    new = [served.log(name)[start:] for name, start in zip(logs, before, strict=True)]
    lines = [json.loads(line) for line in new[0].splitlines()]
    # Each of nginx's workers writes down its own lines once a second: in no common order.
    assert {"/app/", "-", "/app/_stcore/health"} <= {one["path"] for one in lines}
    assert set(lines[0]) == {
        *("time", "method", "path", "status", "bytes", "seconds", "replica", "replica_status"),
        *("replica_seconds", "limited"),
    }
    for secret in ("Rahasia", "Peramban-Uji", "contoh.id", '"127.0.0.1"', "6111", "dddd"):
        assert secret not in "".join(new)


def test_only_reading_is_answered_and_requests_are_small(served):
    host = served.address.removeprefix("http://")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        one = http.client.HTTPConnection(host, timeout=30)
        one.request(method, "/app/")
        assert one.getresponse().status == 405
        one.close()
    assert asked(served, "/", X_Long="x" * 40_000)[0] == 400
    assert asked(served, "/?" + "x" * 40_000)[0] == 414


def test_the_server_does_not_say_which_version_it_is(served):
    _, headers, body = asked(served, "/app/_stcore/tidak-ada")
    assert headers["Server"] == "nginx"
    assert not re.search(rb"nginx/\d", body)


def test_health_is_told_of_the_proxy_and_of_the_app(served):
    assert asked(served, "/healthz")[::2] == (200, b"ok\n")
    assert asked(served, "/healthz/app")[::2] == (200, b"ok")


def test_every_page_is_known_that_is_to_be_opened_before_readers_come():
    scripts = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__", "peta"}
    assert set(replicas.PAGES) == {"", *scripts}


def test_a_page_is_opened_to_its_end_before_readers_come(served, monkeypatch):
    monkeypatch.setattr(replicas, "PAGES", ("", "profil", "metodologi"))
    assert replicas.warm(served.state()["ports"][0]) == replicas.PAGES


def test_a_page_is_over_when_streamlit_says_so_with_or_without_the_name_of_the_run():
    message = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    assert replicas._is_the_end(message.SerializeToString())
    message.metadata.run.script_run_id = "630a8aa7-8b1e-4076-b982-bdc4c611a9eb"
    assert replicas._is_the_end(message.SerializeToString())
    message.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    assert not replicas._is_the_end(message.SerializeToString())
    assert not replicas._is_the_end(ForwardMsg(heartbeat_ack=True).SerializeToString())


def test_a_page_is_asked_for_as_a_browser_does():
    for page in replicas.PAGES:
        message = BackMsg()
        message.ParseFromString(replicas._opening(page))
        assert message.WhichOneof("type") == "rerun_script"
        assert message.rerun_script.page_name == page


def test_a_websocket_from_a_page_of_somebody_else_is_refused(served):
    status = asked(
        served,
        "/app/_stcore/stream",
        Origin="https://jahat.example",
        Upgrade="websocket",
        Connection="Upgrade",
    )[0]
    assert status == 403


def test_connections_are_kept_alive(served):
    one = http.client.HTTPConnection(served.address.removeprefix("http://"), timeout=30)
    one.connect()
    local = one.sock.getsockname()
    for _ in range(5):
        one.request("GET", "/")
        one.getresponse().read()
        assert one.sock.getsockname() == local
    one.close()


@pytest.fixture
def alone(tmp_path):
    """Address of nginx alone: no replica answers, and one address may ask four times at once."""
    nginx = find_nginx()
    if nginx is None:
        pytest.skip(MISSING)
    port, closed = free_port(), free_port()
    (tmp_path / "temp").mkdir()
    proxy = proxying.Proxy(
        listens=(f"127.0.0.1:{port}",),
        replicas=(f"127.0.0.1:{closed}",),
        site=small_site(tmp_path / "site"),
        bundle=tmp_path,
        folder=tmp_path,
        access=str(tmp_path / "access.log"),
        errors=str(tmp_path / "errors.log"),
        user=proxying.worker([tmp_path / "site"]),
        limits=proxying.Limits(site_rate=1, site_burst=3),
    )
    file = tmp_path / "nginx.conf"
    file.write_text(proxying.rendered(proxy), "utf-8")
    process = subprocess.Popen([nginx, "-c", str(file), "-e", str(tmp_path / "errors.log")])
    address = f"http://127.0.0.1:{port}"
    while process.poll() is None and not replicas.is_healthy(f"{address}/healthz"):
        time.sleep(0.05)
    yield SimpleNamespace(address=address)
    process.terminate()
    process.wait()


def test_too_many_requests_are_refused_with_a_sentence_in_both_languages(alone):
    answers = [asked(alone, "/") for _ in range(8)]
    assert [status for status, _, _ in answers] == [200] * 4 + [429] * 4
    body = answers[-1][2].decode()
    assert "Terlalu banyak permintaan" in body
    assert "Too many requests" in body


def test_while_no_replica_answers_a_sentence_says_so_and_the_view_comes_back_by_itself(alone):
    status, headers, body = asked(alone, "/app/profil?wilayah=6111")
    assert status == 502
    assert "Aplikasi sedang dimulai ulang" in body.decode()
    assert 'http-equiv="refresh"' in body.decode()
    assert headers["Cache-Control"] == "no-store"
    assert asked(alone, "/")[0] == 200


def test_the_figures_leave_room_for_a_school_behind_one_address():
    limits = proxying.Limits()
    pupils, computed, files, tabs = 60, 20, 12, 2
    assert limits.app_burst >= pupils * computed
    assert limits.site_burst >= pupils * files
    assert limits.sockets >= pupils * tabs
    assert limits.connections >= pupils * (6 + tabs)


@pytest.mark.parametrize("more", [[], ["--brotli"], ["--certificate", "c.pem", "--key", "k.pem"]])
def test_the_same_configuration_is_written_for_servers_of_ones_own(served, tmp_path, more):
    command = [sys.executable, str(SERVE), "config", "--listen", "443 ssl http2", *more]
    command += ["--replica", "app-1:8501", "--replica", "app-2:8501", "--site", "/srv/site"]
    command += ["--bundle", str(served.folder), "--run", str(tmp_path)]
    command += ["--behind", "10.0.0.0/8"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert "server app-2:8501 max_fails" in answer.stdout
    assert "set_real_ip_from 10.0.0.0/8;" in answer.stdout
    assert "{{" not in answer.stdout
