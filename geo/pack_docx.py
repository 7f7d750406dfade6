"""A meeting's content → a document for Word: real styles, numbered headings, a table of contents.

Sets texts that are made elsewhere; no number is written here (docs/decisions/0011-pack.md).
"""

import io

from geo import logos
from geo.brief import Brief, Picture, Slide
from geo.formats import Writer
from geo.office import COVER, MAP, day_of, frozen, png, safe
from geo.pack_styles import Paper, W, describe, frame, headed, number_headings, styled, xml
from geo.pack_tables import bars_table, figures_table, put_table
from geo.stillmap import Key


def document(brief: Brief, logo: bytes | None = None) -> bytes:
    """The meeting as a DOCX file, A4 upright.

    Parameters
    ----------
    brief : Brief
        Each slide becomes a numbered section: its line, figures, drawing, table and points.
    logo : bytes or None
        PNG or JPEG of the institution, over the title.

    Returns
    -------
    bytes
        The same for the same input, digit for digit: no clock is read.

    Raises
    ------
    LogoError
        If the logo is no PNG or JPEG, or is too large.
    """
    logo = logos.held(logo)
    from docx import Document  # noqa: PLC0415  # needed by no page

    paper = Paper(made=Document(), brief=brief, writer=Writer(brief.language))
    styled(paper)
    number_headings(paper.made)
    frame(paper)
    _front(paper, logo)
    above = brief.mark
    for nth, slide in enumerate(_sections(brief), start=1):
        if brief.marked(slide) != above:
            above = brief.marked(slide)
            headed(paper, above)
        _section(paper, slide, nth)
    describe(paper)
    file = io.BytesIO()
    paper.made.save(file)
    return frozen(file.getvalue(), brief.day)


def _sections(brief: Brief) -> list[Slide]:
    """The slides that are sections: not the opening one where the title says all of it."""
    return [
        one
        for one in brief.slides
        if one.key != COVER
        or one.title != brief.title
        or any((one.figures, one.table, one.bars, one.picture))
    ]


def _front(paper: Paper, logo: bytes | None) -> None:
    """Title, institution, edition, day; the table of contents with its entries."""
    brief, writer = paper.brief, paper.writer
    if logo is not None:
        _image(paper, logo, writer.say("Logo instansi"), (150, 60))
    title = paper.put(brief.title, "Title")
    title.paragraph_format.space_before = 12700 * 150
    edition = writer.say("Edisi data: {name}.", name=brief.edition)
    opening = [one for one in brief.slides if one not in _sections(brief)]
    told = [part for one in opening for part in (*one.points, one.line)]
    for words in (brief.subtitle, edition, day_of(brief), *told):
        if words:
            paper.put(words, "Subtitle")
    if brief.mark:
        paper.put(brief.mark, "Mark")
    paper.put(brief.attribution, "Source")
    paper.put(writer.say("Daftar isi"), "TOC Heading")
    titles = [safe(one.title) for one in _sections(brief)]
    for nth, title in enumerate(titles):
        _entry(paper, nth, title, last=nth == len(titles) - 1)


def _entry(paper: Paper, nth: int, title: str, *, last: bool) -> None:
    """A line of the table of contents, linked to its section; the field spans all lines."""
    line = paper.put("", "TOC 1")
    if nth == 0:
        line._p.append(xml(f'<w:r {W}><w:fldChar w:fldCharType="begin"/></w:r>'))
        code = '<w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\n </w:instrText>'
        line._p.append(xml(f"<w:r {W}>{code}</w:r>"))
        line._p.append(xml(f'<w:r {W}><w:fldChar w:fldCharType="separate"/></w:r>'))
    link = xml(f'<w:hyperlink {W} w:anchor="_Toc{nth + 1:08}" w:history="1"/>')
    link.append(line.add_run(f"{nth + 1}  {title}")._r)
    line._p.append(link)
    if last:
        line._p.append(xml(f'<w:r {W}><w:fldChar w:fldCharType="end"/></w:r>'))


def _section(paper: Paper, slide: Slide, nth: int) -> None:
    """A slide as a section, in the order in which it is read."""
    heading = paper.put(slide.title, "Heading 1")
    name = f'w:id="{nth}" w:name="_Toc{nth:08}"'
    heading._p.insert(1, xml(f"<w:bookmarkStart {W} {name}/>"))
    heading._p.append(xml(f'<w:bookmarkEnd {W} w:id="{nth}"/>'))
    if nth == 1:
        heading.paragraph_format.page_break_before = True
    if slide.line != slide.title:
        paper.put(slide.line, "Intense Quote")
    if slide.source:
        source = paper.writer.say("Sumber: {source}", source=slide.source)
        paper.put(source, "Source").paragraph_format.keep_with_next = True
    if slide.figures:
        put_table(paper, figures_table(paper, slide.figures))
    for one in slide.points:
        paper.put(one, "List Bullet")
    if slide.picture is not None:
        _picture(paper, slide, slide.picture)
    if slide.bars is not None:
        put_table(paper, bars_table(paper, slide.bars))
    if slide.table is not None:
        put_table(paper, slide.table)


def _picture(paper: Paper, slide: Slide, picture: Picture) -> None:
    """A drawing with its legend, its words, its number."""
    nth, writer = paper.count("picture"), paper.writer
    _image(paper, png(picture), picture.alt, (min(450, 0.9 * picture.width), 330))
    for key in slide.legend:
        _key(paper, key)
    words = writer.say("Gambar {n}. {words}", n=nth, words=picture.alt)
    paper.put(words, "Caption").paragraph_format.keep_with_next = slide.key == MAP
    if slide.key == MAP:
        paper.put(paper.brief.attribution, "Source")


def _key(paper: Paper, key: Key) -> None:
    """A line of a legend; its colour is a shaded blank, its pattern the edge of it."""
    line = paper.put("", "Source")
    swatch = line.add_run("\N{NO-BREAK SPACE}" * 6)._r.get_or_add_rPr()
    edge = "dashed" if key.pattern == "dashed" else "single"
    swatch.append(xml(f'<w:bdr {W} w:val="{edge}" w:sz="4" w:space="0" w:color="46566A"/>'))
    kind = {"hatched": "thinDiagStripe", "broken": "pct15"}.get(key.pattern, "clear")
    ground = f'w:color="7B8794" w:fill="{key.colour[1:]}"'
    swatch.append(xml(f'<w:shd {W} w:val="{kind}" {ground}/>'))
    line.add_run(f"  {safe(key.label)} ({key.count})")
    line.paragraph_format.space_after = 0
    line.paragraph_format.keep_with_next = True


def _image(paper: Paper, image: bytes, alt: str, most: tuple[float, float]) -> None:
    """A picture as large as `most` (pt) lets it be, told in words."""
    shape = paper.made.add_picture(io.BytesIO(image))
    scale = min(most[0] * 12700 / shape.width, most[1] * 12700 / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape._inline.docPr.set("descr", safe(alt))
    paper.made.paragraphs[-1].paragraph_format.keep_with_next = True
