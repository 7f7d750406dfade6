"""A scenario in sentences: the whole programme as a leader may read it, the unknown as unknown."""

from dataclasses import replace
from fractions import Fraction

import pytest

from geo import bases, editions
from geo.formats import Writer
from geo.language import Message
from geo.model import PROVINCE
from geo.outcomes import computed
from geo.regencies import regencies
from geo.scenario import GOVERNMENT, one_hundred
from geo.scenario_blanks import blank
from geo.scenario_terms import assumptions, started
from geo.scenario_words import cells, lines, mark, title, told
from tests.geo.supposing import KAYONG, MELAWI, NAN, START, base, budget_of, plan, scenario, start

WRITER = Writer()
NAMES = {str(one.bps): one.name for one in regencies()} | {"61": "Kalimantan Barat"}


@pytest.fixture(scope="module")
def real():
    return bases.known(editions.load(), [one.bps for one in regencies()])


@pytest.fixture(scope="module")
def full(real):
    return computed(one_hundred(START), real)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def said(outcome):
    return plain(" ".join(lines(WRITER, outcome)))


def test_the_whole_programme_is_told_in_the_words_of_its_arithmetic(full):
    assert plain(title(WRITER, full)) == (
        "Cakupan provinsi naik 11,4 poin: dari 31 % menjadi 42,4 % dari 1.800.000 pekerja layak."
    )
    whole = said(full)
    assert "2.046 desa × 100 pekerja = 204.600 orang selama 12 bulan" in whole
    assert "Rp41.247.360.000 (Rp41,25 miliar)" in whole
    assert "satu poin cakupan provinsi selama setahun berbiaya Rp3,63 miliar" in whole
    assert "target 2025 (59,56 %) tidak tercapai: dari kekurangan sekitar 514.000 orang" in whole
    assert "Belum tercapai pula: 60,80 % (2026) dan 65,77 % (2030)." in whole
    assert "Mulai Januari 2028 iuran 204.600 orang tidak lagi dibayar" in whole
    assert "turun menjadi 31 %" in whole


def test_what_is_unknown_is_told_with_the_number_of_regions(full):
    assert "Di 5 kabupaten/kota cakupan awal atau jumlah pekerja layaknya tidak" in said(full)
    assert "tanpa mereka tambahannya 110.800 orang" in said(full)
    assert "tidak diketahui. Cakupan awalnya tidak ada" in told(WRITER, full, "6102", "Bengkayang")


def test_every_start_is_told_with_its_claim(full):
    text = " ".join(started(WRITER, full))
    assert all(claim in text for claim in ("COV-013", "TGT-004"))
    assert "Sumber lain untuk tahun yang sama berbeda lebih dari 1 poin." in text


def test_every_assumption_is_told(real):
    asked = scenario(
        plan(funding="csr", overlap=Fraction(1, 8)),
        assumed=Fraction(3, 10),
        rates=((KAYONG, Fraction(1, 2)),),
        pool="known",
    )
    text = plain(" ".join(assumptions(WRITER, computed(asked, real), NAMES)))
    assert "Tumpang tindih: 12,5 % dari yang dibayari" in text
    assert "tidak ada angkanya diandaikan 30,0 %" in text
    assert "Cakupan awal Kayong Utara diandaikan 50,0 %" in text
    assert "Jumlah pekerja layak: hanya dari sumber." in text


@pytest.mark.parametrize("funding", sorted(GOVERNMENT))
def test_that_no_law_settles_the_half_tariff_for_governments_is_printed(real, funding):
    asked = scenario(plan(tariff="half-transport", funding=funding, months=3))
    text = " ".join(assumptions(WRITER, computed(asked, real), NAMES))
    assert "PP 50/2025" in text
    assert "belum dipastikan sumber mana pun" in text


