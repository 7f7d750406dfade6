/* Links what stands on a page: a regency that is pointed at or focused anywhere is marked
   everywhere, the map included; one that is clicked becomes the chosen one. Also: columns
   that sort, pictures of charts that become charts whose points can be reached, links to
   the other pages.

   Mark-up that takes part:
     data-region="6111"        marked together; as a link it also chooses
     data-tip="…"              said beside the pointer, and on focus
     [data-places]              regions within are marked, and cannot be chosen
     button[data-sort]         in a column's head; cells carry data-value
     img[data-chart="…svg"]    address of an SVG of ours, taken into the page
     [data-order]              what the map is to show, as JSON
   Without this script the same page reads as plain tables, links and pictures. */
export default function ({ data, parentElement, setTriggerValue }) {
  // Streamlit calls this again with other data, and for the end only when the page has gone.
  parentElement.leave?.();
  const over = new AbortController();
  const on = (target, names, act, more) =>
    names.split(" ").forEach((name) => target.addEventListener(name, act, { signal: over.signal, ...more }));

  /* ---------- one regency, marked everywhere ---------- */

  let here = "";
  function mark(code, isFromMap) {
    if (code === here) return;
    here = code;
    document.querySelectorAll(".here").forEach((node) => node.classList.remove("here"));
    if (code) document.querySelectorAll(`[data-region="${CSS.escape(code)}"]`).forEach((node) => node.classList.add("here"));
    if (!isFromMap) onMaps((map) => map.point(code));
  }

  function onMaps(act) {
    document.querySelectorAll("iframe").forEach((frame) => {
      try { act(frame.contentWindow.Peta); } catch (error) { /* not a map of ours, or not yet there */ }
    });
  }

  const regionAt = (node) => (node instanceof Element && node.closest("[data-region]")?.dataset.region) || "";
  on(document, "mouseover focusin", (event) => mark(regionAt(event.target)));
  on(document, "focusout", () => mark(""));
  on(document, "peta:here", (event) => mark(event.detail || "", true));
  on(document, "click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-region], svg.chart [data-region]");
    if (!link || link.closest("[data-places]") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    choose(link.dataset.region);
  }, { capture: true });

  /* ---------- to another page, with the same choice ---------- */

  // The address carries what every page knows, and what its page was asked when it was left;
  // Streamlit turns to it as it does on Back.
  const left = (document.leftPages ||= {});
  function carry(link) {
    const carried = link.closest("nav").dataset.carried.split(" ");
    const now = [...new URLSearchParams(location.search)];
    left[location.pathname] = now.filter(([name]) => !carried.includes(name));
    link.search = new URLSearchParams([...now.filter(([name]) => carried.includes(name)), ...(left[link.pathname] || [])]);
  }
  const pageLinkAt = (node) => node instanceof Element && node.closest("nav.menu li a");
  on(document, "pointerdown focusin", (event) => { const link = pageLinkAt(event.target); if (link) carry(link); });
  on(document, "click", (event) => {
    const link = pageLinkAt(event.target);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (link.getAttribute("aria-current")) return;
    carry(link);
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  });

  on(document, "click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("nav.menu .skip"))) return;
    event.preventDefault();
    const body = document.querySelector(".st-key-isi");
    body.tabIndex = -1;
    body.focus();
  });

  /* ---------- what is said beside the pointer ---------- */

  const tip = document.getElementById("tautan-tip") || document.body.appendChild(document.createElement("div"));
  tip.id = "tautan-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  let told = null;
  const hide = () => { tip.hidden = true; told = null; };
  function show(node) {
    told = node;
    const text = node.dataset.tip || node.alt || node.getAttribute("aria-label");
    if (!text) { hide(); return; }
    tip.textContent = text;
    tip.hidden = false;
    const box = node.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), window.innerWidth - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 4 ? above : box.bottom + 6}px`;
  }
  const tippedAt = (node) => node instanceof Element && node.closest("[data-tip], svg.chart [aria-label]");
  on(document, "mouseover focusin", (event) => {
    const node = tippedAt(event.target);
    if (node) show(node); else if (!(event.target instanceof Element && event.target.closest("#tautan-tip"))) hide();
  });
  on(document, "focusout", hide, { capture: true });
  // What is focused may scroll into view: its words go along. What is pointed at scrolls away.
  on(document, "scroll", () => { if (told && told === document.activeElement) show(told); else hide(); }, { capture: true });
  on(document, "keydown", (event) => { if (event.key === "Escape") hide(); });

  /* ---------- columns that sort; blanks stay last ---------- */

  on(document, "click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-sort]");
    if (!button) return;
    const head = button.closest("th");
    const table = head.closest("table");
    const column = [...head.parentNode.children].indexOf(head);
    const falls = head.getAttribute("aria-sort") !== "descending";
    table.querySelectorAll("th[aria-sort]").forEach((one) => one.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", falls ? "descending" : "ascending");
    const keyOf = (row) => row.children[column].dataset.value ?? row.children[column].textContent.trim();
    const isText = head.dataset.kind === "text";
    const rows = [...table.tBodies[0].rows].map((row, order) => ({ row, order, key: keyOf(row) }));
    rows.sort((one, other) => {
      if (!one.key || !other.key) return one.key ? -1 : other.key ? 1 : one.order - other.order;
      const way = isText ? one.key.localeCompare(other.key) : Number(one.key) - Number(other.key);
      return (falls ? -way : way) || one.order - other.order;
    });
    table.tBodies[0].append(...rows.map((one) => one.row));
  });

  /* ---------- pictures of charts that become charts ---------- */

  // A file may hold several drawings, each with its name behind a # in the address.
  const files = new Map();
  const parse = (text) => Object.assign(document.createElement("template"), { innerHTML: text }).content;
  const INLINE = "data:image/svg+xml,";
  function opened(file) {
    if (file.startsWith(INLINE)) return parse(decodeURIComponent(file.slice(INLINE.length)));
    if (!files.has(file)) files.set(file, fetch(file, { cache: "force-cache" }).then((answer) => answer.text()).then(parse));
    return files.get(file);
  }

  // What is said of points: which of the shared words, and then their own, which stand in turn with those.
  function label(group) {
    const shared = group.dataset.shared.split("|").map((words) => words.split("~"));
    group.dataset.told.split("|").forEach((told, at) => {
      const [which, ...own] = told.split("~");
      const point = group.children[at];
      point.setAttribute("aria-label", own.map((part, n) => part + (shared[which][n] ?? "")).join(""));
      point.setAttribute("role", "img");
    });
  }

  async function takeIn(picture) {
    const [file, part] = picture.dataset.chart.split("#");
    picture.removeAttribute("data-chart");
    picture.dataset.taken = "";
    const found = await opened(file);
    files.delete(file); // all pictures of a panel have asked by now; the browser keeps the file
    if (!picture.isConnected) return;
    const drawing = part ? found.getElementById(part) : found.firstElementChild;
    if (drawing?.nodeName !== "svg" || drawing.querySelector("script, foreignObject")) throw new Error(`not a drawing: ${file}`);
    const svg = part ? document.importNode(drawing, true) : document.adoptNode(drawing);
    svg.classList.add("chart");
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", picture.alt);
    // The words are for pointers, keys and screen readers: the drawing itself does not wait for them.
    requestAnimationFrame(() => setTimeout(() => svg.querySelectorAll(".points").forEach(label)));
    const points = [...svg.querySelectorAll('[aria-roledescription="point"], .points > *')];
    if (points.length) points[0].tabIndex = 0; // the others when an arrow leads to them
    // The drawing library describes its marks in English; the picture's own words say it all.
    svg.querySelectorAll("[aria-roledescription]").forEach((part) => {
      const isPoint = part.matches('[aria-roledescription="point"]');
      part.removeAttribute("aria-roledescription");
      if (isPoint) part.setAttribute("role", "img");
      if (isPoint || part.matches(".mark-rule > *")) return;
      part.removeAttribute("role");
      part.removeAttribute("aria-label");
    });
    svg.querySelectorAll(".mark-rule > [aria-label]").forEach((rule) => rule.setAttribute("role", "img"));
    on(svg, "keydown", (event) => {
      // One stop for the Tab key; arrows go from point to point.
      const at = points.indexOf(document.activeElement);
      const to = at + ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] || 0);
      if (at < 0) return;
      if (event.key === "Enter" && points[at].dataset.region) choose(points[at].dataset.region);
      if (to === at || !points[to]) return;
      event.preventDefault();
      if (!points[to].hasAttribute("tabindex")) points[to].tabIndex = -1; // the first stays a stop
      points[to].focus();
    });
    picture.after(svg);
    picture.hidden = true;
    pick();
  }
  /* ---------- the chosen regency; panels are the same whoever is chosen ---------- */

  // Marked before the server has answered: its answer marks the same.
  function choose(code) {
    document.documentElement.dataset.picked = code;
    pick();
    onMaps((map) => map.select(code));
    setTriggerValue("region", code);
  }

  // For the lists of options (`boxes.js`).
  document.asked = data.asked;
  document.dispatchEvent(new Event("asked"));

  // Kept on the document: a chart that arrives late must mark what is chosen by then.
  document.documentElement.dataset.picked = data.region;
  function pick() {
    const code = document.documentElement.dataset.picked;
    document.querySelectorAll(".picked").forEach((node) => {
      if (node.dataset.region === code) return;
      node.classList.remove("picked");
      node.removeAttribute("aria-current");
    });
    if (!code) return;
    document.querySelectorAll(`[data-region="${CSS.escape(code)}"]:not(.picked)`).forEach((node) => {
      if (!node.matches("tr, figure, svg.chart *")) return;
      node.classList.add("picked");
      if (node.matches("tr")) node.setAttribute("aria-current", "true");
      reveal(node);
    });
  }
  // Within its own box alone: the page stays where its reader is.
  function reveal(node) {
    const box = node.closest(".scroll, .cells");
    if (!box || box.scrollHeight <= box.clientHeight) return;
    const [here, there] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
    if (there.top < here.top || there.bottom > here.bottom) box.scrollTop += there.top - here.top - here.height / 2;
  }
  pick();
  const upgrade = () => document.querySelectorAll("img[data-chart]").forEach((picture) => {
    const address = picture.dataset.chart;
    takeIn(picture).catch((error) => { console.error(error); picture.src = address; });
  });

  /* ---------- what the map shows, told in the pass in which the page takes its panels in ---------- */

  // Streamlit tells its frames after the page is painted, and the map then lay behind all panels.
  let ordered = "";
  function order() {
    const text = document.querySelector("[data-order]")?.dataset.order;
    if (!text || text === ordered) return;
    onMaps((map) => { map.paint(JSON.parse(text)); ordered = text; });
  }

  const watcher = new MutationObserver(() => { order(); upgrade(); pick(); });
  watcher.observe(document.body, { childList: true, subtree: true });
  order();
  upgrade();

  parentElement.leave = () => { over.abort(); watcher.disconnect(); hide(); };
  return parentElement.leave;
}
