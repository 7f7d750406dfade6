"""A region's claims over time: every one a point with its source, no line across definitions."""

import re
from datetime import date
from functools import cache
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import charts, claims, editions, movements, regencies, sample, trendlines
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import PROVINCE
from geo.trendlines import LARGE, SMALL, Size
from tests.making import row, typed

COVERAGE = indicator("coverage_rate")
SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<img src=x onerror=alert(1)>"


def drawn(*rows, region="6111", language="id", what=COVERAGE, size=SMALL):
    """The SVG of a region's claims."""
    edition = Edition(name="uji", dataset="publikasi", claims=typed(*rows), files={})
    return pictured(edition, region, language, what=what, size=size)


def pictured(edition, region, language="id", *, what=COVERAGE, size=SMALL):
    """The SVG of a region in an edition."""
    writer = Writer(language)
    subject = trendlines.subject_of(edition, region, what, "total", writer)
    return trendlines.drawn(subject, writer, size=size)


@cache
def real(region, language="id"):
    """The SVG of a real region."""
    return pictured(editions.load(), region, language)


def aim(value, period="2026", **cells):
    """A target claim."""
    cells = {"indicator": "coverage_target", "family": "target-own"} | cells
    return row(value=value, period=period, **cells)


def words(svg):
    """The text of a picture, with plain spaces."""
    root = ElementTree.fromstring(svg)
    return [plain("".join(text.itertext())) for text in root.iter(f"{SVG}text")]