def test_a_result_for_one_regency_speaks_of_it_first(real):
    found = computed(scenario(budget_of(KAYONG, 4_435_427_000, Fraction(1, 5))), real)
    assert title(WRITER, found, NAMES).startswith("Kayong Utara: 4.400 orang dibayari")
    assert "20 % dari Rp4.435.427.000 cukup untuk 4.400 orang" in said(found)


def test_cells_are_dashes_where_nothing_is_known_and_carry_the_interval_of_an_estimate(full):
    silent = cells(WRITER, full, "6102")
    assert (silent["points"], silent["added"], silent["closed"]) == ("–", "–", "–")
    assert cells(WRITER, full, KAYONG)["points"] == "≈ 10,6 poin (8,1–13,9)"
    assert plain(cells(WRITER, full, PROVINCE)["after"]) == "42,4 %"


def test_a_row_with_dashes_says_which_kind_of_blank_they_are(full):
    silent = cells(WRITER, full, "6102")["standing"]
    assert silent.startswith("belum dapat dihitung. Cakupan awalnya tidak ada dalam sumber mana")
    city = cells(WRITER, full, "6171")  # its coverage is known, but it has no village
    assert city["per_point"] == "–"
    assert "biaya per poin tidak berlaku" in city["standing"]
    reached = cells(WRITER, full, "6106")  # Ketapang, 68,02 %
    assert (reached["closed"], full.row("6106")["standing"]) == ("–", "already")
    assert "Tidak ada kekurangan" in reached["standing"]


def test_who_is_neither_paid_for_nor_known_is_told_both():
    given = base({KAYONG: start(1000, 0.5), MELAWI: start(500, NAN, rate_why=Message("Sunyi."))})
    found = computed(scenario(plan(each=10, regions=(KAYONG,))), given)
    said = blank(WRITER, found, MELAWI)
    assert said.startswith("Sunyi. Program ini tidak membayari siapa pun di sini")
    assert blank(WRITER, found, KAYONG) == ""


def test_without_a_target_of_the_province_no_gap_is_told_as_such():
    given = replace(base({KAYONG: start(1000, 0.5)}), aims=())
    assert "belum menetapkan target" in blank(WRITER, computed(scenario(), given), KAYONG)


@pytest.mark.parametrize("tariff", ["half-transport", "jkk-jkm"])
def test_a_choice_that_no_law_settles_is_printed_as_the_makers_own(real, tariff):
    asked = scenario(plan(tariff=tariff, funding="apbd_province", months=3))
    text = " ".join(assumptions(WRITER, computed(asked, real), NAMES))
    assert ("pengandaian pembuat skenario" in text) == (tariff == "half-transport")


def test_who_is_not_paid_for_is_told_so(full):
    assert "tidak membayari siapa pun" in told(WRITER, full, "6171", "Kota Pontianak")


def test_too_many_persons_are_told_as_paid_and_not_added():
    found = computed(scenario(plan(each=80)), base({KAYONG: start(1000, 0.5)}))
    assert "kelebihannya dibayar, tetapi tidak menambah cakupan" in said(found)


def test_a_target_that_is_reached_is_told_so():
    given = base({KAYONG: start(1000, 0.5)}, start(1000, 0.55))
    assert "target 2026 (60 %) tercapai selama program" in said(
        computed(scenario(plan(each=10)), given)
    )
    given = base({KAYONG: start(1000, 0.5)}, start(1000, 0.65))
    assert "sudah tercapai tanpa program" in said(computed(scenario(plan(each=10)), given))


def test_a_province_without_figures_is_told_so_and_claims_no_point():
    given = base({MELAWI: start(1000, NAN)}, start(10_000, NAN))
    whole = said(computed(scenario(plan(each=10)), given))
    assert "poin provinsi belum dapat dihitung" in whole
    assert "100 orang tidak lagi dibayar." in whole
    assert "nan" not in whole.lower()


def test_the_mark_is_simulasi_in_either_language():
    assert mark(WRITER) == "SIMULASI"
