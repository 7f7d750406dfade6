"""Native charts on a slide, whose numbers stay editable."""

from typing import Any

from geo.brief import Bars
from geo.charts import INK, MAIN, MUTED, TARGET
from geo.office import safe, short
from geo.pack_deck import extent, pt, rgb
from geo.pack_measures import LABEL
from geo.pack_pages import Box
from geo.pack_shapes import described

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def put_chart(slide: Any, bars: Bars, box: Box, title: str) -> None:
    """A native chart: bars with their texts, and the target as an outline around each."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415  # needed by no page
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    decimals = max((one.decimals for one in bars.values), default=0)
    form = "0." + "0" * decimals + "%" if decimals else "0%"
    held: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]
    held.categories = [
        _in_sheet(name if cell.number is not None else f"{name} ({cell.text})")
        for name, cell in zip(bars.names, bars.values, strict=True)
    ]
    held.add_series(_in_sheet(bars.title or title), [one.number for one in bars.values])
    if bars.aim is not None:
        label = f"{bars.aim.label}: {bars.aim.cell.text}"
        held.add_series(_in_sheet(label), [bars.aim.cell.number] * len(bars.names))
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *extent(box), held)
    told = "; ".join(
        f"{name} {cell.text}" for name, cell in zip(bars.names, bars.values, strict=True)
    )
    described(shape, f"{bars.title or title}: {told}", safe(bars.title or title)[:60])
    _plotted(shape.chart, bars)


def _in_sheet(text: str) -> str:
    """A text that the chart's own workbook does not run as a formula."""
    line = short(text)
    return f"'{line}" if line.startswith(("=", "{=")) else line


def _plotted(chart: Any, bars: Bars) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415

    main, ink, aim = (rgb(one) for one in (MAIN, INK, TARGET))
    chart.font.size, chart.font.color.rgb = pt(14), ink
    above = [(bars.title, ink)] if bars.title else []
    if bars.aim is not None:
        above.append((f"{bars.aim.label}: {bars.aim.cell.text}", aim))
    chart.has_legend, chart.has_title = False, bool(above)
    for nth, (text, colour) in enumerate(above):
        frame = chart.chart_title.text_frame
        paragraph = frame.add_paragraph() if nth else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = short(text)
        run.font.size, run.font.bold, run.font.color.rgb = pt(LABEL), True, colour
    names, numbers = chart.category_axis, chart.value_axis
    names.reverse_order, names.major_tick_mark = True, XL_TICK_MARK.NONE
    end = names._element.find(f"{_CHART}noMultiLvlLbl")
    end.addprevious(end.makeelement(f"{_CHART}tickLblSkip", {"val": "1"}))  # no name left out
    names.tick_labels.font.size = pt(14 if len(bars.names) <= 12 else 12)
    names.format.line.color.rgb = rgb(MUTED)
    known = [one.number for one in (*bars.values, *([bars.aim.cell] if bars.aim else []))]
    numbers.minimum_scale = min(0.0, *(one or 0 for one in known))
    numbers.maximum_scale = max(0.01, *(one or 0 for one in known)) * 1.2
    numbers.visible, numbers.has_major_gridlines = False, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    first, *rest = plot.series
    first.format.fill.solid()
    first.format.fill.fore_color.rgb = main
    for one in rest:
        one.format.fill.background()
        one.format.line.color.rgb, one.format.line.width = aim, pt(1.5)
    labels = first.data_labels
    labels.show_value, labels.number_format_is_linked = True, True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for nth, cell in enumerate(bars.values):
        if cell.number is not None:  # the brief's own text, whatever the machine's decimal sign
            label = first.points[nth].data_label
            label.text_frame.text = safe(cell.text)
            font = label.text_frame.paragraphs[0].runs[0].font
            font.size, inside = pt(14), cell.number > 0.25 * numbers.maximum_scale
            font.color.rgb = rgb("#ffffff") if inside else ink
            label.position = (
                XL_LABEL_POSITION.INSIDE_END if inside else XL_LABEL_POSITION.OUTSIDE_END
            )
