"""The simulated reader speaks Streamlit's protocol, and sees when an answer is wrong.

One server of the app's own kind, on a free port; readers without a browser.
"""

import asyncio
from contextlib import asynccontextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import load_figures, load_servers
from bench.load_frontend import RUNS_KEPT, TEXTS, BrokenReferenceError, FrontEnd
from bench.load_reader import Plan, Reader, Tally, WrongAnswerError

KAYONG_UTARA = "Kayong Utara"
INDICATOR = "Peserta (orang)"


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A plan for readers of one replica that runs as long as this module's tests."""
    with load_servers.replicas(1, tmp_path_factory.mktemp("load")) as served:
        yield Plan(addresses=served.addresses, think_s=1.0, keys=load_figures.keys())


@asynccontextmanager
async def reading(plan, page="", query=None):
    reader = Reader(plan, Tally(), 0)
    await reader.open(page, query)
    try:
        yield reader
    finally:
        await reader.close()


def test_what_is_chosen_is_what_the_page_speaks_of(plan):
    async def story():
        async with reading(plan, query={"wilayah": "6111"}) as reader:
            assert reader.front.controls["wilayah"].value == KAYONG_UTARA
            await reader.choose("indikator", INDICATOR)
            year = reader.front.controls["periode"].options[1]
            await reader.choose("periode", year)
            await reader.go("tren")
            return reader.front, reader.path(), year

    front, path, year = asyncio.run(story())
    assert path == "tren"
    assert front.query["wilayah"] == KAYONG_UTARA
    footer = next(text for text in front.shown if "colophon" in text)
    assert "indikator=participants" in footer
    assert "wilayah=6111" in footer
    assert load_figures.keys()[year] == year
    assert not front.failures


def test_a_page_that_speaks_of_another_period_is_a_wrong_answer(plan):
    async def story():
        async with reading(plan) as reader:
            control = reader.front.controls["periode"]
            reader.front.choose(control, control.options[1])
            with pytest.raises(WrongAnswerError, match="periode is None"):
                reader.check()  # nothing was asked of the server: the page is the old one

    asyncio.run(story())


def test_an_unchanged_panel_comes_as_a_reference_that_the_reader_can_read(plan):
    async def story():
        async with reading(plan) as reader:
            first, received = list(reader.front.shown), reader._tally.received
            await reader._run("")
            return first, list(reader.front.shown), received, reader._tally.received - received

    first, again, whole, second = asyncio.run(story())
    assert again == first
    assert second < whole / 1.5


def test_a_visit_is_counted_and_ends_when_it_is_told_to(plan):
    tally = Tally()

    async def story():
        loop_time = asyncio.get_running_loop().time()
        await Reader(plan, tally, 1).visits(loop_time + 3.5, 0.0)

    asyncio.run(story())
    assert tally.done[0][0] == "open"
    assert len(tally.done) >= 2
    assert not tally.errors
    assert tally.reconnects == 0


def test_a_reader_comes_back_to_the_same_session(plan):
    async def story():
        async with reading(plan, query={"wilayah": "6111"}) as reader:
            session = reader.front.session
            await reader._socket.close()
            await reader._reconnect()
            reader.check()
            return session, reader

    session, reader = asyncio.run(story())
    assert session
    assert reader.front.session == session
    assert reader._tally.reconnects == 1
    assert not reader._tally.errors


def test_messages_are_forgotten_after_two_runs_without_them():
    front, message = FrontEnd(), ForwardMsg(hash="h1")
    message.delta.new_element.html.body = "<p>sekali</p>"
    message.metadata.cacheable = True
    front.take(message.SerializeToString())
    for _ in range(RUNS_KEPT):
        _finish(front)
    assert _asked_for(front) == ["h1"]
    _finish(front)
    assert _asked_for(front) == []
    with pytest.raises(BrokenReferenceError):
        front.take(ForwardMsg(ref_hash="h1").SerializeToString())
    assert TEXTS["h1"] == "<p>sekali</p>"


def _finish(front):
    finished = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    front.take(finished.SerializeToString())


def _asked_for(front):
    sent = BackMsg.FromString(front.request("http://127.0.0.1", ""))
    return list(sent.rerun_script.cached_message_hashes)


def test_a_quantile_is_a_value_that_was_measured():
    times = [float(n) for n in range(1, 101)]
    assert [load_figures.quantile(times, q) for q in (50, 95, 99)] == [50, 95, 99]
    assert load_figures.quantile([7.0], 95) == 7.0


def test_the_slope_of_memory_is_that_of_its_last_two_thirds():
    climbing_at_first = [(float(t), 100.0 + min(t, 30)) for t in range(0, 100, 5)]
    assert load_figures.slope(climbing_at_first) == pytest.approx(0.0)
    always = [(float(t), 100.0 + 0.5 * t) for t in range(0, 100, 5)]
    assert load_figures.slope(always) == pytest.approx(0.5)
