"""Who may publish and note decisions, and how they sign in.

Three ways to be allowed: a planner's server that only this computer reaches; one with a
sign-in (OIDC, Streamlit's `[auth]` secrets), for the accounts that the deployment names.
A planner's server that others reach and that has no sign-in lets nobody write.
"""

import os
from dataclasses import dataclass

import streamlit as st

from geo import folders
from geo.formats import Writer
from geo.language import Message
from pages.shell import modes

SETTING = "PETA_OFFICERS"
"""E-mail addresses, parted by commas, of those who may write."""
FILE = folders.DATA / "officers.txt"
"""The same, one to a line, where the setting is not given; `#` begins a remark."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the reader of this session may do.

    Attributes
    ----------
    may_write : bool
        Whether they may publish and note decisions.
    name : str
        The account that they signed in with; empty where nobody signs in.
    why : Message or None
        Why they may not write.
    may_sign_in : bool
        Whether signing in would help.
    """

    may_write: bool
    name: str = ""
    why: Message | None = None
    may_sign_in: bool = False


def standing() -> Standing:
    """What the reader of this session may do; nothing is written on a public server."""
    if not modes.is_planner():
        return Standing(may_write=False)
    if has_sign_in():
        return _signed_in()
    if address() in LOCAL:
        return Standing(may_write=True)
    return Standing(
        may_write=False,
        why=Message(
            "Menerbitkan dan mencatat keputusan dimatikan: server ini dapat dihubungi komputer "
            "lain, tetapi tidak mengenal akun. Jalankan dengan `make run` (hanya komputer ini), "
            "atau pasang masuk akun (OIDC)."
        ),
    )


def address() -> str:
    """The address that the server listens on; empty for every one that the computer has."""
    return str(st.get_option("server.address") or "")


def has_sign_in() -> bool:
    """Whether the deployment has accounts: `[auth]` stands in its secrets."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def named() -> frozenset[str]:
    """The accounts that may write, as `casefold` writes them; none where none are named."""
    given = os.environ.get(SETTING)
    if given is None:
        lines = FILE.read_text("utf-8").splitlines() if FILE.is_file() else []
        given = ",".join(line.partition("#")[0] for line in lines)
    return frozenset(one.strip().casefold() for one in given.split(",") if one.strip())


def _signed_in() -> Standing:
    if not st.user.is_logged_in:
        why = Message("Masuk dengan akun petugas untuk menerbitkan atau mencatat keputusan.")
        return Standing(may_write=False, why=why, may_sign_in=True)
    name = str(st.user.get("email") or "")
    # A provider that lets anybody write down an address says that it was not verified.
    if name.casefold() in named() and st.user.get("email_verified") is not False:
        return Standing(may_write=True, name=name)
    why = Message(
        "Akun {name} boleh membaca, tetapi tidak terdaftar sebagai petugas yang boleh "
        "menerbitkan atau mencatat keputusan.",
        name=name or Message("tanpa alamat surel"),
    )
    return Standing(may_write=False, name=name, why=why)


def door(writer: Writer) -> Standing:
    """Says who is signed in and what they may do, with the button to sign in or out."""
    found = standing()
    if found.why is not None:
        st.info(writer.tell(found.why), icon=":material/lock:")
    if found.may_sign_in:
        st.button(writer.say("Masuk"), on_click=st.login, icon=":material/login:", type="primary")
    if has_sign_in() and st.user.is_logged_in:
        with st.container(horizontal=True, vertical_alignment="center", key="akun"):
            st.caption(writer.say("Masuk sebagai {name}.", name=found.name))
            st.button(writer.say("Keluar"), on_click=st.logout, icon=":material/logout:")
    return found
