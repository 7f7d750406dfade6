"""What a deployment is about: its province, its boundaries, and what is said of it alone.

All of it stands in `deployment.toml` of the deployment's folder, so that another province is
another folder and not another program (docs/decisions/0015-deployments.md).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.errors import GeoError
from geo.folders import DEPLOYMENT
from geo.language import Message


class BadDeploymentError(GeoError, ValueError):
    """A `deployment.toml` that cannot be read, or lacks what every deployment needs."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            what=Message(
                "{name} di folder {folder} tidak dapat dipakai: {reason}.",
                name=path.name,
                folder=path.parent.name,
                reason=reason,
            ),
            mend=Message(
                "Perbaiki berkas itu, atau buat ulang foldernya dengan "
                "`python -m geo boundaries BERKAS --into FOLDER`."
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """A region too small to be seen beside the others, drawn larger in a corner.

    Attributes
    ----------
    name, code : str
        What stands beneath it; its BPS code.
    bounds : ((south, west), (north, east)), degrees
    """

    name: str
    code: str
    bounds: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What differs from one province to another.

    Attributes
    ----------
    code, name : str
        BPS code of the province, "61"; "Kalimantan Barat".
    product, logo : str
        What the app is called; a file of `geo/assets`, empty where the icon is all there is.
    above : mapping of str to str
        Names of what stands between province and country, by a code of our own; may be empty.
    vintages : mapping of str to mapping of str to str
        What a citation of each boundary layer needs: label, attribution, licence,
        reference_date, note.
    default_vintage : str
        The one that a reader meets first.
    breaks : mapping of str to tuple of float
        Upper bounds of the classes of an indicator that the province draws its own way.
    insets : tuple of Inset
    renamed : int
        Last year in which tables bore the former names of regencies; 0 where none changed.
    conflicts, credits : tuple of str
        What a reader must know of the sources; whom the licences ask to name.
    area_source : str
        Whose the official areas are, and of when.
    programme : str
        What the province calls its own programme of a hundred workers in each village; empty
        where it has none, and then no scenario bears its name.
    background : str
        Where sea, neighbours and rivers come from; empty where none are drawn.
    """

    code: str
    name: str
    product: str
    default_vintage: str
    vintages: Mapping[str, Mapping[str, str]]
    logo: str = ""
    above: Mapping[str, str] = field(default_factory=dict)
    breaks: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    insets: tuple[Inset, ...] = ()
    renamed: int = 0
    conflicts: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    area_source: str = ""
    programme: str = ""
    background: str = ""

    @property
    def named(self) -> Message:
        """The province's name, in the reader's language where the deployment tells it."""
        return Message(self.name)


VINTAGE_KEYS = ("label", "attribution", "licence", "reference_date", "note")
"""What each table under `[vintages]` holds."""


@cache
def here() -> Deployment:
    """The deployment that this process serves."""
    return read(DEPLOYMENT)


def read(path: Path) -> Deployment:
    """The deployment that a file describes.

    Raises
    ------
    BadDeploymentError
        If it is not there, is no TOML, or lacks province, product, vintages or their keys.
    """
    try:
        return _deployment(tomllib.loads(path.read_text("utf-8")))
    except KeyError as error:
        raise BadDeploymentError(path, str(error)) from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BadDeploymentError(path, str(error) or type(error).__name__) from error


def _deployment(found: Mapping[str, Any]) -> Deployment:
    province, vintages = found["province"], found["vintages"]
    if found["default_vintage"] not in vintages:
        raise ValueError(f"default_vintage = {found['default_vintage']}")
    texts = [
        province["name"],
        *(one[key] for one in vintages.values() for key in ("label", "note")),
    ]
    if any(sign in str(text) for text in texts for sign in "{}"):  # they mark places in sentences
        raise ValueError("{ }")
    return Deployment(
        code=str(province["code"]),
        name=str(province["name"]),
        product=str(found["product"]),
        logo=str(found.get("logo", "")),
        default_vintage=str(found["default_vintage"]),
        vintages=MappingProxyType(
            {key: {name: str(one[name]) for name in VINTAGE_KEYS} for key, one in vintages.items()}
        ),
        above=MappingProxyType(dict(found.get("above", {}))),
        breaks={key: tuple(map(float, bounds)) for key, bounds in found.get("breaks", {}).items()},
        insets=tuple(_inset(one) for one in found.get("insets", ())),
        renamed=int(found.get("renamed", 0)),
        conflicts=tuple(found.get("conflicts", ())),
        credits=tuple(found.get("credits", ())),
        area_source=str(found.get("area_source", "")),
        programme=str(found.get("programme", "")),
        background=str(found.get("background", "")),
    )


def _inset(one: Mapping[str, Any]) -> Inset:
    (south, west), (north, east) = one["bounds"]
    bounds = ((float(south), float(west)), (float(north), float(east)))
    return Inset(name=str(one["name"]), code=str(one["code"]), bounds=bounds)
