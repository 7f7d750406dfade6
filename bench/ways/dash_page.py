"""Dash + Plotly: geometry by address, only what changed goes out again."""

import json
import sys
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, Patch, ctx, dcc, html

from bench.ways.figures import figures, folder

given = figures()
codes, periods = given["codes"], given["periods"]
indicators = list(given["values"])
colours = given["colours"]
count = len(colours)
steps = [(n / count, shade) for n, shade in enumerate(colours)]
ends = [((n + 1) / count, shade) for n, shade in enumerate(colours)]
SCALE = [pair for both in zip(steps, ends, strict=True) for pair in both]


def classes(indicator: str, period: str) -> list[int]:
    """Class numbers of the regions, as the map is coloured."""
    return [int(letter) for letter in given["classes"][indicator][period]]


def trend(indicator: str, period: str, region: str) -> go.Figure:
    """Line of one region, with a rule at the chosen month."""
    at = codes.index(region)
    rows = given["values"][indicator]
    figure = go.Figure(go.Scatter(x=list(rows), y=[row[at] for row in rows.values()]))
    figure.add_vline(x=period, line_color="firebrick")
    return figure.update_layout(
        height=300, template="none", title=f"{given['names'][at]} {period}: {rows[period][at]:.4f}"
    )


shapes = go.Choropleth(
    geojson="/assets/regions.json",
    featureidkey="properties.code",
    locations=codes,
    z=classes(indicators[0], periods[0]),
    zmin=-0.5,
    zmax=count - 0.5,
    colorscale=SCALE,
    text=given["names"],
)
start = go.Figure(shapes).update_geos(fitbounds="geojson", visible=False)
start.update_layout(height=660, margin={"l": 0, "r": 0, "t": 0, "b": 0}, template="none")

CONFIG: dcc.Graph.Config = {"topojsonURL": "/assets/"}
"""Plotly asks a CDN for a base map even where none is shown; here it finds an empty one."""
BASE = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
empty = {name: {"type": "GeometryCollection", "geometries": []} for name in BASE}
topology = json.dumps({"type": "Topology", "objects": empty, "arcs": []})
(folder() / "world_110m.json").write_text(topology)

app = Dash(__name__, assets_folder=str(folder()), assets_ignore=".*\\.(js|css)$")
app.layout = html.Div(
    [
        dcc.Input(id="period", value=periods[0], debounce=True),
        dcc.Input(id="indicator", value=indicators[0], debounce=True),
        html.Div(
            [
                dcc.Graph(id="map", figure=start, config=CONFIG, style={"flex": "1.75"}),
                dcc.Graph(
                    id="trend",
                    figure=trend(indicators[0], periods[0], codes[0]),
                    style={"flex": "1"},
                ),
            ],
            style={"display": "flex"},
        ),
    ]
)


@app.callback(
    Output("map", "figure"),
    Output("trend", "figure"),
    Input("period", "value"),
    Input("indicator", "value"),
    Input("map", "clickData"),
    prevent_initial_call=True,
)
def change(period: str, indicator: str, click: dict[str, Any] | None) -> tuple[Patch, go.Figure]:
    """Colours and trend of the chosen month and region."""
    region = click["points"][0]["location"] if click else codes[0]
    patch = Patch()
    if ctx.triggered_id != "map":
        patch["data"][0]["z"] = classes(indicator, period)
    return patch, trend(indicator, period, region)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
