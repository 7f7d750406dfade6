/* The deck: a meeting's slides over the whole screen, turned without asking the server.

   The server sends all slides once as HTML (data.html); here they wait outside the page, and
   one at a time stands in it. A slide whose pieces do not fit in its place is shown in several
   pages; nothing is left out and nothing scrolls. The deck lives on the document and not in
   the component: a rerun, or a connection that comes back, leaves an open meeting as it is.

   Charts take longest to draw and come after the deck, in a message of their own: each takes its
   place when it arrives, in an open meeting too. `of` says which deck they belong to. */
const LAYER = "rapat-layar";
const PAUSE_MS = 700; // after which typed letters are taken for a name
const ADDRESS_MS = 300; // browsers allow no more than some changes of the address a second
const SWIPE_PX = 60;
const EDGE = 0.12; // of the width: a click there turns
const UNSAFE = "script, foreignObject, iframe, object, embed";
const PAPER = { width: 1122, height: 793 }; // A4 on its side, px of 1/96 inch
const ARRIVED = "rapat:grafik";
const charts = (window.rapatGrafik ??= { of: "", pictures: {} });

export default function ({ data }) {
  return data.pictures ? illustrated(data) : ready(data);
}

function illustrated(data) {
  Object.assign(charts, { of: data.of, pictures: data.pictures });
  document.documentElement.dataset.rapatGrafik = data.of;
  document.dispatchEvent(new Event(ARRIVED));
  return () => { delete document.documentElement.dataset.rapatGrafik; };
}

function ready(data) {
  window.rapatSiap?.abort(); // Streamlit calls again with new data and clears up at the end alone
  const over = (window.rapatSiap = new AbortController());
  style(data.style);
  const start = (key) => { if (!document.getElementById(LAYER)) open(data, key); };
  const on = (name, act) => document.addEventListener(name, act, { signal: over.signal });
  on("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-deck]");
    if (button) start(button.dataset.deck);
  });
  on("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "f") return;
    event.preventDefault();
    start("");
  });
  printing(data, over.signal);
  const asked = new URLSearchParams(location.search).get("slide");
  if (asked) start(asked);
  document.documentElement.dataset.rapat = ""; // ready: what waits for it may go on
  return () => { over.abort(); delete document.documentElement.dataset.rapat; };
}

function style(text) {
  const sheet = document.getElementById(`${LAYER}-gaya`) || document.head.appendChild(document.createElement("style"));
  sheet.id = `${LAYER}-gaya`;
  if (sheet.textContent !== text) sheet.textContent = text;
}

// The slides, outside the page, with the charts that have come.
function slidesOf(data) {
  const layer = document.createElement("div");
  layer.id = LAYER;
  layer.innerHTML = data.html;
  const slides = [...layer.querySelector("template").content.querySelectorAll("section")];
  const fill = () => slides.filter((slide) => {
    const html = charts.of === data.of && charts.pictures[slide.dataset.key];
    if (!html || slide.querySelector(".deck-picture")) return false;
    slide.querySelector(".deck-top").insertAdjacentHTML("beforeend", html);
    slide.querySelectorAll(UNSAFE).forEach((node) => node.remove());
    // The picture has a name of its own; what the drawing library says of its marks is English.
    slide.querySelectorAll(".deck-picture svg").forEach((node) => node.setAttribute("aria-hidden", "true"));
    return true;
  });
  slides.forEach((slide) => slide.querySelectorAll(UNSAFE).forEach((node) => node.remove()));
  fill();
  return { layer, slides, fill };
}

const piecesOf = (slide) => [...slide.querySelectorAll("[data-piece]")];

