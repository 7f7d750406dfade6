"""The page Rapat without a browser: the deck is composed whole, as text, in either language."""

import re

import pandas as pd
import pytest
from conftest import seen

from geo import trendlines
from geo.agenda import Agenda
from geo.brief import Bars, Brief, Cell, Figure, Key, Picture, Slide, Table
from geo.model import Selection
from pages.shell import meeting

HOSTILE = '<img src=x onerror="alert(1)">'
SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'


def fraction(value):
    return Cell(text=f"{value:.0%}", number=value, kind="fraction")


def brief(*slides, mark="", language="id"):
    return Brief(
        title="Rapat",
        subtitle="Dinas",
        edition="2026-01-01.1",
        day="2026-01-01",
        language=language,
        footer="Peta · Edisi data: 2026-01-01.1.",
        attribution="",
        mark=mark,
        slides=slides,
        claims=pd.DataFrame(),
    )


def slide(key="6101", **parts):
    return Slide(**{"key": key, "name": "Sambas", "title": "T", "line": "L", **parts})


def sections(html):
    return re.findall(r'<section class="slide" data-key="([^"]+)" data-name="([^"]+)">', html)


def test_there_is_one_section_for_each_slide_in_their_order():
    html = meeting.drawn(brief(slide("judul", name="Judul"), slide("6103", name="Landak")))
    assert sections(html) == [("judul", "Judul"), ("6103", "Landak")]


def test_every_text_of_a_slide_stands_in_the_deck_as_it_is():
    figure = Figure(label="Cakupan", cell=fraction(0.25), source="Koran")
    table = Table(caption="K", heads=("A", "B"), rows=((Cell(text="a"), fraction(0.5)),))
    bars = Bars(title="B", names=("Landak",), values=(fraction(0.4),), aim=figure)
    key = Key(colour="#ffffff", pattern="plain", label="di atas 60 %", count=3)
    parts = {"figures": (figure,), "table": table, "bars": bars, "points": ("Butir",)}
    text = seen(meeting.drawn(brief(slide(legend=(key,), source="S", **parts), mark="DATA CONTOH")))
    for said in (
        *("T", "L", "Sumber: S", "Cakupan", "25%", "Koran", "A", "a", "50%", "Landak", "40%"),
        *("Butir", "DATA CONTOH", "Peta · Edisi data: 2026-01-01.1."),
    ):
        assert said in text


def test_bars_end_where_their_numbers_stand_and_the_target_beside_them():
    aim = Figure(label="Target", cell=fraction(0.8))
    names, values = ("A", "B", "C"), (fraction(0.4), fraction(0.2), Cell(text="–"))
    html = meeting.drawn(brief(slide(bars=Bars(title="B", names=names, values=values, aim=aim))))
    assert re.findall(r'<i style="width:([\d.]+)%">', html) == ["50.0", "25.0"]  # none is no zero
    assert set(re.findall(r'<s style="left:([\d.]+)%">', html)) == {"100.0"}


def test_bars_that_are_all_zero_end_where_they_start():
    bars = Bars(title="B", names=("A",), values=(fraction(0.0),))
    assert "width:0.0%" in meeting.drawn(brief(slide(bars=bars)))


def test_a_column_of_addresses_becomes_links_of_the_column_before_it():
    rows = tuple((Cell(text=name), Cell(text=f"https://x.id/{name}")) for name in ("satu", "dua"))
    html = meeting.drawn(
        brief(slide(table=Table(caption="S", heads=("Judul", "Alamat"), rows=rows)))
    )
    assert '<a href="https://x.id/satu" target="_blank" rel="noopener">satu</a>' in html
    assert "Alamat" not in html


def test_an_address_that_runs_a_script_is_text_and_no_link():
    rows = ((Cell(text="satu"), Cell(text="javascript:alert(1)")),)
    html = meeting.drawn(
        brief(slide(table=Table(caption="S", heads=("Judul", "Alamat"), rows=rows)))
    )
    assert "<a " not in html
    assert "javascript:alert(1)" in html


def test_hostile_text_stays_text_wherever_it_stands():
    figure = Figure(label=HOSTILE, cell=Cell(text=HOSTILE), source=HOSTILE)
    table = Table(caption=HOSTILE, heads=(HOSTILE,), rows=((Cell(text=HOSTILE),),))
    bars = Bars(title=HOSTILE, names=(HOSTILE,), values=(Cell(text=HOSTILE),), aim=figure)
    said = dict.fromkeys(("name", "title", "line", "source"), HOSTILE)
    parts = {"figures": (figure,), "table": table, "bars": bars, "points": (HOSTILE,)}
    picture = Picture(svg=SVG, alt=HOSTILE, width=9, height=9)
    html = meeting.drawn(brief(slide(picture=picture, **said, **parts), mark=HOSTILE))
    assert "<img" not in html
    assert html.count("&lt;img src=x") >= 14


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>1</script></svg>",
        "<svg><foreignObject/></svg>",
        '<svg><g onload="1"/></svg>',
        '<svg><a href="javascript:1"/></svg>',
    ],
)
def test_a_drawing_that_could_run_something_is_left_out(svg):
    html = meeting.drawn(brief(slide(picture=Picture(svg=svg, alt="a", width=9, height=9))))
    assert "<svg" not in html


