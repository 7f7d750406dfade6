"""Tests import the code from the root of the project, however pytest is started.

The workers of `make test` take whole files, the longest first, so that they end together.
"""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)  # a slow machine is no failure
settings.load_profile("steady")
sys.path.insert(0, str(Path(__file__).parent.parent))

LONGEST = (
    *("browser/test_access", "test_nation", "serve/test_surviving", "serve/", "browser/"),
    *("geo/test_register_engines", "pages/", "geo/test_crash", "test_bench", "geo/test_site"),
    *("geo/test_pack", "geo/test_boundar", "geo/test_claims", "geo/test_register"),
)
"""How the files begin that take half a minute or more, longest first; the others take seconds."""
ONE_SET = ("serve/test_locked", "serve/test_proxied", "serve/test_units")
"""Files whose tests share the set of `served`: one worker takes them all."""


def _file(nodeid):
    return nodeid.partition("::")[0].removeprefix("tests/")


def _rank(item):
    """The place of a test's file in the order."""
    starts = (n for n, start in enumerate(LONGEST) if _file(item.nodeid).startswith(start))
    return next(starts, len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put the long files first; the tests of one file keep their order."""
    items.sort(key=_rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share out whole files in this order."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return "served" if _file(nodeid).startswith(ONE_SET) else _file(nodeid)

    config.option.loadscopereorder = False  # which would put the files with most tests first
    return ByFile(config, log)
