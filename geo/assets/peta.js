/* The map in the reader's browser. Geometry is fetched once and stays; after that a change of
   indicator, period or selection is one call of Peta.paint() with a class for each region.

   Peta.start(map, options)  once, from the constant base map
   Peta.paint(order)         on every rerun, from the page and from the feature group

   An order may be of the districts of one region: their shapes are fetched then, and drawn over
   the regions, which stay as ground (enter, leave).

   Text that came with the data is only ever set as textContent. */
(function () {
  "use strict";

  const NARROW = 620; // px: below this the legend stands under the map
  const BESIDE = 250; // px: the legend, beside which the districts of a region find room
  const STEP_MS = 900; // one period per step while playing
  const SHIFTS = [[0, 0], [0, -12], [0, 12], [-12, 0], [12, 0], [-12, -12], [12, 12], [0, -22], [0, 22]]; // px
  const WIDE = 2, LEGEND_UP = 34; // how many times wider than high; px beneath the legend
  const FARTHEST = 5; // of zooms, unless the regions need a farther one
  const LEAST_LABEL = 15; // px: lower than this no label is
  const STYLE_MS = 10; // between two looks for the style sheets
  const STYLE_TRIES = 500;
  const TELL_MS = 350; // the server hears of a step when the reader has paused this long

  const state = {
    geometry: null, order: null, table: null, period: null, said: 0,
    asked: null, // the order that came last; it is shown once its figures are here
    views: [], // what is painted: of the regions, or of the districts of one
    outer: [], // those of the regions: the main map and its insets
    inside: null, // the districts that are shown, with the address of their shapes
    home: null, // where the reader looked before they went down
  };
  let options = null;
  let playing = null;
  let telling = null;

  const el = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const escaped = (text) => el("i", "", text).innerHTML; // Leaflet takes attributions as HTML

  const fetched = new Map();
  function fetchJson(url) {
    // The name holds the content's hash, so any stored copy is the right one.
    if (!fetched.has(url)) {
      fetched.set(url, fetch(url, { cache: "force-cache" }).then((answer) => {
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return answer.json();
      }));
      fetched.get(url).catch(() => fetched.delete(url)); // the next choice asks again
    }
    return fetched.get(url);
  }

  function tell(value) {
    state.said += 1;
    window.Streamlit.setComponentValue({ ...value, n: `${Date.now()}-${state.said}` });
  }

  /* ---------- what is to be shown for a region now ---------- */

  const codes = () => (state.inside || options).codes;

  function periodEntry() {
    const { table, period, found } = state; // asked for once for each region: found once
    if (!found || found.table !== table || found.period !== period) {
      state.found = { table, period, entry: table && table.periods.find((entry) => entry.key === period) };
    }
    return state.found.entry;
  }

  function classNumber(index) {
    const entry = periodEntry();
    const classes = entry ? entry.classes : state.order.classes;
    const letter = classes[index];
    return letter >= "0" && letter <= "9" ? Number(letter) : letter;
  }

  function styleOf(index) {
    const order = state.order;
    const number = classNumber(index);
    const style = { stroke: true, color: "#52606d", weight: 1, fill: true, fillOpacity: 1 };
    if (number === "a" || number === "s") return { ...style, fillColor: order.notApplicable };
    if (order.mark === "symbol") return { ...style, fillColor: number === "n" ? order.blank : "#f4f1ea" };
    if (typeof number !== "number") return { ...style, fillColor: order.blank };
    return { ...style, fillColor: order.colours[number] };
  }

  /* ---------- one view: the main map or an inset ---------- */

  function makePanes(map) {
    Object.entries({ context: 350, symbols: 410, circles: 411, outline: 420, labels: 450 }).forEach(([name, order]) => {
      const pane = map.createPane(name);
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = "none";
    });
  }

  function makeView(map, isMain, ground) {
    const { regions, hatch, points } = ground;
    const view = { map, isMain, points, codes: ground.codes || options.codes, isInside: ground === state.inside };
    Object.assign(view, { shapes: [], hatches: [], symbols: [], labels: [], looks: [], pressed: -1 });
    view.layer = L.geoJSON(regions, {
      style: { color: "#52606d", weight: 1, fillColor: "#fff", fillOpacity: 1 },
      onEachFeature: (feature, layer) => {
        const index = view.codes.indexOf(feature.properties.code);
        view.shapes[index] = layer;
        layer.on("click", (event) => { if (view.isInside) showTip(view, index, event.latlng); else choose(index); });
        layer.on("dblclick", (event) => {
          if (view.isInside || !state.order.below) return;
          L.DomEvent.stop(event); // the map itself would only come closer
          descend(index);
        });
        layer.on("mouseover", (event) => { mark(index); showTip(view, index, event.latlng); });
        layer.on("mousemove", (event) => showTip(view, index, event.latlng));
        layer.on("mouseout", () => { mark(null); hideTip(); });
      },
    }).addTo(map);
    view.codes.forEach((code, index) => {
      view.hatches[index] = L.polyline(hatch[code], {
        color: options.hatchColour, weight: 1, interactive: false, pane: "symbols",
      });
      view.symbols[index] = L.circleMarker(points[code], {
        radius: 0, interactive: false, pane: "circles", color: "#17324d", weight: 1.5,
        fillColor: options.symbolColour, fillOpacity: 0.75,
      });
      const icon = L.divIcon({ className: "peta-label", html: el("div"), iconSize: null });
      view.labels[index] = L.marker(points[code], { icon, interactive: false, keyboard: false, pane: "labels" });
    });
    view.selected = makeOutline(map, "#a00f37", isMain ? 3.5 : 2.5);
    view.marked = makeOutline(map, "#0b1f33", 2.5);
    if (isMain) makeReachable(view);
    return view;
  }

  function makeOutline(map, color, weight) {
    // White around a dark core: one of the two stands out from every class, and from sea and land.
    const drawn = [["#fff", weight + 3], [color, weight]].map(([shade, width]) =>
      L.geoJSON(null, { pane: "outline", interactive: false, style: { color: shade, weight: width, fill: false } }).addTo(map));
    return {
      clearLayers: () => drawn.forEach((one) => one.clearLayers()),
      addData: (feature) => drawn.forEach((one) => one.addData(feature)),
      getLayers: () => drawn[1].getLayers(),
      remove: () => drawn.forEach((one) => one.remove()),
    };
  }

  function makeReachable(view) {
    view.shapes.forEach((layer, index) => {
      const path = layer.getElement();
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", view.isInside ? "img" : "button");
      if (view.isMain && !view.isInside) path.setAttribute("aria-pressed", "false");
      path.dataset.code = view.codes[index];
      path.addEventListener("focus", () => {
        mark(index);
        showTip(view, index, L.latLng(view.points[view.codes[index]]));
      });
      path.addEventListener("blur", () => { mark(null); hideTip(); });
      path.addEventListener("keydown", (event) => {
        if (view.isInside || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        const isAgain = event.key === "Enter" && view.codes[index] === state.order.selected;
        if (isAgain && state.order.below) descend(index); else choose(index);
      });
    });
  }

  function paintView(view) {
    // Another region chosen leaves every colour and label as it is: with thousands of them that tells.
    const { table, classes, colours, inks, mark: kind } = state.order;
    const whole = JSON.stringify([table, state.period, Boolean(periodEntry()), classes, colours, inks, kind]);
    if (view.whole !== whole) {
      view.whole = whole;
      fillView(view);
      placeLabels(view);
    }
    const selected = view.codes.indexOf(state.order.selected);
    if (view.isMain && !view.isInside) {
      [[view.pressed, "false"], [selected, "true"]].forEach(([index, is]) => {
        if (index >= 0) view.shapes[index].getElement().setAttribute("aria-pressed", is);
      });
      view.pressed = selected;
    }
    view.selected.clearLayers();
    if (selected >= 0) view.selected.addData(view.shapes[selected].feature);
  }

  function fillView(view) {
    const order = state.order;
    const entry = periodEntry();
    // Of a rate all circles are out of sight at once, and keep what the browser has worked out of them:
    // to take away hundreds and add them again takes long.
    const isSymbolic = Boolean(entry && order.mark === "symbol" && entry.sizes);
    view.map.getPane("circles").style.contentVisibility = isSymbolic ? "" : "hidden";
    view.shapes.forEach((layer, index) => {
      const number = classNumber(index);
      const isOld = Boolean(entry) && entry.flags[index] === "o";
      const style = { ...styleOf(index), dashArray: isOld ? "5 4" : null, weight: isOld ? 1.6 : 1 };
      const look = `${style.fillColor} ${isOld}`;
      const before = view.looks[index]; // most keep their colour from month to month, and their line almost always
      if (before?.endsWith(isOld)) recolour(layer, style.fillColor); else if (before !== look) layer.setStyle(style);
      view.looks[index] = look;
      const isHatched = number === "n" || number === "e" || number === "s";
      if (isHatched) view.hatches[index].setStyle({ dashArray: number === "e" ? "2 4" : null });
      toggle(view.map, view.hatches[index], isHatched);
      if (isSymbolic) drawSymbol(view, index, entry.sizes[index]);
      if (view.isMain) layer.getElement().setAttribute("aria-label", spoken(index));
    });
  }

  // The library would write all nine attributes of the shape again.
  function recolour(layer, colour) {
    if (layer.options.fillColor === colour) return;
    layer.options.fillColor = colour;
    layer.getElement().setAttribute("fill", colour);
  }

  function drawSymbol(view, index, size) {
    const symbol = view.symbols[index];
    if (size > 0) symbol.setRadius(3 + (view.isMain ? 27 : 14) * size);
    toggle(view.map, symbol, size > 0);
  }

  function toggle(map, layer, wanted) {
    if (wanted && !map.hasLayer(layer)) layer.addTo(map);
    if (!wanted && map.hasLayer(layer)) map.removeLayer(layer);
  }

  /* ---------- labels: printed where they fit, largest region first ---------- */

  function placeLabels(view) {
    const entry = periodEntry();
    if (!entry) { view.labels.forEach((marker) => toggle(view.map, marker, false)); return; }
    const taken = [];
    sizedParts(view).forEach(({ index, box }) => {
      const marker = view.labels[index];
      if (!view.only && box.height < LEAST_LABEL) { toggle(view.map, marker, false); return; } // not even one line fits
      const name = state.table.names[index];
      const value = entry.labels[index];
      const year = entry.flags[index] === "o" ? entry.years[index] : "";
      const blank = typeof classNumber(index) !== "number";
      const width = Math.max(textWidth(name, 12, 600), blank ? 0 : textWidth(value, 14, 700)) + 4;
      const height = blank ? 16 : year ? 44 : 32;
      const centre = view.map.latLngToContainerPoint(marker.getLatLng());
      const rectAt = ([x, y]) => [centre.x + x - width / 2, centre.y + y - height / 2, centre.x + x + width / 2, centre.y + y + height / 2];
      const isFree = (rect) => !taken.some((other) =>
        rect[0] < other[2] && rect[2] > other[0] && rect[1] < other[3] && rect[3] > other[1]);
      const roomy = view.only ? view.codes[index] === view.only : width < box.width * 1.1 && height < box.height * 1.05;
      const shift = roomy && SHIFTS.find((one) => isFree(rectAt(one)));
      toggle(view.map, marker, Boolean(shift));
      if (!shift) return;
      taken.push(rectAt(shift));
      const number = classNumber(index);
      const ink = typeof number === "number" && state.order.mark === "area" ? state.order.inks[number] : "";
      const node = marker.getElement().firstChild;
      node.replaceChildren(el("b", "", name));
      if (!blank) node.append(el("span", "", value));
      if (year) node.append(el("span", "old", year));
      node.className = ink === "#ffffff" ? "halo dark" : ink ? "halo" : "bare"; // bare: on the map's own ground
      node.style.color = ink;
      node.style.left = `${shift[0]}px`;
      node.style.top = `${shift[1]}px`;
    });
  }

  function sizedParts(view) {
    // Largest region first; their size in px changes with the zoom alone.
    const zoom = view.map.getZoom();
    if (!view.sized || view.sized.zoom !== zoom) {
      const parts = view.shapes.map((layer, index) => {
        const box = largestPart(view.map, layer);
        return { index, box, area: box.width * box.height };
      });
      view.sized = { zoom, parts: parts.sort((one, other) => other.area - one.area) };
    }
    return view.sized.parts;
  }

  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  function textWidth(text, size, weight) {
    const key = `${size} ${text}`; // of one size there is one weight
    if (!widths.has(key)) {
      pen.font = `${weight} ${size}px "Source Sans", sans-serif`;
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  }

  function largestPart(map, layer) {
    // Bounding box of the largest polygon, in px at this zoom.
    const parts = layer.getLatLngs();
    let best = { width: 0, height: 0 };
    (Array.isArray(parts[0][0]) ? parts : [parts]).forEach((part) => {
      const bounds = L.latLngBounds(part[0]);
      const one = map.project(bounds.getSouthWest());
      const other = map.project(bounds.getNorthEast());
      const box = { width: other.x - one.x, height: one.y - other.y };
      if (box.width * box.height > best.width * best.height) best = box;
    });
    return best;
  }

  /* ---------- tooltip, selection, highlight ---------- */

  function spoken(index) {
    const entry = periodEntry();
    const name = state.table ? state.table.names[index] : codes()[index];
    return entry ? `${name}: ${entry.tips[index]}` : name;
  }

  function showTip(view, index, latlng) {
    const entry = periodEntry();
    if (!entry) return;
    const tip = document.getElementById("peta-tip");
    const source = entry.sources[index];
    const parts = [el("strong", "", state.table.names[index]), el("span", "value", entry.values[index])];
    if (entry.dates[index]) parts.push(el("span", "", entry.dates[index]));
    if (source >= 0) parts.push(el("span", "source", state.table.sources[source]));
    if (entry.notes[index]) parts.push(el("em", "", entry.notes[index]));
    tip.replaceChildren(...parts);
    tip.hidden = false;
    const box = view.map.getContainer().getBoundingClientRect();
    const at = view.map.latLngToContainerPoint(latlng);
    const left = Math.min(box.left + at.x + 14, window.innerWidth - tip.offsetWidth - 8);
    const top = Math.min(box.top + at.y + 14, window.innerHeight - tip.offsetHeight - 8);
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, top)}px`;
  }

  function hideTip() { document.getElementById("peta-tip").hidden = true; }

  function mark(index, isFromPage) {
    if (!isFromPage) tellPage(index === null ? "" : codes()[index]);
    state.views.forEach((view) => {
      view.marked.clearLayers();
      if (index !== null && view.shapes[index]) view.marked.addData(view.shapes[index].feature);
    });
    const number = index === null ? null : String(classNumber(index));
    document.querySelectorAll("#peta-legend li").forEach((row) => {
      row.classList.toggle("here", number !== null && row.dataset.number === number);
    });
  }

  function tellPage(code) {
    try {
      const page = window.parent;
      page.document.dispatchEvent(new page.CustomEvent("peta:here", { detail: code }));
    } catch (error) { /* another origin: the page has no marks of ours */ }
  }

  function point(code) {
    // A region that the page's tables or charts point at; "" for none.
    const index = options ? codes().indexOf(code) : -1;
    if (state.order && state.geometry) mark(index < 0 ? null : index, true);
  }

  function select(code) {
    // Painted before the server has answered: its answer paints the same.
    if (!state.order || !state.geometry || state.inside) return;
    state.order.selected = code;
    state.views.forEach(paintView);
  }

  function choose(index) {
    select(options.codes[index]);
    tell({ region: options.codes[index] });
  }

  /* ---------- down to the districts of a region, and up again ---------- */

  function descend(index) {
    select(options.codes[index]);
    tell({ region: options.codes[index], inside: true });
  }

  function ascend() { tell({ inside: false }); }

  function enter(ground, address) {
    // Their shapes over the regions, which stay as ground: nobody can reach those meanwhile.
    if (state.inside && state.inside.address === address) return;
    const [main] = state.outer;
    if (state.inside) clearInside();
    else state.home = state.framed ? { centre: main.map.getCenter(), zoom: main.map.getZoom() } : null;
    const isReached = document.activeElement && document.activeElement.dataset.code;
    lower(main);
    state.inside = { ...ground, address };
    state.views = [makeView(main.map, true, state.inside)];
    state.stage.classList.add("inside");
    frameView(main.map);
    drawTrail();
    if (isReached) document.querySelector("#peta-trail button").focus();
  }

  function leave() {
    if (!state.inside) return;
    const [main] = state.outer;
    const isReached = document.activeElement && document.activeElement.closest("#peta-trail, [data-code]");
    clearInside();
    state.inside = null;
    state.views = state.outer;
    state.stage.classList.remove("inside");
    drawTrail();
    main.shapes.forEach((layer) => reach(layer.getElement(), true));
    if (state.home) main.map.setView(state.home.centre, state.home.zoom, { animate: false });
    else frameView(main.map);
    const index = options.codes.indexOf(state.order.selected);
    if (isReached && index >= 0) main.shapes[index].getElement().focus();
  }

  function clearInside() {
    mark(null);
    hideTip();
    const [view] = state.views;
    [view.layer, view.selected, view.marked, ...view.hatches, ...view.symbols, ...view.labels].forEach((one) => one.remove());
  }

  function lower(view) {
    mark(null);
    hideTip();
    view.shapes.forEach((layer) => {
      layer.setStyle({ fillColor: "#f4f1ea", fillOpacity: 1, dashArray: null, weight: 1 });
      reach(layer.getElement(), false);
    });
    [...view.hatches, ...view.symbols, ...view.labels].forEach((one) => one.remove());
    Object.assign(view, { whole: null, looks: [] }); // filled anew on the way up
    const index = options.codes.indexOf(state.order.selected);
    view.selected.clearLayers();
    if (index >= 0) view.selected.addData(view.shapes[index].feature);
  }

  function reach(path, isWanted) {
    path.setAttribute("tabindex", isWanted ? "0" : "-1");
    path.style.pointerEvents = isWanted ? "" : "none";
    if (isWanted) path.removeAttribute("aria-hidden"); else path.setAttribute("aria-hidden", "true");
  }

  function drawTrail() {
    const trail = document.getElementById("peta-trail");
    const words = state.inside && state.order.inside;
    trail.hidden = !words;
    const reset = document.querySelector(".peta-reset");
    reset.title = words ? words.whole : options.resetLabel;
    reset.setAttribute("aria-label", reset.title);
    if (!words) { trail.replaceChildren(); return; }
    trail.setAttribute("aria-label", words.label);
    if (!trail.firstChild) {
      const back = el("button");
      back.type = "button";
      back.addEventListener("click", ascend);
      trail.replaceChildren(back, el("span", "", "\u203A"), el("strong"));
      trail.lastChild.setAttribute("aria-current", "location");
      trail.children[1].setAttribute("aria-hidden", "true");
    }
    const [back, , here] = trail.children;
    back.textContent = words.home;
    back.title = words.back;
    back.setAttribute("aria-label", words.back);
    here.textContent = words.name;
  }

  /* ---------- legend ---------- */

  function drawLegend() {
    const legend = document.getElementById("peta-legend");
    const entry = periodEntry();
    if (!entry) return;
    const { legend: text } = state.table;
    const counts = {};
    codes().forEach((_, index) => {
      const number = classNumber(index);
      counts[number] = (counts[number] || 0) + 1;
    });
    const list = el("ul");
    const row = (number, swatch, label) => {
      const item = el("li");
      item.dataset.number = String(number);
      item.append(swatch, el("span", "range", label), el("span", "count", String(counts[number] || 0)));
      item.addEventListener("mouseenter", () => dimOthers(number));
      item.addEventListener("mouseleave", () => dimOthers(null));
      list.append(item);
    };
    if (state.order.mark === "area") {
      [...text.classes].map((label, number) => [label, number]).reverse().forEach(([label, number]) => {
        const swatch = el("i");
        swatch.style.background = state.order.colours[number];
        row(number, swatch, label);
      });
    } else {
      text.circles.forEach((circle) => {
        const item = el("li", "circles");
        const swatch = el("i", "circle");
        swatch.style.width = swatch.style.height = `${2 * (3 + 27 * circle.size)}px`;
        item.append(swatch, el("span", "range", circle.text));
        list.append(item);
      });
    }
    if (state.order.mark === "area" || counts.n) row("n", el("i", "hatch"), text.notReported);
    if (counts.e) row("e", el("i", "hatch broken"), text.older);
    if (counts.a) row("a", el("i", "grey"), text.notApplicable);
    if (counts.s) row("s", el("i", "hatch grey"), text.suppressed);
    const parts = [el("h2", "", text.title), el("p", "", text.unit), list];
    if (entry.flags.includes("o")) {
      const note = el("p", "note");
      note.append(el("i", "dashed"), el("span", "", text.old));
      parts.push(note);
    }
    legend.replaceChildren(...parts);
  }

  function dimOthers(number) {
    state.views.forEach((view) => view.shapes.forEach((layer, index) => {
      const dim = number !== null && String(classNumber(index)) !== String(number);
      layer.setStyle({ fillOpacity: dim ? 0.25 : 1 });
    }));
  }

  /* ---------- period control inside the frame: recolours at once, tells the server later ---------- */

  function drawPeriods() {
    const bar = document.getElementById("peta-periods");
    const { periods, words } = state.table;
    bar.hidden = periods.length < 2;
    if (bar.hidden) return;
    const at = periods.findIndex((entry) => entry.key === state.period);
    if (bar.dataset.table !== state.order.table) {
      bar.dataset.table = state.order.table;
      const button = (name, sign, act) => {
        const node = el("button", name, sign);
        node.type = "button";
        node.setAttribute("aria-label", words[name]);
        node.title = words[name];
        node.addEventListener("click", act);
        return node;
      };
      const range = el("input");
      range.type = "range";
      range.min = "0";
      range.max = String(periods.length - 1);
      range.setAttribute("aria-label", words.period);
      range.addEventListener("input", () => { stop(); step(Number(range.value)); });
      const label = el("output");
      label.setAttribute("aria-live", "polite");
      bar.replaceChildren(
        button("previous", "\u2039", () => { stop(); step(current() - 1); }),
        button("play", "\u25B6", () => (playing ? stop() : play())),
        button("next", "\u203A", () => { stop(); step(current() + 1); }),
        range, label,
      );
    }
    const range = bar.querySelector("input");
    range.value = String(at);
    range.setAttribute("aria-valuetext", periods[at] ? periods[at].label : "");
    bar.querySelector("output").textContent = periods[at] ? periods[at].label : "";
    bar.querySelector(".previous").disabled = at <= 0;
    bar.querySelector(".next").disabled = at >= periods.length - 1;
    const toggleButton = bar.querySelector(".play");
    toggleButton.textContent = playing ? "\u25A0" : "\u25B6";
    toggleButton.setAttribute("aria-label", playing ? words.stop : words.play);
  }

  const current = () => state.table.periods.findIndex((entry) => entry.key === state.period);

  function step(number) {
    const entry = state.table.periods[number];
    if (!entry) return;
    state.period = entry.key;
    state.order.period = entry.key;
    repaint();
    clearTimeout(telling);
    telling = setTimeout(() => { if (!playing) tell({ period: state.period }); }, TELL_MS);
  }

  function play() {
    if (current() >= state.table.periods.length - 1) step(0);
    playing = setInterval(() => {
      if (current() >= state.table.periods.length - 1) stop(); else step(current() + 1);
    }, STEP_MS);
    drawPeriods();
  }

  function stop() {
    if (!playing) return;
    clearInterval(playing);
    playing = null;
    drawPeriods();
    clearTimeout(telling);
    telling = setTimeout(() => tell({ period: state.period }), TELL_MS);
  }

  /* ---------- painting ---------- */

  function repaint() {
    if (!state.geometry || !state.order || !isThere()) return;
    state.views.forEach(paintView);
    drawTrail();
    if (state.table) { drawLegend(); drawPeriods(); nameZoom(state.table.words); }
    if (state.table && !state.framed) {
      state.framed = true; // the legend has taken its place: fit the regions to what is left
      frameView(state.views[0].map);
      placeLabels(state.views[0]);
    }
    const title = document.getElementById("peta-mark");
    title.textContent = state.order.watermark || "";
    document.body.dataset.painted = `${state.order.stamp}`;
    document.body.dataset.period = state.period;
    document.body.dataset.inside = state.inside ? state.order.inside.region : "";
  }

  function isThere() {
    // Whether the shapes that the order is about are those on the map.
    const { inside } = state.order;
    return inside ? Boolean(state.inside) && state.inside.address === inside.geometry : !state.inside;
  }

  function arrive(order) {
    if (!state.geometry) return;
    if (!order.inside) { leave(); return; }
    const address = order.inside.geometry;
    if (isThere()) return;
    fetchJson(address).then((ground) => {
      const { inside } = state.order;
      if (!inside || inside.geometry !== address) return; // the reader has gone elsewhere
      enter(ground, address);
      repaint();
    }).catch(failed);
  }

  function nameZoom(words) {
    [["in", words.closer], ["out", words.farther]].forEach(([way, said]) => {
      const button = document.querySelector(`.leaflet-control-zoom-${way}`);
      button.title = said;
      button.setAttribute("aria-label", said);
    });
  }

  function paint(order) {
    if (state.asked?.stamp === order.stamp) return; // told twice: by the page, and by streamlit-folium
    state.asked = order;
    if (!state.table) show(order, null); // the ground, while its figures are on their way
    if (state.table && state.table.address === order.table) { show(order, state.table); return; }
    // What is painted stays until the other figures are here: then everything changes at once.
    fetchJson(order.table).then((table) => Object.assign(table, { address: order.table }), lost).then((table) => {
      if (state.asked === order) show(order, table);
    });
  }

  // No figures, labels or legend rather than those of something else.
  function lost(error) {
    failed(error);
    document.getElementById("peta-legend").replaceChildren();
    document.getElementById("peta-periods").hidden = true;
    return null;
  }

  function show(order, table) {
    Object.assign(state, { order, table });
    if (table) document.querySelector(".peta-failed")?.remove();
    if (!playing) state.period = order.period;
    document.documentElement.lang = order.language;
    const title = order.title;
    try { window.frameElement.title = title; } catch (error) { /* another origin: keep its title */ }
    arrive(order);
    repaint();
  }

  /* ---------- starting ---------- */

  function layOut(map) {
    const holder = map.getContainer();
    const stage = el("div", "peta");
    holder.parentNode.insertBefore(stage, holder);
    const canvas = el("div", "canvas");
    canvas.append(holder);
    const insets = el("div", "insets");
    insets.setAttribute("aria-hidden", "true");
    options.insets.forEach((inset) => {
      const box = el("figure");
      box.append(el("div", "mini"), el("figcaption", "", inset.name));
      insets.append(box);
    });
    canvas.append(insets);
    const stamp = el("div"); stamp.id = "peta-mark"; stamp.setAttribute("aria-hidden", "true");
    canvas.append(stamp);
    const trail = el("nav"); trail.id = "peta-trail"; trail.hidden = true;
    canvas.append(trail);
    const legend = el("section"); legend.id = "peta-legend";
    const bar = el("div"); bar.id = "peta-periods"; bar.hidden = true;
    const tip = el("div"); tip.id = "peta-tip"; tip.setAttribute("role", "tooltip"); tip.hidden = true;
    stage.append(canvas, legend, bar);
    document.body.append(tip);
    document.getElementById("root").style.height = "100%";
    document.documentElement.addEventListener("mouseleave", () => { mark(null); hideTip(); });
    const dismiss = (event) => {
      if (event.key !== "Escape" || !window.frameElement) return;
      if (!tip.hidden) { hideTip(); return; }
      // In a control of the page Escape closes what hangs open there.
      if (state.inside && !event.target.closest("input, textarea, [role=combobox], [role=dialog]")) ascend();
    };
    document.addEventListener("keydown", dismiss);
    try { window.parent.document.addEventListener("keydown", dismiss); } catch (error) { /* another origin */ }
    return { stage, insets: [...insets.querySelectorAll(".mini")] };
  }

  function drawContext(map, context) {
    L.geoJSON(context.land, { interactive: false, pane: "context",
      style: { color: "#c9c3b6", weight: 1, fillColor: "#ece8df", fillOpacity: 1 } }).addTo(map);
    return L.geoJSON(context.river, { interactive: false, pane: "symbols",
      style: { color: "#6aa5cf", weight: 1.4, opacity: 0.9 } }).addTo(map);
  }

  function nameNeighbours(map, context) {
    context.names.forEach((place) => {
      const node = el("div", place.sea ? "sea" : "land", place[document.documentElement.lang] || place.id);
      const icon = L.divIcon({ className: "peta-place", html: node, iconSize: null });
      L.marker([place.lat, place.lon], { icon, interactive: false, keyboard: false, pane: "context" }).addTo(map);
    });
  }

  function frameView(map) {
    const { stage } = state;
    const narrow = stage.offsetWidth < NARROW;
    stage.classList.toggle("narrow", narrow);
    map.invalidateSize({ animate: false });
    const left = narrow || state.inside || !options.insets.length ? 8 : 110;
    const top = state.inside ? 52 : 8;
    const right = narrow ? 8 : state.inside ? BESIDE : 60;
    // A country is wide and low: it stands above the legend, which would cover its end.
    const [[south, west], [north, east]] = options.bounds;
    const wide = !narrow && !state.inside && east - west > WIDE * (north - south);
    const under = document.getElementById("peta-legend").offsetHeight + LEGEND_UP;
    map.setMinZoom(0); // a country needs to be seen from farther than a province
    map.fitBounds((state.inside || options).bounds, { animate: false, paddingTopLeft: [left, top], paddingBottomRight: [right, wide ? under : 8] });
    map.setMinZoom(Math.min(FARTHEST, map.getZoom()));
  }

  async function styled() {
    // The style sheets are fetched beside the scripts, and what is measured before them is wrong.
    const isThere = () => getComputedStyle(document.documentElement).getPropertyValue("--peta") &&
      [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet);
    for (let tries = 0; tries < STYLE_TRIES && !isThere(); tries += 1) {
      await new Promise((done) => { setTimeout(done, STYLE_MS); });
    }
  }

  async function start(map, address) {
    options = await fetchJson(address);
    await styled();
    const laid = layOut(map);
    state.stage = laid.stage;
    makePanes(map);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(escaped(options.attribution));
    frameView(map);
    const reset = L.control({ position: "topright" });
    reset.onAdd = () => {
      const button = el("button", "peta-reset", "\u25A2");
      button.type = "button";
      button.title = options.resetLabel;
      button.setAttribute("aria-label", options.resetLabel);
      L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); frameView(map); });
      return button;
    };
    reset.addTo(map);
    map.getContainer().addEventListener("wheel", (event) => {
      // The page keeps scrolling; the map zooms only when asked to.
      if (event.ctrlKey) { event.preventDefault(); map.setZoomAround(map.mouseEventToLatLng(event), map.getZoom() - Math.sign(event.deltaY) * 0.5); }
    }, { passive: false });
    return Promise.all([fetchJson(options.geometry), fetchJson(options.context)]).then(([geometry, context]) => {
      state.geometry = geometry;
      drawContext(map, context);
      const main = makeView(map, true, geometry);
      state.outer = [main];
      laid.insets.forEach((node, number) => {
        const mini = L.map(node, { zoomControl: false, attributionControl: false, dragging: false, scrollWheelZoom: false,
          doubleClickZoom: false, boxZoom: false, keyboard: false, touchZoom: false, zoomSnap: 0, zoomAnimation: false });
        mini.fitBounds(options.insets[number].bounds, { animate: false });
        makePanes(mini);
        const view = makeView(mini, false, geometry);
        view.only = options.insets[number].code;
        state.outer.push(view);
        node.querySelectorAll("[tabindex]").forEach((item) => item.removeAttribute("tabindex"));
        node.removeAttribute("tabindex");
      });
      nameNeighbours(map, context);
      state.views = state.outer;
      map.on("zoomend", () => placeLabels(state.views[0]));
      let width = window.innerWidth;
      window.addEventListener("resize", () => {
        if (window.innerWidth !== width) { width = window.innerWidth; frameView(map); }
      });
      const first = state.asked; // told before there was anything to paint
      state.asked = null;
      if (first) paint(first);
    });
  }

  function failed(error) {
    document.querySelector(".peta-failed")?.remove();
    const note = el("p", "peta-failed",
      "Peta gagal dimuat. Muat ulang halaman ini. / The map could not be loaded. Reload this page.");
    note.setAttribute("role", "alert");
    document.body.append(note);
    console.error(error);
  }

  window.Peta = { start: (map, address) => start(map, address).catch(failed), paint, point, select, state };
})();
