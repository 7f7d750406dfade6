/* The reader's choices as the browser's own lists: drawn at once, at home on phones and under the
   keyboard, and of a size that hardly matters. What is chosen in them comes apart from the lists
   (`linked.js`, as `document.asked`), so that thousands of options travel once.
   The address names what is chosen otherwise than usual. */
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.leave?.(); // as in linked.js
  const over = new AbortController();
  const place = parentElement.querySelector(".boxes") || parentElement.appendChild(document.createElement("div"));
  place.className = "boxes";

  function made(name) {
    const label = document.createElement("label");
    label.dataset.asks = name;
    label.append(document.createElement("span"), document.createElement("select"));
    return label;
  }
  function fill(select, options) {
    const text = JSON.stringify(options);
    if (select.filled === text) return; // an open list stays open
    select.filled = text;
    select.replaceChildren(...options.map(([key, label]) => new Option(label, key)));
  }

  data.boxes.forEach((box, at) => {
    const label = place.querySelector(`[data-asks="${box.name}"]`) || made(box.name);
    if (place.children[at] !== label) place.insertBefore(label, place.children[at] || null);
    const [span, select] = label.children;
    span.textContent = box.label;
    select.usual = box.usual;
    fill(select, box.options);
  });
  while (place.children.length > data.boxes.length) place.lastElementChild.remove();

  const lists = () => [...place.querySelectorAll("select")];
  const nameOf = (select) => select.parentNode.dataset.asks;
  function apply() {
    for (const select of lists()) {
      const key = document.asked?.[nameOf(select)];
      if (key !== undefined && select.value !== key) select.value = key;
    }
    tell();
  }
  // Not a step that the browser's Back undoes: it leads to the page before.
  function tell() {
    if (!document.asked) return; // the page has not said yet
    const query = new URLSearchParams(location.search);
    for (const select of lists()) {
      if (select.selectedIndex < 0 || !(nameOf(select) in document.asked)) continue;
      if (select.value === select.usual) query.delete(nameOf(select));
      else query.set(nameOf(select), select.selectedOptions[0].label);
    }
    if (query.toString() === new URLSearchParams(location.search).toString()) return;
    const search = query.size ? `?${query}` : "";
    history.replaceState({}, "", location.pathname + search + location.hash);
  }

  apply();
  document.addEventListener("asked", apply, { signal: over.signal });
  place.addEventListener("change", ({ target }) => {
    document.asked = { ...document.asked, [nameOf(target)]: target.value };
    tell();
    setTriggerValue("choice", { name: nameOf(target), key: target.value });
  }, { signal: over.signal });

  parentElement.leave = () => over.abort();
  return parentElement.leave;
}
