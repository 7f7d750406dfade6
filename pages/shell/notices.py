"""What stands above a page whose figures are not published."""

from geo import datasets
from geo.formats import Writer
from geo.model import Selection
from pages.shell import opened, panels, selection
from pages.shell.markup import mark_of


def unpublished(chosen: Selection, writer: Writer) -> None:
    """Says on every page that figures are made up, or come from an opened workbook."""
    if selection.lacks_upload():
        error = opened.NoUploadError()
        html = {"what": writer.tell(error.what), "mend": writer.tell(error.mend), "faults": []}
        panels.html("failure", writer, **html)
    mark = mark_of(chosen, writer)
    if not mark:
        return
    is_upload = chosen.dataset == datasets.UPLOAD
    text = _of_workbook(chosen, writer) if is_upload else _made_up(writer)
    panels.html("banner", writer, mark=mark, text=text)


def _made_up(writer: Writer) -> str:
    return writer.say(
        "Semua angka di halaman ini dibuat program untuk mencoba fitur; tidak satu pun nyata."
    )


def _of_workbook(chosen: Selection, writer: Writer) -> str:
    upload = opened.found(chosen.upload)
    return writer.say(
        "{n} angka dari berkas {file} diletakkan di atas edisi {base}. Hanya terlihat di sesi ini; "
        "tiap angka itu ditandai pada sumbernya.",
        n=writer.decimal(len(datasets.uploaded_of(upload.edition))),
        file=upload.file,
        base=upload.base,
    )
