"""What a deployment of many regions shows: `PETA_DATA=… python tests/many.py`.

Prints, as JSON, what pages say and how much they hold where each region cannot have a row, a bar
or a control of its own.
"""

import json
import re
from dataclasses import replace

import deployed
from streamlit.testing.v1 import AppTest

from geo.model import Selection
from pages.shell import aimed, compared, followed, plotted

OPENED = 120


def opened(page, **query):
    app = AppTest.from_file(str(deployed.ROOT / "streamlit_app.py"), default_timeout=OPENED)
    for key, value in query.items():
        app.query_params[key] = value
    if page != "peta":
        app.switch_page(f"pages/{page}.py")
    return app.run()


def bodies(app):
    return [one.proto.body for one in app.get("html")]


def panel(app, kind):
    """The HTML of the panel of a class."""
    return next((one for one in bodies(app) if f'class="{kind}' in one), "")


def simulated():
    """A programme by persons: the same for all; first nobody has any."""
    app = opened("simulasi", data="contoh")
    next(one for one in app.selectbox if one.label == "Cara mengisi jumlah").set_value("persons")
    app.run()
    next(one for one in app.selectbox if one.key.endswith("_aturan")).set_value("sama")
    app.run()
    errors = [one.value for one in app.error]
    next(one for one in app.number_input if one.key.endswith("_tiap")).set_value(50)
    app.run()
    return {
        "errors": errors,
        "controls": len(app.number_input),
        "told": next(one.value for one in app.caption if "mendapat jumlah" in one.value),
        "rows": panel(app, "block simul table").count("<tr data-region"),
        "bars": panel(app, "simul aims").count("<tr data-region"),
        "more": re.findall(r"<tr class=\"more\">.*?</tr>", panel(app, "simul aims")),
        "exceptions": [one.message for one in app.exception],
    }


def looked():
    """Pages without figures, then those of the made-up panel."""
    made_up = Selection(dataset="contoh")
    whole, aim = replace(made_up, whole=True), replace(made_up, aim_year=2026)
    return {
        "ranking": deployed.seen(panel(opened("peta"), "ranking")),
        "missing": compared.ranked(Selection()).count("<details>"),
        "ranked": compared.ranked(made_up).count("<tr data-region"),
        "more": [
            *re.findall(r"<tr class=\"more\">.*?</tr>", compared.ranked(made_up)),
            *re.findall(r"<tr class=\"more\">.*?</tr>", compared.table(made_up)),
            *re.findall(r"<tr class=\"more\">.*?</tr>", plotted.heat(made_up)),
            *re.findall(r"<p class=\"more\">.*?</p>", followed.grid(made_up)),
            *re.findall(r"<tr class=\"more\">.*?</tr>", aimed.regencies(aim)),
        ],
        "sorts": compared.table(made_up).count("data-sort"),
        "whole": [
            compared.ranked(whole).count(one) for one in ("<tr data-region", 'class="scroll"')
        ],
        "targets": deployed.seen(aimed.yardsticks(made_up)),
        "villages": [one.value for one in opened("simulasi").info],
        "simulated": simulated(),
    }


if __name__ == "__main__":
    print(json.dumps(looked()))