def plain(text):
    """With plain spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def marks(svg, kind):
    """Marks of a kind in the order of drawing: `point`, `line mark`, `rule mark`, `rect mark`."""
    root = ElementTree.fromstring(svg)
    return [one for one in root.iter() if one.get("aria-roledescription") == kind]


def claimed(svg):
    """The points of claims."""
    return [one for one in marks(svg, "point") if one.get("stroke") == charts.MAIN]


def aimed(svg):
    """The points of targets."""
    return [one for one in marks(svg, "point") if one.get("stroke") == charts.TARGET]


def place(element):
    """Where a mark stands within the plot."""
    found = re.match(r"translate\(([^,]+),([^)]+)\)", element.get("transform"))
    return float(found[1]), float(found[2])


def corners(path):
    """The points of a path that only moves and draws straight lines."""
    pairs = re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path.get("d"))
    return [(float(across), float(down)) for across, down in pairs]


def lines(svg, colour=charts.MAIN):
    """The points of each line of a colour."""
    return [corners(one) for one in marks(svg, "line mark") if one.get("stroke") == colour]


def near(one, other):
    """Whether two places are the same to the hundredths of a pixel that a drawing writes."""
    return all(abs(a - b) < 0.02 for a, b in zip(one, other, strict=True))


# -- points ------------------------------------------------------------------------------


def test_the_picture_holds_the_values_as_they_are_written_in_each_language():
    assert {"55,69 %", "68,02 %", "2023", "2024"} <= set(words(real("6106")))
    assert {"55.69%", "68.02%"} <= set(words(real("6106", "en")))


def test_every_claim_is_a_point_with_value_date_and_source_in_its_words():
    svg = drawn(
        row(period="2022", value="0.2", publisher="Koran A"),
        row(period="2023-09-30", value="0.3", publisher="Koran B", speaker="Bupati"),
        row(period="2023-09-30", value="0.3", publisher="Koran C", published_on=""),
    )
    assert [plain(point.get("aria-label")) for point in claimed(svg)] == [
        "20,00 %, data 2022. Koran A, 1 Desember 2024",
        "30,00 %, data 30 September 2023. Bupati, dalam Koran B, 1 Desember 2024",
        "30,00 %, data 30 September 2023. Koran C, tanggal tidak tercantum",
    ]


@pytest.mark.parametrize("region", [PROVINCE, *(one.bps for one in regencies.regencies())])
def test_of_the_real_claims_none_is_left_out_and_none_is_added(region):
    found = claims.history(editions.load().claims, "coverage_rate", region)
    svg = real(region)
    if svg:
        assert len(claimed(svg)) == len(found)
    else:
        assert len(found) < 2


def test_a_figure_that_nobody_explained_is_hollow_and_on_no_line():
    svg = drawn(
        row(period="2022", value="0.2"),
        row(period="2023", value="0.9", family="unstated"),
        row(period="2024", value="0.4"),
    )
    assert [point.get("fill") for point in claimed(svg)] == [charts.MAIN, "#ffffff", charts.MAIN]
    hollow = place(claimed(svg)[1])
    assert not [at for line in lines(svg) for at in line if near(at, hollow)]


def test_values_stand_at_their_height():
    svg = drawn(row(period="2022", value="0"), row(period="2023", value="0.5"))
    low, high = (place(point) for point in claimed(svg))
    assert low[1] == pytest.approx(SMALL.height)
    assert high[1] == pytest.approx(SMALL.height * (1 - 50 / 60), abs=0.01)  # of 57.5, rounded
    assert low[0] < high[0]


def heights(*values):
    """Where values of years in a row stand, px from above."""
    svg = drawn(*(row(period=2020 + n, value=str(one)) for n, one in enumerate(values)))
    return [place(point)[1] for point in claimed(svg)]


def test_charts_of_like_figures_have_one_scale():
    assert heights(0.2, 0.5)[0] == heights(0.2, 0.48)[0] != heights(0.2, 0.6)[0]


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(1, 12_000))
def test_the_highest_figure_stands_near_the_top_with_room_for_its_label(points):
    low, high = heights(0, points / 10_000)
    assert low == pytest.approx(SMALL.height)
    assert 0.12 * SMALL.height < high < 0.32 * SMALL.height


def test_one_figure_alone_or_none_is_no_chart():
    assert drawn(row()) == ""
    assert drawn() == ""
    assert drawn(aim("0.5"), aim("0.6", "2027")) == ""
    assert drawn(row(), row(period="2023")).startswith("<svg")
    assert drawn(row(), aim("0.6")).startswith("<svg")


def test_a_ratio_has_no_trend_chart():
    assert drawn(row(), row(period="2023"), what=indicator("dbh_sawit_per_village")) == ""


def test_claims_of_other_regions_segments_and_indicators_are_not_drawn():
    svg = drawn(
        row(period="2022"),
        row(period="2023"),
        row(period="2023", region_code="6101", value="0.91"),
        row(period="2023", segment="bpu", value="0.92"),
        row(period="2023", indicator="unemployment_rate", family="standard", value="0.93"),
    )
    assert len(claimed(svg)) == 2


def test_more_than_eight_points_are_not_written_out_but_keep_their_words():
    rows = [row(period=f"2024-{month:02d}", value=f"0.{month + 10}") for month in range(1, 10)]
    assert "11,00 %" in words(drawn(*rows[:8]))
    svg = drawn(*rows)
    assert not [text for text in words(svg) if "%" in text]
    assert len(claimed(svg)) == 9
    assert plain(claimed(svg)[0].get("aria-label")).startswith("11,00 %, data Januari 2024.")


def test_the_asked_size_is_that_of_the_plot():
    for size in (SMALL, LARGE, Size(width=500, height=100)):
        svg = drawn(row(period="2022"), row(period="2023"), size=size)
        assert f'd="M0,0h{size.width}v{size.height}h-{size.width}Z"' in svg


# -- lines and breaks --------------------------------------------------------------------


def test_a_line_joins_the_points_of_one_definition():
    svg = drawn(row(period="2022", value="0.2"), row(period="2023", value="0.3"))
    (line,) = lines(svg)
    assert all(near(at, place(point)) for at, point in zip(line, claimed(svg), strict=True))
    assert marks(svg, "rule mark") == []


def test_no_line_crosses_a_change_of_definition_and_the_break_says_why():
    svg = drawn(
        row(period="2021", value="0.2", family="registered"),
        row(period="2022", value="0.3", family="registered"),
        row(period="2023", value="0.4"),
        row(period="2024", value="0.5"),
    )
    (rule,) = marks(svg, "rule mark")
    at = place(rule)[0]
    assert sorted(len(line) for line in lines(svg)) == [2, 2]
    for line in lines(svg):
        assert max(line)[0] < at or min(line)[0] > at
    said = rule.get("aria-label")
    assert "Peserta terdaftar, bukan peserta aktif" in said
    assert "tidak disambung" in said


def test_a_break_within_a_year_is_crossed_by_no_line_though_a_bare_year_stands_in_its_middle():
    svg = drawn(
        row(period="2022-09-30", value="0.2", family="registered"),
        row(period="2023-09-30", value="0.3", family="registered"),
        row(period="2023", value="0.4"),
        row(period="2024", value="0.5"),
    )
    for rule in marks(svg, "rule mark"):
        for line in lines(svg):
            assert len({across < place(rule)[0] for across, _ in line}) == 1


kinds = st.sampled_from(["ucj", "registered", "nik-2022", "unstated"])
series = st.lists(st.tuples(st.integers(2015, 2025), kinds, st.integers(1, 99)), min_size=2)


@settings(max_examples=40, deadline=None)
@given(series)
def test_a_line_holds_points_of_one_definition_only(found):
    rows = [
        row(period=year, family=kind, value=value / 100, publisher=kind)
        for year, kind, value in found
    ]
    svg = drawn(*rows)
    of = [(place(point), point.get("aria-label").split(". ")[1]) for point in claimed(svg)]
    assert len(of) == len(found)
    for line in lines(svg):
        kinds_at = [{kind for where, kind in of if near(where, at)} for at in line]
        shared = set.intersection(*kinds_at)
        assert any(kind.startswith(("ucj", "registered", "nik-2022")) for kind in shared)
    for rule in marks(svg, "rule mark"):
        for line in lines(svg):
            sides = {across < place(rule)[0] - 0.01 for across, _ in line}
            assert len(sides) == 1 or _overlapping(found)


def _overlapping(found):
    """Whether two definitions were used in the same years."""
    spans = {}
    for year, kind, _ in found:
        if kind != "unstated":
            low, high = spans.get(kind, (year, year))
            spans[kind] = (min(low, year), max(high, year))
    ends = sorted(spans.values())
    return any(one[1] >= other[0] for one, other in pairwise(ends))


# -- conflicts ---------------------------------------------------------------------------


def bands(svg):
    """The boxes of the bands: left, right, upper, lower."""
    found = []
    for one in marks(svg, "rect mark"):
        left, upper, width, height = (
            float(part)
            for part in re.match(r"M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)", one.get("d")).groups()
        )
        found.append((left, left + width, upper, upper + height))
    return found


def test_contradicting_claims_of_a_year_are_tied_by_a_band_from_lowest_to_highest():
    svg = drawn(
        row(period="2023", value="0.3"),
        row(period="2023", value="0.4", publisher="Lain"),
        row(period="2024", value="0.5"),
    )
    ((left, right, upper, lower),) = bands(svg)
    low, high, later = (place(point) for point in claimed(svg))
    assert left < low[0] < right < later[0]
    assert near((upper, lower), (high[1], low[1]))


def test_agreeing_claims_have_no_band():
    assert bands(drawn(row(period="2023"), row(period="2023", value="0.505"))) == []


def test_a_band_holds_the_claims_that_it_ties_in_whatever_month_they_are():
    svg = drawn(
        row(period="2023-01-15", value="0.3"),
        row(period="2023-01-31", value="0.4", publisher="Lain"),
        row(period="2024", value="0.5"),
    )
    ((left, right, _, _),) = bands(svg)
    for point in claimed(svg)[:2]:
        assert left <= place(point)[0] <= right


# -- targets -----------------------------------------------------------------------------


def test_the_target_is_named_once_and_each_has_value_year_and_source():
    svg = drawn(row(), aim("0.6", "2026", publisher="RPJMD"), aim("0.7", "2027", decimals="0"))
    assert words(svg).count("target") == 1
    assert [plain(one.get("aria-label")) for one in aimed(svg)] == [
        "Target 60,00 % pada akhir 2026. RPJMD, 1 Desember 2024",
        "Target 70 % pada akhir 2027. Koran, 1 Desember 2024",
    ]
    (path,) = lines(svg, charts.TARGET)
    assert all(near(at, place(one)) for at, one in zip(path, aimed(svg), strict=True))


@pytest.mark.parametrize("family", ["target-cited", "target-bpjs", "target-rpjmn"])
def test_targets_that_others_set_are_not_drawn(family):
    svg = drawn(row(period="2023"), row(), aim("0.6", family=family))
    assert aimed(svg) == []
    assert "target" not in words(svg)


def test_the_provinces_target_is_not_drawn_for_a_regency():
    svg = drawn(row(period="2023"), row(), aim("0.6", region_code="61"))
    assert aimed(svg) == []


def test_the_real_province_has_its_own_targets_and_no_others():
    told = [plain(one.get("aria-label")).split(".")[0] for one in aimed(real(PROVINCE))]
    assert told == [
        "Target 40 % pada akhir 2024",
        "Target 59,56 % pada akhir 2025",
        "Target 60,80 % pada akhir 2026",
        "Target 65,77 % pada akhir 2030",
    ]


# -- safety ------------------------------------------------------------------------------


@cache
def panel():
    """The sample of two regencies."""
    return sample.edition(("6101", "6102"))


def test_the_mark_of_made_up_data_stands_in_its_picture_and_in_no_other():
    assert "DATA CONTOH" in words(pictured(panel(), "6101"))
    assert "DATA CONTOH" not in words(real("6106"))


@pytest.mark.parametrize("column", ["publisher", "speaker", "note", "definition", "source_title"])
@pytest.mark.parametrize("evil", [EVIL, f'">{EVIL}', "<script>alert(1)</script>", "&lt;b&gt;"])
def test_text_of_the_data_is_escaped(column, evil):
    svg = drawn(row(period="2023", **{column: evil}), row(), aim("0.6", **{column: evil}))
    root = ElementTree.fromstring(svg)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg",
        "g",
        "path",
        "line",
        "text",
    }
    assert not [one for one in root.iter() for name in one.attrib if name.startswith("on")]
    if column in ("publisher", "speaker"):
        assert evil in claimed(svg)[0].get("aria-label")
        assert evil in aimed(svg)[0].get("aria-label")


def test_a_picture_leads_nowhere():
    svg = drawn(row(period="2023", source_url="https://contoh.invalid/1"), row())
    assert "http" not in unescape(svg).replace("http://www.w3.org/", "")


def test_the_same_claims_give_the_same_picture():
    rows = (row(claim_id="a", period="2023"), row(claim_id="b"))
    assert drawn(*rows) == drawn(*rows)


# -- in words ----------------------------------------------------------------------------


def history(*rows):
    """The history of these rows."""
    return claims.history(typed(*rows), "coverage_rate", "6111")


def test_the_chart_in_words_names_every_point_with_its_date():
    found = history(row(period="2023-09", value="0.3"), row(period="2024", value="0.4"))
    assert plain(movements.series_told(Writer("id"), COVERAGE, found)) == (
        "Grafik: 30,00 %, September 2023; 40,00 %, 2024."
    )
    assert "30.00%" in movements.series_told(Writer("en"), COVERAGE, found)


def test_the_title_says_how_many_figures_and_that_few_make_no_trend():
    say = Writer("id")
    assert movements.series_title(say, history()) == ""
    assert movements.series_title(say, history(row())).startswith("Hanya satu angka yang diketahui")
    two = movements.series_title(say, history(row(period="2023"), row(family="registered")))
    assert two == (
        "2 angka, 2023 sampai 2024; definisinya berbeda, garis tidak disambung; terlalu sedikit "
        "untuk menyebut naik atau turun."
    )
    five = movements.series_title(say, history(*(row(period=2019 + n) for n in range(5))))
    assert five == "5 angka, 2019 sampai 2023."


def test_a_date_within_a_year_stands_within_that_year():
    svg = drawn(row(period="2023-02-28", value="0.2"), row(period="2023-11-30", value="0.3"))
    first, last = (place(point)[0] for point in claimed(svg))
    days = (date(2023, 11, 30) - date(2023, 2, 28)).days
    assert last - first == pytest.approx(SMALL.width * days / 365, abs=0.01)