function only(slide, shown) {
  piecesOf(slide).forEach((piece) => { piece.hidden = !shown.includes(piece); });
  const parts = [...slide.querySelectorAll(".deck-top, .deck-points, .deck-bars, .deck-table, .deck-groups, .deck-legend")];
  parts.forEach((part) => {
    const of = part.matches(".deck-legend") ? part.parentNode : part;
    part.hidden = !shown.some((piece) => of.contains(piece));
  });
  // The name of a group stands before its first row, and again where a page begins within it.
  const heads = shown.map((piece) => piece.querySelector(":scope > .deck-group"));
  heads.forEach((head, n) => { if (head) head.hidden = head.textContent === heads[n - 1]?.textContent; });
}

const fits = (content) => content.scrollHeight <= content.clientHeight + 1 && content.scrollWidth <= content.clientWidth + 1;

// As many pieces as fit, then the next page; a part that asks for it begins a page.
function cut(slide) {
  const content = slide.querySelector(".deck-content");
  const pieces = piecesOf(slide);
  const begins = (piece) => piece === slide.querySelector("[data-turn-before] [data-piece]");
  const made = [[]];
  slide.classList.remove("more");
  only(slide, pieces);
  slide.querySelector(".deck-table")?.classList.toggle("tight", content.scrollWidth > content.clientWidth + 1);
  pieces.forEach((piece) => {
    const last = made[made.length - 1];
    last.push(piece);
    if (last.length === 1) return;
    only(slide, last);
    if (!begins(piece) && fits(content)) return;
    last.pop();
    made.push([piece]);
    slide.classList.add("more"); // the line to be read aloud stands on the first page alone
  });
  return made;
}

function enlarge(slide) {
  slide.querySelectorAll(".deck-picture:not(.map) svg").forEach((svg) => {
    const scale = svg.getScreenCTM()?.a;
    if (scale) svg.style.setProperty("--k", 1 / scale);
  });
}

// On paper each page of a slide is a sheet: laid out as large as the paper, then printed as it is.
function printing(data, signal) {
  let sheets = null;
  addEventListener("beforeprint", () => {
    sheets?.remove();
    sheets = document.body.appendChild(document.createElement("div"));
    sheets.id = `${LAYER}-cetak`;
    // Here and not in the style sheet: after the pages' own, which are upright.
    sheets.appendChild(document.createElement("style")).textContent = "@page { size: A4 landscape; margin: 0; }";
    const foot = slidesOf(data).layer.querySelector(".deck-foot").textContent;
    slidesOf(data).slides.forEach((slide) => sheets.append(...sheetsOf(slide, foot, sheets)));
  }, { signal });
  addEventListener("afterprint", () => { sheets?.remove(); sheets = null; }, { signal });
  signal.addEventListener("abort", () => sheets?.remove());
}

function sheetsOf(slide, foot, place) {
  const sheet = place.appendChild(document.createElement("div"));
  sheet.className = "rapat-lembar";
  sheet.style.width = `${PAPER.width}px`;
  sheet.style.height = `${PAPER.height}px`;
  sheet.innerHTML = '<div class="deck-stage"></div><p class="deck-foot"></p>';
  sheet.lastChild.textContent = foot;
  sheet.firstChild.append(slide);
  const pages = cut(slide);
  const made = pages.map((page, number) => {
    slide.classList.toggle("more", number > 0);
    only(slide, page);
    enlarge(slide);
    return sheet.cloneNode(true);
  });
  sheet.remove();
  return made;
}

