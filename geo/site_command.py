"""The command `site build`: the static public pages of the current edition."""

import os
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from geo import editions, history, site_build, site_write
from geo.editions import Edition, RefusedEditionError
from geo.errors import GeoError
from geo.formats import Writer
from geo.language import Message
from geo.site_feeds import Chronicle
from geo.site_stock import Options
from geo.terminal import Lang, console, explained

site = typer.Typer(help="Situs publik statis.", no_args_is_help=True)


class BadAddressError(GeoError, ValueError):
    """An address that the site's root or the app cannot have."""

    def __init__(self, text: str) -> None:
        super().__init__(
            what=Message("Alamat “{text}” tidak dapat dipakai.", text=text),
            mend=Message(
                "Tulis alamat utuh, misalnya https://contoh.go.id/, atau untuk aplikasi "
                "sebuah jalur seperti /app/."
            ),
        )


@site.callback()
def main() -> None:
    """Situs publik statis: halaman yang sudah jadi, dalam dua bahasa."""


@site.command("build")
def build_site(
    out: Annotated[Path, typer.Argument(help="Folder situs.")],
    base: Annotated[str, typer.Option(help="Alamat utuh situs, misalnya https://….")] = "",
    app: Annotated[str, typer.Option(help="Tempat aplikasi langsung.")] = "/app/",
    lang: Annotated[Lang, typer.Option(help="Bahasa keluaran.")] = Lang.ID,
) -> None:
    """Buat atau perbarui situs dari edisi yang dipakai; yang tidak berubah tidak disentuh."""
    with explained(lang.value):
        writer, begun = Writer(lang.value), perf_counter()
        options = Options(base=_address(base), app=_address(app))
        written = site_write.write(
            site_build.files(_chronicle(), options, processes=_processors()), out
        )
        line = writer.say(
            "Situs selesai dalam {seconds} detik: {files} berkas, {size} MB; {changed} ditulis, "
            "{removed} dihapus.",
            seconds=writer.decimal(perf_counter() - begun, 1),
            files=writer.decimal(written.files),
            size=writer.decimal(written.size / 1e6, 1),
            changed=writer.decimal(written.changed),
            removed=writer.decimal(written.removed),
        )
        console.print(line, markup=False, highlight=False)
        if not base:
            line = writer.say(
                "Tanpa --base tidak ada peta situs dan gambar pratinjau, karena keduanya "
                "memerlukan alamat utuh."
            )
            console.print(line, markup=False, highlight=False)


def _processors() -> int:
    """How many of the machine's processors this process may use."""
    return len(os.sched_getaffinity(0))


def _address(text: str) -> str:
    """An address with a slash at its end; empty stays empty.

    Raises
    ------
    BadAddressError
        If it is neither a path nor an address of the web.
    """
    known = text.startswith(("/", "https://", "http://")) and not text.startswith("//")
    if text and (not known or any(sign in text for sign in " \"'<>?#\\")):
        raise BadAddressError(text)
    return text if not text or text.endswith("/") else f"{text}/"


def _chronicle() -> Chronicle:
    """The current edition, those before it, and the steps between them."""
    current = editions.load()
    earlier = (
        name for name in editions.names() if editions.order(name) < editions.order(current.name)
    )
    found = (_whole(name) for name in earlier)
    return Chronicle(
        editions=(current, *(one for one in found if one is not None)),
        steps=tuple(history.steps(editions.ROOT)),
    )


def _whole(name: str) -> Edition | None:
    """An earlier edition; None where it cannot be trusted any more, and nothing is told of it."""
    try:
        return editions.load(name=name)
    except RefusedEditionError:
        return None
