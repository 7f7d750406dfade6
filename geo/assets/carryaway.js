"use strict";
/* A map to point at and choose from, tables that sort. Without it every slide stands beneath the map. */
(() => {
  const tip = document.getElementById("tip");
  const panel = document.getElementById("panel");
  const doors = [...document.querySelectorAll(".map [data-say]")];
  const narrow = matchMedia("(max-width: 760px)");
  const language = document.documentElement.lang;
  document.body.classList.add("on");
  // The browser's own tip would stand beside ours.
  for (const title of document.querySelectorAll(".map svg title")) title.remove();

  /* Around a region, above its neighbours: what is chosen, what is pointed at. */
  function ring(look) {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drawn.setAttribute("class", look);
    document.querySelector(".map svg g").append(drawn);
    return (door) => {
      const path = door && (door.matches("path") ? door : door.querySelector("path"));
      drawn.setAttribute("d", path ? path.getAttribute("d") : "");
    };
  }
  const around = ring("ring");
  const near = ring("ring near");

  function show(id) {
    const article = [...panel.children].find((one) => one.id === id && one.matches(".region"));
    for (const one of panel.children) one.classList.toggle("shown", one === article);
    for (const door of doors) {
      const here = Boolean(article) && door.getAttribute("href") === "#" + id;
      door.classList.toggle("here", here);
      if (here) door.setAttribute("aria-current", "true");
      else door.removeAttribute("aria-current");
    }
    around(doors.find((door) => door.matches(".here")));
    document.body.classList.toggle("chosen", Boolean(article));
    return Boolean(article);
  }

  function fromAddress() {
    const id = location.hash.slice(1);
    if (id.startsWith("wilayah-") && show(id) && narrow.matches) panel.scrollIntoView();
  }

  function place(x, y) {
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 4)) + "px";
    tip.style.top = (y + 18 + box.height > innerHeight ? Math.max(4, y - box.height - 10) : y + 18) + "px";
  }

  function say(door, x, y) {
    near(door);
    tip.textContent = door.dataset.say;
    tip.hidden = false;
    place(x, y);
  }

  function hush() {
    tip.hidden = true;
    near(null);
  }

  for (const door of doors) {
    door.addEventListener("pointermove", (event) => say(door, event.clientX, event.clientY));
    door.addEventListener("pointerleave", hush);
    door.addEventListener("focus", () => {
      if (!door.matches(":focus-visible")) return;
      const box = door.getBoundingClientRect();
      say(door, box.left + box.width / 2, box.top + box.height / 2);
    });
    door.addEventListener("blur", hush);
    if (door.matches("a")) {
      door.addEventListener("click", (event) => {
        event.preventDefault();
        hush();
        history.replaceState(null, "", door.getAttribute("href"));
        fromAddress();
      });
    }
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hush();
  });
  addEventListener("scroll", hush, { passive: true });
  addEventListener("hashchange", fromAddress);
  fromAddress();

  function compared(one, other) {
    const [a, b] = [one, other].map((cell) => cell.dataset.number);
    if (a !== undefined && b !== undefined) return Number(a) - Number(b);
    return one.textContent.localeCompare(other.textContent, language, { numeric: true });
  }

  function sorted(table, column, down) {
    const numeric = [...table.tBodies[0].rows].some((row) => row.cells[column].dataset.number !== undefined);
    const rows = [...table.tBodies[0].rows];
    const blank = (row) => {
      const cell = row.cells[column];
      return numeric ? cell.dataset.number === undefined : cell.textContent.trim() === "\u2013";
    };
    rows.sort((one, other) => {
      if (blank(one) !== blank(other)) return blank(one) ? 1 : -1; // what is unknown comes last
      const order = compared(one.cells[column], other.cells[column]);
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows);
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const one of heads) one.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sorted(table, column, down);
      });
    });
  }
})();
