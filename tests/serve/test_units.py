"""The other ways of serving: units of systemd and services of Compose, as far as no engine runs.

What is checked here and what was not run at all is said in docs/deploy.md.
"""

import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml
from proxy import MISSING, find_nginx
from whole_set import ROOT, SERVE

DEPLOY = ROOT / "deploy"
UNITS = sorted(
    one
    for one in (DEPLOY / "systemd").iterdir()
    if one.suffix in (".service", ".timer", ".path", ".target")
)
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def settings(unit):
    """Every `Name=value` of a unit; a name that stands twice has two values."""
    lines = (DEPLOY / "systemd" / unit).read_text("utf-8").splitlines()
    found = {}
    for line in lines:
        name, is_setting, value = line.partition("=")
        if is_setting and name.isalpha():
            found.setdefault(name, []).append(value)
    return found


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    if not shutil.which("systemd-analyze") or not find_nginx():
        pytest.skip("no systemd-analyze here")
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/peta/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace("/opt/peta", str(ROOT)), "utf-8")
    # One instance of each template stands for all.
    names = [str(tmp_path / unit.name.replace("@.", "@8511.")) for unit in UNITS]
    answer = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in answer.stderr.splitlines() if str(tmp_path) in line or "peta" in line]
    assert said == []


@pytest.mark.parametrize("unit", ["peta-app@.service", "peta-proxy.service", "peta-site.service"])
def test_what_serves_may_write_nowhere_but_in_its_own_folder(unit):
    found = settings(unit)
    for name in ("ProtectHome", "PrivateTmp", "NoNewPrivileges", "ProtectKernelModules"):
        assert found[name] == ["yes"]
    assert found["ProtectSystem"] == ["strict"]
    assert "DynamicUser" in found or found["User"] != ["root"]


def test_no_way_of_serving_loads_the_code_that_writes():
    for file in (*UNITS, DEPLOY / "compose.yaml", DEPLOY / "Dockerfile"):
        text = re.sub(r"(?m)^\s*#.*$", "", file.read_text("utf-8"))
        assert not re.search(r"PETA_MODE\s*[=:]", text), file
    assert settings("peta-app@.service")["UnsetEnvironment"] == ["PETA_MODE"]


def test_units_and_services_open_the_same_shielded_app_below_the_same_address():
    (unit,) = settings("peta-app@.service")["ExecStart"]
    docker = (DEPLOY / "Dockerfile").read_text("utf-8").rpartition("CMD ")[2]
    for command in (unit, docker.replace('"', "").replace(",", "")):
        assert "deploy/public.py" in command
        assert "--server.baseUrlPath app" in command


def test_every_service_of_compose_is_closed():
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        for volume in service.get("volumes", []):
            assert volume.endswith(":ro") or (name, volume) == ("site", "site:/srv/site")
    assert "ports" not in COMPOSE["services"]["app-1"]
    assert COMPOSE["networks"]["inner"]["internal"] is True


def _of_compose():
    (text,) = COMPOSE["services"]["proxy"]["command"][2:]
    return shlex.split(text.partition("&&")[0])[2:]


def _of_systemd():
    (text,) = settings("peta-proxy.service")["ExecStartPre"]
    return shlex.split(text)[2:]


@pytest.mark.parametrize("given", [_of_compose, _of_systemd])
def test_the_configuration_that_they_ask_for_is_written_and_nginx_takes_it(given, served, tmp_path):
    command = [sys.executable, str(SERVE), *given()]
    own = {"--bundle": served.folder, "--run": tmp_path, "--out": tmp_path / "nginx.conf"}
    for name, value in own.items():
        command[command.index(name) + 1] = str(value)
    subprocess.run(command, check=True, cwd=ROOT)
    text = (tmp_path / "nginx.conf").read_text("utf-8")
    replicas = re.findall(r"server (\S+) max_fails", text)
    assert len(replicas) == 2
    nginx = find_nginx()
    if nginx is None:
        pytest.skip(MISSING)
    for name in ("app-1", "app-2"):  # names that only Compose's own network knows
        text = text.replace(f"server {name}:", "server 127.0.0.1:")
    # The log of the system may be missing here.
    text = re.sub(r"access_log \S+ peta", f"access_log {tmp_path}/access.log peta", text)
    (tmp_path / "nginx.conf").write_text(text, "utf-8")
    checked = [nginx, "-t", "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    answer = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


def test_the_services_that_the_proxy_asks_are_there():
    command = COMPOSE["services"]["proxy"]["command"][2]
    assert set(re.findall(r"--replica (\S+):8501", command)) == {"app-1", "app-2"}
    assert {"app-1", "app-2"} <= set(COMPOSE["services"])
