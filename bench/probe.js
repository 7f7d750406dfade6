/* Runs in the page before anything else, and looks into its frames (same origin) from there.
   Times are absolute (timeOrigin + now). The watches are filled in by browser.py:
   functions of a document, by the place where they look and by name. */
(() => {
  if (window.top !== window) return;
  const now = () => performance.timeOrigin + performance.now();
  const watches = $watches;
  const state = { input: 0, changes: [], looked: 0 };
  const hash = (text) => {
    let sum = 5381;
    for (let at = 0; at < text.length; at += 1) sum = (sum * 33 + text.charCodeAt(at)) | 0;
    return `${text.length}:${sum}`;
  };
  // For watches: what a panel says, once all its charts have been taken into the page, with the
  // regions picked in them. A panel is replaced as a whole, so its words are read when it is new,
  // before a pointer leaves its mark.
  const said = new WeakMap();
  const whole = (document, selector) => {
    const panel = document.querySelector(selector);
    if (!panel) return null;
    if (!said.has(panel)) said.set(panel, hash(panel.innerHTML));
    const pictures = [...panel.querySelectorAll("img[data-chart], img[data-taken]")];
    if (!pictures.every((one) => one.nextElementSibling?.matches("svg.chart"))) return null;
    const picked = [...panel.querySelectorAll(".picked")].map((one) => one.dataset.region);
    return [said.get(panel), ...picked].join();
  };
  const heard = () => { if (!state.input) state.input = now(); };

  function observe(place, view) {
    const last = {};
    const look = () => { const began = now(); lookAtAll(); state.looked += now() - began; };
    const lookAtAll = () => Object.entries(watches[place] || {}).forEach(([name, watch]) => {
      let text = null;
      try { text = watch(view.document); } catch { text = null; }
      const value = text ? hash(text) : null;
      if (!value || value === last[name]) return;
      last[name] = value;
      const change = { name, value, mutated: now(), painted: 0 };
      state.changes.push(change);
      view.requestAnimationFrame(() => view.requestAnimationFrame(() => { change.painted = now(); }));
    });
    ["pointerdown", "keydown", "click", "input"].forEach((type) => view.document.addEventListener(type, heard, true));
    view.document.addEventListener("load", look, true); // a picture that has arrived
    new view.MutationObserver(look).observe(view.document, {
      subtree: true, childList: true, attributes: true, characterData: true,
    });
    look();
  }

  // A frame gets another document after it was made: look again on every drawing.
  const known = new WeakSet();
  const attach = () => {
    document.querySelectorAll("iframe").forEach((frame) => {
      const view = frame.contentWindow;
      if (!view || !view.document || known.has(view.document)) return;
      known.add(view.document);
      observe("inner", view);
    });
    requestAnimationFrame(attach);
  };
  observe("top", window);
  attach();

  window.bench = {
    arm() { state.input = 0; state.changes = []; },
    looked() { return state.looked; }, // ms of the page's thread that this script itself has taken
    read() { return { input: state.input, changes: state.changes, now: now() }; },
  };
})();
