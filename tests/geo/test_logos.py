"""A logo is a whole PNG or JPEG of a bearable size, or it is refused by a sentence."""

import io

import pytest
from PIL import Image

from geo import logos
from geo.pack_docx import document
from geo.pack_pdf import paper
from geo.pack_pptx import presentation
from geo.pack_xlsx import workbook
from tests.geo.test_pack_xlsx import made

MAKERS = {"pptx": presentation, "docx": document, "pdf": paper, "xlsx": workbook}


def image(kind="PNG", size=(200, 100), mode="RGB", **how):
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind, **how)
    return written.getvalue()


def pair():
    """A JPEG of two pictures, as some phones write them."""
    written, one = io.BytesIO(), Image.new("RGB", (50, 50))
    one.save(written, "MPO", save_all=True, append_images=[one.copy()])
    return written.getvalue()


REFUSED = {
    "empty": b"", "text": b"bukan gambar", "gif": image("GIF"), "webp": image("WEBP"),
    "bmp": image("BMP"), "two in one": pair(), "svg": b"<svg/>",
    "torn": image("PNG", (600, 600))[:-40], "torn jpeg": image("JPEG")[:200],
    "wide": image("PNG", (4001, 2)), "huge": image("PNG", (9000, 9000)),
    "heavy": image() + b"0" * logos.LARGEST,
}  # fmt: skip
HELD = {
    "grey of 16 bits": image(mode="I;16"), "palette": image(mode="P"), "clear": image(mode="RGBA"),
    "black and white": image(mode="1"), "print colours": image("JPEG", mode="CMYK"),
    "progressive": image("JPEG", progressive=True), "no resolution": image("JPEG", dpi=(0, 0)),
    "fine": image(dpi=(99999, 99999)), "thin": image(size=(4000, 1)), "a dot": image(size=(1, 1)),
    "upright": image(size=(20, 3000)),
}  # fmt: skip


@pytest.mark.parametrize("logo", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_every_maker_refuses_by_a_sentence_with_its_mend(maker, logo):
    with pytest.raises(logos.LogoError) as caught:
        maker(made(), logo)
    assert "Logo tidak dapat dibaca" in caught.value.spoken("id")
    assert "PNG atau JPEG, paling besar 2 MB dan 4000 piksel" in caught.value.mend.spoken("id")


@pytest.mark.parametrize("logo", HELD.values(), ids=HELD)
@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_every_maker_holds_what_the_check_lets_in(maker, logo):
    assert len(maker(made(), logo)) > 1000


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(logos.LogoError):
        logos.read(tmp_path / "tidak-ada.png")
    (tmp_path / "ada.png").write_bytes(image())
    assert logos.read(tmp_path / "ada.png") == image()


def test_no_logo_is_no_fault():
    assert logos.held(None) is None
