"""What is not published says so: in its name, its numbers, its sources, its files."""

from datetime import date

import pytest
from making import claims_table, row

from geo import claims, datasets, downloads, publish, sample, wording
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import indicator

BASE = Edition(
    name="2026-09-01.1",
    dataset="publikasi",
    claims=claims_table(row(claim_id="T-1", value="0.5", decimals="0", published_on="2025-01-01")),
    files={"claims.csv": "x"},
)
NEW = claims_table(row(claim_id="IN-1", value="0.6", decimals="0", published_on="2026-08-01"))


def upload(new=NEW):
    return datasets.uploaded(BASE, publish.merged(BASE.claims, new))


def test_an_upload_stands_on_top_of_its_edition_and_only_its_own_claims_are_marked():
    edition = upload()
    marked = {one: datasets.is_uploaded({"claim_id": one}) for one in edition.claims["claim_id"]}
    assert marked == {"T-1": False, "UNGGAHAN-IN-1": True}
    assert datasets.uploaded_of(edition)["value"].tolist() == [0.6]
    assert edition.files == {}


def test_what_it_supersedes_is_not_read_any_more():
    edition = upload()
    assert edition.claims["supersedes"].tolist() == ["", "T-1"]
    reading = claims.readings(edition.claims, indicator("coverage_rate"), ["6111"]).loc["6111"]
    assert reading["value"] == 0.6


def test_the_reader_is_told_beside_the_source_which_figure_is_not_published():
    old, new = (one for _, one in upload().claims.iterrows())
    assert wording.source_of(Writer("id"), new) == (
        "Koran, 1 Agustus 2026 (unggahan, belum diterbitkan)"
    )
    assert "unggahan" not in wording.source_of(Writer("id"), old)


def test_the_same_content_has_the_same_name_and_other_content_another():
    other = claims_table(row(claim_id="IN-2", value="0.7", decimals="0", published_on="2026-08-01"))
    assert upload().name == upload().name
    assert upload().name != upload(other).name
    assert upload().name.startswith("2026-09-01.1")


def test_its_day_is_that_of_the_edition_beneath():
    assert upload().as_of == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("edition", "begin"),
    [(BASE, "peta-"), (upload(), "UNGGAHAN-BELUM-TERBIT-peta-")],
    ids=["published", "opened"],
)
def test_files_of_it_say_so_in_their_names(edition, begin):
    assert downloads.file_name(edition, "klaim").startswith(begin)
    assert datasets.of_edition(edition.name) == edition.dataset


def test_made_up_figures_keep_their_own_mark():
    assert datasets.of_edition(sample.DATASET) == sample.DATASET
    assert datasets.spoken(sample.DATASET, Writer("id")) == "DATA CONTOH"
    assert datasets.spoken(datasets.UPLOAD, Writer("id")) == "UNGGAHAN (BELUM DITERBITKAN)"
    assert datasets.spoken("publikasi", Writer("id")) == ""
    assert datasets.mark("publikasi") is None
