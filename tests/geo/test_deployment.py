"""What a deployment says of itself: the embedded one, and files that cannot be used."""

import tomllib

import pytest

from geo import deployment, folders, vintages
from geo.deployment import BadDeploymentError
from geo.model import ABOVE, PROVINCE, Selection
from geo.regencies import by_bps

LEAST = """
product = "Peta Cakupan Ujung"
default_vintage = "uji"
[province]
code = "99"
name = "Ujung"
[vintages.uji]
label = "Batas uji"
attribution = "Buatan"
licence = "-"
reference_date = ""
note = "Tiga persegi."
"""


def written(folder, text):
    path = folder / "deployment.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_embedded_deployment_is_kalimantan_barat():
    here = deployment.here()
    assert (here.code, here.name, here.product) == (
        "61",
        "Kalimantan Barat",
        "Peta Cakupan Kalbar",
    )
    assert ABOVE == (PROVINCE, "KAL", "ID")
    assert Selection().vintage == "kepmendagri2025"
    assert {inset.code for inset in here.insets} <= set(by_bps())


def test_what_the_least_file_does_not_say_is_left_out(tmp_path):
    found = deployment.read(written(tmp_path, LEAST))
    assert (found.code, found.named.spoken("en")) == ("99", "Ujung")
    assert (found.above, found.breaks, found.insets, found.conflicts) == ({}, {}, (), ())
    assert (found.logo, found.background, found.area_source, found.renamed) == ("", "", "", 0)
    (vintage,) = vintages.vintages_of(found).values()
    assert (vintage.key, vintage.note.spoken("id")) == ("uji", "Tiga persegi.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "99"', ""),
        ('product = "Peta Cakupan Ujung"', ""),
        ('licence = "-"', ""),
        ("[vintages.uji]", "[vintages.lain]"),
        ('name = "Ujung"', 'name = "{Ujung}"'),
        ('note = "Tiga persegi."', 'note = "{0.__class__}"'),
        ('product = "', "product = "),
        ("[province]", "[[province]]"),
    ],
)
def test_a_file_that_lacks_or_confuses_something_is_refused_with_its_name(tmp_path, old, new):
    with pytest.raises(BadDeploymentError, match=r"deployment\.toml") as caught:
        deployment.read(written(tmp_path, LEAST.replace(old, new)))
    assert "--into" in caught.value.mend.spoken("id")


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b""])
def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path, content):
    path = tmp_path / "deployment.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadDeploymentError):
        deployment.read(path)


def test_every_text_that_the_embedded_deployment_shows_has_its_english_twin():
    english = tomllib.loads(folders.DEPLOYMENT.read_text("utf-8"))["english"]
    here = deployment.here()
    shown = {here.name, here.background, here.area_source, *here.conflicts}
    shown |= {one[key] for one in here.vintages.values() for key in ("label", "note")}
    assert shown == set(english)
    assert all(twin.strip() for twin in english.values())
