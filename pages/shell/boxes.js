/* The reader's choices as the browser's own lists, or radio buttons where few: drawn at once, at
   home on phones and under the keyboard, and of a size that hardly matters. What is chosen in them
   comes apart from the lists (`linked.js`, as `document.asked`), so that thousands of options travel
   once.
   The address names what is chosen otherwise than usual. */
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.leave?.(); // as in linked.js
  const over = new AbortController();
  const place = parentElement.querySelector(".boxes") || parentElement.appendChild(document.createElement("div"));
  place.className = "boxes";

  const el = (name, ...inside) => {
    const made = document.createElement(name);
    made.append(...inside);
    return made;
  };
  const button = (name, key, text) => {
    const input = Object.assign(el("input"), { type: "radio", name, value: key });
    return el("label", input, el("span", text));
  };

  // Of one choice: what it is called, and its options as a list, or all of them in sight.
  function made(box) {
    const parts = [el("span"), el(box.inSight ? "div" : "select")];
    const whole = el(box.inSight ? "div" : "label", ...parts);
    if (box.inSight) whole.setAttribute("role", "radiogroup");
    return Object.assign(whole, { inSight: box.inSight });
  }
  function fill(whole, box) {
    const text = JSON.stringify(box.options);
    if (whole.filled === text) return; // an open list stays open
    whole.filled = text;
    whole.lastElementChild.replaceChildren(...box.options.map(([key, label]) =>
      box.inSight ? button(`${box.name}-of`, key, label) : new Option(label, key)));
  }
  // Nothing goes through all options: there may be thousands.
  const inList = (list) => list.options[list.selectedIndex];
  const chosen = (whole) => (whole.inSight ? whole.querySelector(":checked") : inList(whole.lastElementChild));
  const labelOf = (option) => option.label ?? option.parentNode.textContent;
  function choose(whole, key) {
    if (!whole.inSight) { whole.lastElementChild.value = key; return; }
    whole.querySelectorAll("input").forEach((option) => { option.checked = option.value === key; });
  }

  data.boxes.forEach((box, at) => {
    const there = place.querySelector(`[data-asks="${box.name}"]`);
    const whole = there?.inSight === box.inSight ? there : made(box);
    whole.dataset.asks = box.name;
    if (place.children[at] !== whole) place.insertBefore(whole, place.children[at] || null);
    whole.firstElementChild.textContent = box.label;
    if (box.inSight) whole.setAttribute("aria-label", box.label);
    whole.usual = box.usual;
    fill(whole, box);
  });
  while (place.children.length > data.boxes.length) place.lastElementChild.remove();

  const nameOf = (whole) => whole.dataset.asks;
  function apply() {
    for (const whole of place.children) {
      const key = document.asked?.[nameOf(whole)];
      if (key !== undefined && chosen(whole)?.value !== key) choose(whole, key);
    }
    tell();
  }
  // Not a step that the browser's Back undoes: it leads to the page before.
  function tell() {
    if (!document.asked) return; // the page has not said yet
    const query = new URLSearchParams(location.search);
    for (const whole of place.children) {
      const option = chosen(whole);
      if (!option || !(nameOf(whole) in document.asked)) continue;
      if (option.value === whole.usual) query.delete(nameOf(whole));
      else query.set(nameOf(whole), labelOf(option));
    }
    if (query.toString() === new URLSearchParams(location.search).toString()) return;
    const search = query.size ? `?${query}` : "";
    history.replaceState({}, "", location.pathname + search + location.hash);
  }

  apply();
  document.addEventListener("asked", apply, { signal: over.signal });
  place.addEventListener("change", ({ target }) => {
    const name = nameOf(target.closest("[data-asks]"));
    document.asked = { ...document.asked, [name]: target.value };
    setTriggerValue("choice", { name, key: target.value });
    tell();
  }, { signal: over.signal });

  parentElement.leave = () => over.abort();
  return parentElement.leave;
}
