"""nginx: found, told what to serve, and given Streamlit's front end with its packed twins."""

import gzip
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import metadata, util
from pathlib import Path

import jinja2

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "nginx.conf.template"
PLACES = ("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin", "/sbin")
"""Where nginx lies on systems that leave it out of a user's PATH."""
MODULES = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
BROTLI = ("ngx_http_brotli_filter_module.so", "ngx_http_brotli_static_module.so")
PACKED = frozenset({".js", ".css", ".html", ".json", ".svg", ".ttf"})
"""Kinds that shrink; typefaces in woff2 and pictures are packed already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one address, and all together, may ask for. Why: docs/decisions/0018-serving.md.

    Attributes
    ----------
    site_rate, site_burst : int
        Requests per second to the public pages from one address, and how many at once above.
    app_rate, app_burst : int
        The same for what the live app computes; Streamlit's front end is not counted.
    connections, sockets : int
        Open connections, and sessions of the live app among them, from one address.
    all_sockets : int
        Sessions of the live app in all: as many as the replicas have memory for.
    """

    site_rate: int = 100
    site_burst: int = 2000
    app_rate: int = 50
    app_burst: int = 1500
    connections: int = 600
    sockets: int = 300
    all_sockets: int = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """All that the configuration of nginx says.

    Attributes
    ----------
    listens : tuple of str
        Addresses as nginx writes them: `127.0.0.1:8080`, `443 ssl http2`.
    replicas : tuple of str
        Address of each replica of the app.
    site, bundle, folder : Path
        The public pages; Streamlit's front end; where nginx keeps its own files.
    access, errors : str
        Files of the two logs; `/dev/stdout` in a container.
    name : str
        Name that readers call the server by; `_` for any.
    user : str
        Whom nginx works as where root starts it; empty for whoever starts it.
    modules : tuple of str
        Modules to load: those of brotli, where they are there.
    behind : tuple of str
        Networks of a proxy of one's own in front.
    certificate, key : str
        Files for TLS; empty where something in front speaks it.
    """

    listens: tuple[str, ...]
    replicas: tuple[str, ...]
    site: Path
    bundle: Path
    folder: Path
    access: str
    errors: str
    name: str = "_"
    user: str = ""
    modules: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    certificate: str = ""
    key: str = ""
    pages: Path = HERE / "pages"
    headers: Path = HERE
    limits: Limits = field(default_factory=Limits)

    @property
    def has_brotli(self) -> bool:
        """Whether answers may be packed by brotli."""
        return bool(self.modules)

    @property
    def app_headers(self) -> str:
        """The file of headers of the live app."""
        own = "headers-app.conf"
        return own if (self.headers / own).is_file() else "headers.conf"

    @property
    def policies(self) -> str:
        """The file that says what each page may load, where there is one."""
        own = "policies.conf"
        return own if (self.headers / own).is_file() else ""


def find() -> str | None:
    """Path of nginx: `NGINX`, then PATH, then the usual places; None where there is none."""
    given = os.environ.get("NGINX")
    path = os.pathsep.join([os.environ.get("PATH", ""), *PLACES])
    return shutil.which(given or "nginx", path=path)


def brotli_modules() -> tuple[str, ...]:
    """The modules of brotli, where both are there."""
    for folder in map(Path, MODULES):
        files = tuple(str(folder / name) for name in BROTLI)
        if all(Path(file).is_file() for file in files):
            return files
    return ()


def worker(paths: Sequence[Path]) -> str:
    """Whom nginx works as: the system's own user for it where root starts it and it can read.

    Root itself where the files lie in a folder that is closed to others, as in a home or a
    test's folder: such a server is for trying out.
    """
    if os.geteuid() != 0:
        return ""
    is_open = all(
        folder.stat().st_mode & 0o001 for path in paths for folder in path.resolve().parents
    )
    return "nobody nogroup" if is_open and Path("/etc/debian_version").exists() else "root root"


def rendered(proxy: Proxy) -> str:
    """The whole configuration."""
    loader = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # no markup: a configuration file
    )
    return loader.from_string(TEMPLATE.read_text("utf-8")).render(it=proxy)


def fault(nginx: str, configuration: Path) -> str:
    """What nginx finds wrong with a configuration; empty where nothing is."""
    asked = [nginx, "-t", "-q", "-c", str(configuration)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return "" if answer.returncode == 0 else (answer.stderr or answer.stdout).strip()


def bundle(folder: Path) -> Path:
    """Streamlit's front end, each file beside its packed twin; made once for each version.

    Packing takes some seconds, and is done here so that no reader waits for it.
    """
    streamlit = util.find_spec("streamlit")  # not imported: it takes a second
    assert streamlit is not None
    assert streamlit.origin is not None
    source = Path(streamlit.origin).parent / "static" / "static"
    made = folder / f"bundle-{metadata.version('streamlit')}"
    if made.is_dir():
        return made
    draft = folder / f"{made.name}.new"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(source, draft)
    for file in sorted(draft.rglob("*")):
        if file.suffix in PACKED and file.stat().st_size > 512:
            packed = gzip.compress(file.read_bytes(), 9, mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(packed)
    _packed_by_brotli(draft)
    draft.rename(made)
    return made


def _packed_by_brotli(folder: Path) -> None:
    """Twins packed by brotli, where the program of that name is there."""
    brotli = shutil.which("brotli")
    files = [file for file in folder.rglob("*") if file.suffix in PACKED]
    if brotli and files:
        subprocess.run([brotli, "-q", "9", "-k", *map(str, files)], check=False)
