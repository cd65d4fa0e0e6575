"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // What was chosen before; a browser may refuse to keep it for files.
  const kept = (name) => { try { return localStorage.getItem("predictor-medico." + name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem("predictor-medico." + name, value); } catch { /* shown all the same */ } };

  const press = (kind, value) => {
    for (const button of document.querySelectorAll(`button[data-${kind}]`)) {
      button.setAttribute("aria-pressed", String(button.dataset[kind] === value));
    }
  };
  const speak = (language) => {
    root.lang = language;
    document.title = document.querySelector(`meta[name=title-${language}]`).content;
    press("language", language);
    for (const item of document.querySelectorAll("option[data-es]")) item.textContent = item.dataset[language];
    if (found) tell();
  };
  const paint = (theme) => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    press("theme", theme);
  };

  const body = document.querySelector(".clinics tbody");
  const rows = body ? [...body.rows] : [];
  const heads = [...document.querySelectorAll(".clinics thead th[data-kind]")];
  const find = document.getElementById("find");
  const state = document.getElementById("state");
  const order = document.getElementById("order");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map(rows.map((row) => [row, plain(row.cells[0].textContent + " " + row.cells[1].textContent)]));

  const tell = () => {
    const shown = rows.filter((row) => !row.hidden).length;
    found.textContent = found.dataset[root.lang].replace("{n}", shown).replace("{all}", rows.length);
    document.getElementById("none").hidden = shown > 0;
  };
  const filter = () => {
    const wanted = plain(find.value.trim()).split(/\s+/);
    for (const row of rows) {
      const fits = !state.value || row.dataset.s.split(" ").includes(state.value);
      row.hidden = !(fits && wanted.every((word) => words.get(row).includes(word)));
    }
    tell();
  };
  const value = (row, column, kind) => {
    const cell = row.cells[column];
    if (kind === "state") return Number(row.dataset.o);
    const text = cell.textContent.trim();
    return kind === "number" ? Number(text.replace(/[^\d]/g, "")) : text;
  };
  const compare = new Intl.Collator("es", { numeric: true, sensitivity: "base" }).compare;
  const sort = (column, direction) => {
    const kind = heads.find((head) => head.cellIndex === column).dataset.kind;
    const keyed = rows.map((row, place) => [value(row, column, kind), place, row]);
    keyed.sort(([a, i], [b, j]) => direction * (typeof a === "number" ? a - b : compare(a, b)) || i - j);
    body.append(...keyed.map(([, , row]) => row));
    for (const head of heads) {
      if (head.cellIndex === column) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
    order.value = `${column} ${direction}`;
    if (order.selectedIndex < 0) order.value = `${column} ${-direction}`;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.language) { speak(button.dataset.language); keep("idioma", button.dataset.language); }
    if (button.dataset.theme) { paint(button.dataset.theme); keep("colores", button.dataset.theme); }
    if (button.id === "print") window.print();
    if (button.id === "clear") { find.value = ""; state.value = ""; filter(); find.focus(); }
    const head = button.closest("th[data-kind]");
    if (head) {
      const first = head.dataset.kind === "number" ? -1 : 1;
      const now = head.getAttribute("aria-sort");
      sort(head.cellIndex, now ? (now === "ascending" ? -1 : 1) : first);
    }
  });
  if (body) {
    find.addEventListener("input", filter);
    find.addEventListener("keydown", (event) => { if (event.key === "Escape" && find.value) { find.value = ""; filter(); } });
    state.addEventListener("change", filter);
    order.addEventListener("change", () => sort(...order.value.split(" ").map(Number)));
  }
  const browser = (navigator.languages || []).map((name) => name.slice(0, 2)).find((name) => name === "es" || name === "en");
  speak(kept("idioma") || browser || "es");
  paint(kept("colores") || "auto");
})();
