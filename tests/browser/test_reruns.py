"""What is seen while a page is worked out anew: the old one, unmoved, veiled if it lasts."""

import pytest

pytestmark = pytest.mark.browser
MOVING = """() => {
  window.moving = new Set();
  const look = () => {
    for (const one of document.getAnimations())
      for (const name of ["opacity", "transform", "filter"])
        if (one.effect.getKeyframes().some((frame) => name in frame))
          window.moving.add(`${name}: ${one.effect.target.className}`);
    requestAnimationFrame(look);
  };
  look();
}"""
VEIL = """(seconds) => new Promise((done) => {
  const panel = document.querySelector(".ranked").closest("[data-testid=stElementContainer]");
  panel.dataset.stale = "true";
  setTimeout(() => done(getComputedStyle(panel, "::after").visibility), 1000 * seconds);
})"""


def test_no_element_gets_a_surface_of_its_own_in_a_short_rerun(reader):
    reader.open("bandingkan?data=contoh").painted()
    reader.page.evaluate(MOVING)
    for segment in ("Penerima upah (PU)", "Semua segmen"):
        reader.choose("Segmen", segment)
    assert reader.page.evaluate("[...window.moving]") == []


def test_what_is_old_is_veiled_after_a_while_alone(reader):
    reader.open("bandingkan?data=contoh").painted()
    assert reader.page.evaluate(VEIL, 0) == "hidden"
    assert reader.page.evaluate(VEIL, 1.5) == "visible"


def test_the_tab_keeps_its_icon_when_it_is_no_longer_sent(reader):
    reader.open("bandingkan?data=contoh").painted()
    icon = "document.querySelector('link[rel*=icon]').href"
    before = reader.page.evaluate(icon)
    assert before.startswith("data:image/svg")
    for segment in ("Penerima upah (PU)", "Bukan penerima upah (BPU)", "Semua segmen"):
        reader.choose("Segmen", segment)
    reader.turn_to("tren")
    assert reader.page.evaluate(icon) == before
