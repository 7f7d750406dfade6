"""Signing in at a real OIDC provider: named officers may write, others read."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect
from reader import LIMIT_MS, Reader
from serving import ROOT, serving
from test_opening import REKAP, agree, dropped, editions

OFFICER, CLERK, SHADY = "petugas@contoh.invalid", "pembaca@contoh.invalid", "palsu@contoh.invalid"
USERS = (
    {"sub": OFFICER, "email": OFFICER.upper(), "email_verified": True},
    {"sub": CLERK, "email": CLERK, "email_verified": True},
    {"sub": SHADY, "email": OFFICER, "email_verified": False},
)
START_S = 60
SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "rahasia-uji-yang-cukup-panjang-0123456789"
client_id = "peta"
client_secret = "rahasia"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider():
    """Address of an OpenID provider that runs the whole authorisation-code flow."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    users = [part for user in USERS for part in ("--user-claims", json.dumps(user))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), *users]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(START_S)


def _wait_for(address):
    until = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A deployment's folder of its own, so that nothing is published into the repository."""
    return shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("masuk") / "data")


@pytest.fixture(scope="module")
def guarded(provider, data):
    """Address of a planner's server with a sign-in."""
    secrets = data.parent / "secrets.toml"
    secrets.write_text(SECRETS.format(provider=provider), encoding="utf-8")
    env = {"PETA_MODE": "perencana", "PETA_DATA": str(data), "PETA_OFFICERS": f" {OFFICER} ,x@y"}
    with serving(env=env, options=["--secrets.files", str(secrets)]) as address:
        yield address


@pytest.fixture
def signed_in(browser, guarded):
    """`signed_in(OFFICER)`: a tab of a browser of their own, after the provider's login page."""
    contexts = []

    def enter(user):
        contexts.append(browser.browser.new_context())
        reader = Reader(contexts[-1], guarded).open("data")
        reader.page.get_by_role("button", name="Masuk", exact=True).click()
        reader.page.locator('input[name="sub"]').fill(user)
        reader.page.get_by_role("button", name="Authorize").click()
        expect(reader.page.locator("footer.colophon")).to_be_visible(timeout=LIMIT_MS)
        reader.settle()
        return reader.open("data")

    yield enter
    for context in contexts:
        context.close()


def uploader(reader):
    return reader.page.get_by_test_id("stFileUploader")


def test_before_signing_in_all_may_read_and_none_may_write(visit, guarded):
    reader = visit(guarded).open("data")
    assert "Masuk dengan akun petugas" in reader.text()
    assert "Kelengkapan data" in reader.text()
    assert uploader(reader).count() == 0
    reader.open("rapat")
    assert reader.page.get_by_role("button", name="Catat", exact=True).count() == 0


def test_a_named_officer_may_publish_and_note_decisions(signed_in):
    reader = signed_in(OFFICER)
    expect(uploader(reader)).to_be_visible()
    assert f"Masuk sebagai {OFFICER.upper()}." in reader.text()
    reader.open("rapat")
    expect(reader.page.get_by_role("button", name="Catat", exact=True)).to_be_visible()


def test_what_an_officer_publishes_bears_their_account(signed_in, data):
    before = editions(data)
    reader = dropped(signed_in(OFFICER), REKAP)
    agree(reader)
    assert reader.page.get_by_label("Nama Anda").count() == 0
    reader.page.get_by_role("button", name="Terbitkan edisi").click()
    expect(reader.page.get_by_text("terbit dan langsung dipakai")).to_be_visible(timeout=LIMIT_MS)
    (name,) = set(editions(data)) - set(before)
    manifest = json.loads((data / "editions" / name / "manifest.json").read_text("utf-8"))
    assert manifest["published_by"] == OFFICER.upper()


def test_another_account_may_not_and_is_told_why(signed_in):
    reader = signed_in(CLERK)
    assert f"Akun {CLERK} boleh membaca" in reader.text()
    assert uploader(reader).count() == 0
    reader.open("rapat")
    assert reader.page.get_by_role("button", name="Catat", exact=True).count() == 0


def test_an_address_that_the_provider_did_not_verify_opens_nothing(signed_in):
    reader = signed_in(SHADY)
    assert uploader(reader).count() == 0


def test_signing_out_takes_the_right_away(signed_in):
    reader = signed_in(OFFICER)
    with reader.page.expect_navigation():
        reader.page.get_by_role("button", name="Keluar", exact=True).click()
    reader.open("data")
    assert uploader(reader).count() == 0
    assert "Masuk dengan akun petugas" in reader.text()


def test_a_planners_server_that_others_reach_without_a_sign_in_lets_nobody_write(visit, data):
    env = {"PETA_MODE": "perencana", "PETA_DATA": str(data)}
    with serving(env=env, options=["--server.address", "0.0.0.0"]) as address:
        reader = visit(address).open("data")
        assert "server ini dapat dihubungi komputer lain" in reader.text()
        assert uploader(reader).count() == 0
        reader.open("rapat")
        assert "server ini dapat dihubungi komputer lain" in reader.text()
        assert reader.page.get_by_role("button", name="Catat", exact=True).count() == 0
