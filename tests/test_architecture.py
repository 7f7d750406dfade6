"""The shape of the code: imports run down a ladder, and each side keeps to its own."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GEO, PAGES = ROOT / "geo", ROOT / "pages"
SHELL = {"streamlit", "streamlit_folium", "pages"}
LADDER = [
    *("folders", "nation", "language", "errors", "deployment", "model", "formats"),
    *("families", "indicators", "regencies", "identity"),
    *("contracts", "history", "editions"),
    *("vintages", "sources", "generalise", "repair", "context", "boundaries"),
    *("claims", "coverage", "intervals", "comparability", "peers", "groups"),
    "comparison",
    *("trends", "estimates", "targets", "ways", "tariffs", "simulation", "allocation"),
    *("scenario", "scenario_fields", "scenario_text", "bases", "outcomes"),
    *("sensitivities", "sharing", "budget_checks"),
    *("sample", "datasets", "dossier"),
    *("classify", "palettes", "hatching", "choropleth", "districts"),
    *(
        "wording",
        "narrate",
        "district_words",
        "verdicts",
        "movements",
        "paces",
        "aiming",
        "methods",
        "charts",
        "trendlines",
        "scatter",
        "sparks",
        "lettering",
        "pathdata",
        "stillmap",
    ),
    "scenario_blanks",
    *("scenario_words", "scenario_terms", "sharing_words", "sharing_reasons"),
    *("scenario_glance", "scenario_charts", "tornado"),
    *("mapfiles", "district_maps", "leaflet", "downloads", "differences", "completeness", "sheet"),
    *("agenda", "brief", "decisions", "material", "listings"),
    *("district_slides", "briefing"),
    *("scenario_brief", "minutes"),
    *("logos", "office", "pack_measures", "pack_pages", "pack_deck", "pack_shapes", "pack_charts"),
    *("pack_pptx", "pack_styles", "pack_tables", "pack_docx"),
    *("pack_words", "pack_sheets", "scenario_sheets", "scenario_xlsx"),
    *("pack_xlsx", "pack_pdf", "pack", "carryaway"),
    *("received", "refusals", "canvas", "containers", "xmlparts", "stored_formats"),
    *("relationships", "ooxml", "opendocument", "compound", "rich_strings", "biff"),
    *("delimited", "sniffing"),
    *("grids", "numerals", "moments", "fields", "headings", "areas"),
    *("skipping", "asking", "layouts", "entries", "localities", "statements", "intake"),
    *("quoted", "sums", "against", "subtraction", "secrecy", "checks"),
    *("columns", "guide", "template", "marked"),
    *("facts", "durable", "ledger", "publish", "archive", "changelog", "twomaps"),
    *("terminal", "build", "enrolment", "founding"),
    *(
        "site_model",
        "site_once",
        "site_stock",
        "site_shapes",
        "site_map",
        "site_parts",
        "site_views",
    ),
    *("site_districts", "site_pages", "site_texts"),
    *("site_ground", "site_files", "site_cards", "site_catalogue", "site_feeds"),
    *("site_frame", "site_write", "site_hands", "site_build"),
    *("intake_commands", "edition_commands", "boundary_commands"),
    *("register_terms", "register_address", "register_csv", "register_postgres", "register_spark"),
    *("register_engines", "register_lineage", "register_places", "register_days", "register_rows"),
    *("register_survey", "register_remarks", "register_counts", "register_sums"),
    *("register_store", "register_tally"),
    *("register_moves", "register_secrecy", "register_claims", "register_keys"),
    *("site_command", "pack_command", "register_command", "__main__"),
]
"""Bottom rung first; docs/architecture.md tells the same."""
LONGEST = 300
EXEMPT: dict[str, str] = {}
"""Modules over `LONGEST` lines, each with its reason."""
PLANNERS: dict[str, set[str]] = {
    "noting": {"minutes"},
    "uploading": set(),
    "mapping": set(),
    "publishing": {"publish"},
}
"""What of the shell is loaded for planners alone, and the writing code that it may import."""
READERS = {"grids", "layouts", "intake", "checks", "marked", "changelog"}
"""What reads received workbooks: of no use to the public, so not loaded for them."""


def imported(path):
    """Every module that a file imports, `from geo import x` as `geo.x`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides its rung"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def rungs(path):
    """The modules of `geo/` that a file imports."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("geo.")}


def scripts():
    """The pages: scripts that Streamlit runs."""
    return sorted(path for path in PAGES.glob("*.py") if path.name != "__init__.py")


def shell():
    """What the pages share."""
    return sorted(path for path in (PAGES / "shell").glob("*.py"))


def code():
    """Every Python file of the product, tests aside."""
    return [ROOT / "streamlit_app.py", *sorted([*GEO.glob("*.py"), *PAGES.rglob("*.py")])]


def test_the_ladder_names_every_module_of_geo():
    assert sorted(LADDER) == sorted(
        path.stem for path in GEO.glob("*.py") if path.stem != "__init__"
    )


@pytest.mark.parametrize("module", LADDER)
def test_imports_run_down_the_ladder(module):
    known = set(LADDER)
    above = set(LADDER[LADDER.index(module) :])
    assert not (rungs(GEO / f"{module}.py") & known) & above
    assert not {name.split(".")[0] for name in imported(GEO / f"{module}.py")} & SHELL


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.stem)
def test_a_page_imports_geo_and_the_shell_and_no_other_page(path):
    for name in imported(path):
        top = name.split(".")[0]
        assert top in {"geo", "streamlit", "pages"}
        assert top != "pages" or name.startswith("pages.shell")


@pytest.mark.parametrize(
    "path", [*scripts(), ROOT / "streamlit_app.py"], ids=lambda path: path.stem
)
def test_a_page_is_short(path):
    assert len(path.read_text("utf-8").splitlines()) < 60


@pytest.mark.parametrize("path", [*scripts(), *shell()], ids=lambda path: path.stem)
def test_the_app_never_loads_the_code_that_writes(path):
    writers = {
        "contracts",
        "durable",
        "ledger",
        "publish",
        "archive",
        "build",
        "terminal",
        "minutes",
    }
    writers |= {module for module in LADDER if "command" in module} | {"__main__"}
    writers -= PLANNERS.get(path.stem, set())  # imported for planners alone, by the test below
    assert not rungs(path) & writers


def test_what_writes_or_reads_workbooks_is_imported_where_the_app_runs_for_planners_alone():
    for path in [*scripts(), *shell(), ROOT / "streamlit_app.py"]:
        if path.stem in PLANNERS:
            continue
        lines = path.read_text("utf-8").splitlines()
        imports = [n for n, line in enumerate(lines) if "import " in line]
        at = [n for n in imports if set(re.findall(r"\w+", lines[n])) & set(PLANNERS)]
        assert all("if modes.is_planner():" in lines[n - 1] for n in at)
        assert path.stem in PLANNERS or not rungs(path) & READERS


@pytest.mark.parametrize("path", code(), ids=lambda path: str(path.relative_to(ROOT)))
def test_one_file_caches_one_names_session_keys_and_none_writes_raw_html(path):
    text = path.read_text("utf-8")
    assert path.stem == "loaders" or ("cache_data" not in text and "cache_resource" not in text)
    assert path.stem == "selection" or "session_state" not in text
    assert "unsafe_allow_html" not in text


@pytest.mark.parametrize("path", code(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_no_longer_than_300_lines_or_says_why(path):
    name = str(path.relative_to(ROOT))
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST or EXEMPT.get(name), f"{name}: {lines} lines"


@pytest.mark.parametrize("module", LADDER)
def test_geo_reads_no_clock_but_in_the_command_line(module):
    text = (GEO / f"{module}.py").read_text("utf-8")
    clocks = ("date.today(", "datetime.now(", "time.time(")
    assert "command" in module or not any(clock in text for clock in clocks)


@pytest.mark.parametrize("path", code(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_failure_is_swallowed(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            assert caught not in {"Exception", "everything"}
            ends = any(isinstance(one, ast.Raise) for one in ast.walk(node))
            assert caught != "BaseException" or ends


@pytest.mark.parametrize(
    "path", sorted((PAGES / "shell").glob("*.css")), ids=lambda path: path.stem
)
def test_no_sheet_of_the_screen_looks_into_the_names_of_classes(path):
    """A browser would style all beneath anew at each change of a class: 50 ms of each choice."""
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert path.stem == "print" or not re.search(r"\[class[*^$~|]?=", rules)