def test_a_drawing_stands_in_the_page_itself_with_its_words():
    html = meeting.drawn(
        brief(slide(picture=Picture(svg=SVG, alt="Garis naik", width=9, height=9)))
    )
    assert "<?xml" not in html
    assert re.search(r'role="img" aria-label="Garis naik"><svg', html)


def stops(shown):
    return re.findall(r'data-stop="([^"]+)"', " ".join(shown.bodies))


def test_without_an_agenda_the_meeting_goes_through_everything(opened):
    assert stops(opened("rapat")) == list(Agenda().stops())


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"bagian": "peta"}, ["peta"]),
        ({"bagian": "kabupaten", "agenda": "6111"}, ["6111"]),
        ({"bagian": "Kabupaten/kota", "agenda": "Kayong Utara"}, ["6111"]),
        ({"bagian": "tidak-ada", "agenda": "9999"}, list(Agenda().stops())),
    ],
)
def test_the_address_names_parts_and_regencies_by_key_or_label(opened, query, wanted):
    assert stops(opened("rapat", **query)) == wanted


def test_regencies_come_in_the_order_they_were_picked(opened):
    shown = opened("rapat", bagian="kabupaten")
    shown.app.multiselect(key="agenda").set_value(["6172", "6101", "6111"])
    assert stops(shown.run()) == ["6172", "6101", "6111"]


def test_the_agenda_is_kept_while_the_reader_looks_at_another_page(opened):
    shown = opened("rapat")
    shown.app.multiselect(key="agenda").set_value(["6172", "6101"])
    shown.run()
    shown.app.switch_page("pages/data.py")
    shown.run()
    shown.app.switch_page("pages/rapat.py")
    assert stops(shown.run())[5:7] == ["6172", "6101"]


def test_the_deck_is_composed_once_for_the_same_choice(opened):
    opened("rapat")
    assert meeting.deck(Selection()) is meeting.deck(Selection(region="6111", indicator="villages"))


def test_the_deck_of_an_edition_holds_its_figures_and_names_it(opened, put):
    put("2026-01-01.1", value="0.25", decimals="0")
    opened("rapat")
    text = seen(meeting.deck(Selection()))
    assert "Kayong Utara: 25 %" in text
    assert "Edisi data: 2026-01-01.1." in text


def test_letters_of_charts_are_as_large_as_a_room_needs(opened):
    charts = "".join(meeting.pictures(Selection()).values())
    widths = [float(one) for one in re.findall(r'<svg[^>]*viewBox="0 0 ([\d.]+) ', charts)]
    assert len(widths) >= 5
    assert max(widths) < 400


def test_the_deck_waits_for_no_chart_and_each_comes_afterwards_for_its_own_slide(
    opened, monkeypatch
):
    drawn = []
    monkeypatch.setattr(trendlines, "drawn", lambda *_, **__: drawn.append(1) or SVG)
    chosen = Selection(agenda=("6103", "6106"))  # an agenda that no other test has asked for
    html = meeting.deck(chosen)
    assert drawn == []
    pictures = meeting.pictures(chosen)
    assert set(pictures) == {"provinsi", "6103", "6106"}  # the map stands in the deck itself
    assert set(pictures) < {key for key, _ in sections(html)}
    assert len(drawn) == 3  # each is drawn once
    assert all('class="deck-picture' in one for one in pictures.values())


def test_rows_of_one_name_stand_together_and_every_cell_is_there():
    rows = [("Landak", "Dana", "5", "Koran A"), ("Landak", "Orang", "6", "Koran B")]
    cells = tuple(tuple(Cell(text=text) for text in row) for row in rows)
    heads = ("Daerah", "Yang disebut", "Nilai", "Sumber")
    table = Table(caption="K", heads=heads, rows=cells, grouped=True)
    html = meeting.drawn(brief(slide(table=table)))
    assert "<table" not in html
    assert html.count('<b class="deck-group">Landak</b>') == 2  # the deck shows the first
    for said in ("Yang disebut · Nilai · Sumber", "Dana · 5 · Koran A", "Orang · 6 · Koran B"):
        assert said in re.sub(r"\s+", " ", seen(html))
