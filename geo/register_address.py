"""A register's address: its parts, and what of it may be shown.

A password may stand in an address; it is never shown, nor in what an engine says of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote

from geo.errors import GeoError
from geo.language import Message

_SECRET = re.compile(r"(?i)(\b[a-z]*(?:password|passphrase|secret|token)=)([^&\s]*)")
_USER = re.compile(r"(://[^:/?@]*:)(.*)@", re.DOTALL)  # up to the last one: a password may hold any


class NoRegisterError(GeoError, ValueError):
    """An address at which no register is found."""

    def __init__(self, address: str, why: Message, mend: Message | None = None) -> None:
        super().__init__(
            what=Message(
                "Register {address} tidak terbuka: {why}", address=shown(address), why=why
            ),
            mend=mend
            or Message(
                "Beri berkas .parquet atau .csv, postgres://…/basisdata?table=nama, atau "
                "spark:local[2]?path=berkas."
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The parts of an address; all unquoted, empty where it does not say.

    Attributes
    ----------
    scheme, user, password, host, port, path : str
        `path` has no slash before it: a database, or `local[2]`.
    asked : mapping of str to str
        What follows the question mark.
    """

    scheme: str
    user: str
    password: str
    host: str
    port: str
    path: str
    asked: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> "Address":
        """The parts of `scheme://user:password@host:port/path?name=value`; never refuses."""
        scheme, _, rest = text.partition(":")
        named = rest.startswith("//")
        owner, _, place = rest.removeprefix("//").rpartition("@") if named else ("", "", rest)
        user, _, password = owner.partition(":")
        place, _, query = place.partition("?")
        server, _, path = place.partition("/") if named else ("", "", place)
        host, _, port = server.rpartition(":") if ":" in server else (server, "", "")
        pairs = (part.partition("=") for part in query.split("&") if part)
        return cls(
            scheme=scheme,
            user=unquote(user),
            password=unquote(password),
            host=unquote(host),
            port=port,
            path=unquote(path),
            asked=MappingProxyType({unquote(name): unquote(value) for name, _, value in pairs}),
        )


def shown(address: str) -> str:
    """An address without its password."""
    return _SECRET.sub(r"\1…", _USER.sub(r"\1…@", address))


def scrubbed(text: str, address: str) -> str:
    """What an engine says, without the password of the address."""
    secrets = {told[1] for one in (_SECRET, _USER) for told in one.findall(address)}
    for secret in sorted(filter(None, {*secrets, *map(unquote, secrets)}), key=len, reverse=True):
        text = text.replace(secret, "…")
    return shown(text)