function open(data, key) {
  const back = document.activeElement;
  const over = new AbortController();
  const on = (target, name, act, more) => target.addEventListener(name, act, { signal: over.signal, ...more });

  const { layer, slides, fill } = slidesOf(data);
  layer.tabIndex = -1;
  layer.setAttribute("role", "dialog");
  layer.setAttribute("aria-modal", "true");
  const find = (name) => layer.querySelector(name);
  const stage = find(".deck-stage");
  const typed = find(".deck-typed");
  const names = slides.map((slide) => slide.dataset.name);

  /* ---------- one slide, one page of it ---------- */

  let at = 0;
  let page = 0;
  const pages = new Map(); // by slide: arrays of the pieces that stand together

  function show(number, part = 0) {
    at = Math.max(0, Math.min(slides.length - 1, number));
    const slide = slides[at];
    if (stage.firstChild !== slide) stage.replaceChildren(slide);
    if (!pages.has(slide)) pages.set(slide, cut(slide));
    const own = pages.get(slide);
    page = part < 0 ? own.length - 1 : Math.min(part, own.length - 1);
    slide.classList.toggle("more", page > 0);
    only(slide, own[page]);
    enlarge(slide);
    const share = own.length > 1 ? ` (${page + 1}/${own.length})` : "";
    find(".deck-name").textContent = names[at] + share;
    find(".deck-at").textContent = `${at + 1} / ${slides.length}`;
    find(".deck-progress b").style.width = `${(100 * (at + (page + 1) / own.length)) / slides.length}%`;
    find('[data-turn="back"]').disabled = at === 0 && page === 0;
    find('[data-turn="next"]').disabled = at === slides.length - 1 && page === own.length - 1;
    const title = slide.querySelector("h2").textContent;
    layer.setAttribute("aria-label", `${at + 1} / ${slides.length} ${names[at]}`);
    layer.dataset.at = slide.dataset.key;
    layer.dataset.page = page;
    layer.dataset.pages = own.length;
    find(".deck-said").textContent = `${names[at]}${share}. ${title}`;
    remember(slide.dataset.key);
  }
  const next = () => (page + 1 < pages.get(slides[at]).length ? show(at, page + 1) : at + 1 < slides.length && show(at + 1));
  const previous = () => (page > 0 ? show(at, page - 1) : at > 0 && show(at - 1, -1));

  /* ---------- the current slide stands in the address, for a browser that is opened again ---------- */

  let later = 0;
  function address(key) {
    const url = new URL(location.href);
    if (key) url.searchParams.set("slide", key); else url.searchParams.delete("slide");
    history.replaceState(history.state, "", url);
  }
  function remember(key) {
    clearTimeout(later);
    later = setTimeout(() => address(key), ADDRESS_MS);
  }

  /* ---------- a typed name, or number ---------- */

  let letters = "";
  let pause = 0;
  const plain = (text) => text.toLocaleLowerCase().trim();
  function named(text) {
    if (/^\d+$/.test(text)) return slides[Number(text) - 1] ? Number(text) - 1 : -1;
    const wanted = plain(text);
    const ways = [
      (name) => name.startsWith(wanted),
      (name) => name.split(/\s+/).some((word) => word.startsWith(wanted)),
      (name) => name.includes(wanted),
    ];
    const found = ways.map((way) => names.findIndex((name) => way(plain(name))));
    return found.find((number) => number >= 0) ?? -1;
  }
  function type(text) {
    letters = text;
    clearTimeout(pause);
    typed.hidden = !letters;
    const number = named(letters);
    typed.textContent = `${letters} → ${number < 0 ? data.nothing : names[number]}`;
    if (letters) pause = setTimeout(take, PAUSE_MS);
  }
  function take() {
    const number = letters ? named(letters) : -1;
    type("");
    if (number >= 0) show(number);
  }

  /* ---------- keys: all of them end here while the deck is open ---------- */

  const KEYS = {
    ArrowRight: next, PageDown: next, " ": next, Enter: next,
    ArrowLeft: previous, PageUp: previous, Backspace: previous,
    ArrowDown: () => show(at + 1), ArrowUp: () => show(at - 1),
    Home: () => show(0), End: () => show(slides.length - 1), Escape: () => close(),
    ".": () => layer.classList.add("dark"), // what remotes send to darken the screen
    F5: () => {}, // what remotes send to begin: reloading would ask a network that may be away
  };
  // Tab goes round inside the deck: in the browser's own bars no key of a remote would arrive.
  function step(by) {
    const stops = [...layer.querySelectorAll("button:enabled, a[href]")].filter((one) => one.checkVisibility());
    const now = stops.indexOf(document.activeElement);
    stops[(now < 0 && by < 0 ? stops.length - 1 : now + by + stops.length) % stops.length].focus();
  }
  const WHILE_TYPING = { Enter: take, Backspace: () => type(letters.slice(0, -1)), " ": () => type(`${letters} `) };
  on(window, "keydown", (event) => {
    event.stopImmediatePropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (layer.classList.contains("dark")) {
      layer.classList.remove("dark");
      event.preventDefault();
      return;
    }
    if (event.key === "Tab") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
      return;
    }
    const onButton = event.target instanceof Element && event.target.closest(`#${LAYER} :is(button, a)`);
    if (onButton && !letters && (event.key === "Enter" || event.key === " ")) return;
    const act = (letters && WHILE_TYPING[event.key]) || KEYS[event.key];
    if (act) act();
    else if (event.key.length === 1 && /[\p{L}\p{N}.'-]/u.test(event.key)) type(letters + event.key);
    else return;
    event.preventDefault();
  }, { capture: true });
  ["keyup", "keypress"].forEach((name) => on(window, name, (event) => event.stopImmediatePropagation(), { capture: true }));

  /* ---------- mouse and finger ---------- */

  const TURNS = { next, back: previous, out: () => close() };
  on(layer, "click", (event) => {
    event.stopPropagation();
    const button = event.target.closest("button");
    if (button) {
      TURNS[button.dataset.turn]();
      if (event.detail && layer.isConnected) layer.focus(); // so that Space and Enter go on turning
      return;
    }
    if (event.target.closest("a") || swiped || !stage.contains(event.target)) return;
    const place = event.clientX / window.innerWidth;
    if (place > 1 - EDGE) next(); else if (place < EDGE) previous();
  });
  let from = null;
  let swiped = false;
  on(layer, "touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0] : null; swiped = false; }, { passive: true });
  on(layer, "touchend", (event) => {
    const to = event.changedTouches[0];
    const [x, y] = from ? [to.clientX - from.clientX, to.clientY - from.clientY] : [0, 0];
    from = null;
    swiped = Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y);
    if (swiped) (x < 0 ? next : previous)();
  }, { passive: true });

  /* ---------- in and out ---------- */

  // The window may change while a meeting runs: a projector is plugged in.
  on(window, "resize", () => { pages.clear(); show(at); });
  on(document, ARRIVED, () => {
    const filled = fill();
    filled.forEach((slide) => pages.delete(slide));
    if (filled.includes(slides[at])) show(at, page);
  });
  on(window, "popstate", () => close());
  on(document, "fullscreenchange", () => { if (!document.fullscreenElement) close(); });
  // What arrives beside the deck (a notice that the server is away) is out of reach too.
  const aside = new MutationObserver(() => still());
  const stilled = new Set();
  function still() {
    [...document.body.children].forEach((node) => {
      if (node === layer || node.inert || node.id === `${LAYER}-cetak`) return;
      node.inert = true;
      stilled.add(node);
    });
  }
  function close() {
    clearTimeout(later);
    clearTimeout(pause);
    aside.disconnect();
    over.abort();
    layer.remove();
    stilled.forEach((node) => { node.inert = false; });
    address("");
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    const left = back instanceof HTMLElement && back !== document.body && back.isConnected;
    (left ? back : document.querySelector("button.deck-open"))?.focus();
  }

  document.body.append(layer);
  still();
  aside.observe(document.body, { childList: true });
  show(Math.max(0, slides.findIndex((slide) => slide.dataset.key === key)));
  layer.focus();
  document.documentElement.requestFullscreen?.().then(
    () => { if (!layer.isConnected) document.exitFullscreen().catch(() => {}); },
    () => {}, // refused: the deck fills the window as it is
  );
}
