"use strict";
/* Switching the heat map, filtering tables, colours. The page reads without it; nothing here asks the net or writes markup. */
(function () {
  const root = document.documentElement, body = document.body;
  const by = (id) => document.getElementById(id);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const word = (name) => body.getAttribute("data-w-" + name);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  root.classList.add("scripted");

  /* ---- places: what holds a target opens */
  function goTo(hash) {
    const target = hash.length > 1 && by(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    if (target.closest(".filtered")) { needle.value = ""; filter(); }
    if (target.tagName === "DETAILS") target.open = true;
    const more = target.closest(".more");
    if (more) unfold(more.closest("section").querySelector(".unfold"), true);
    target.scrollIntoView({block: target.tagName === "TR" ? "center" : "start"});
  }
  window.addEventListener("hashchange", () => goTo(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"], a[*|href^="#"]');
    if (link && link.getAttribute("href") === location.hash) { event.preventDefault(); goTo(location.hash); }
  });

  /* ---- the bar's height, for places below it */
  const bar = document.querySelector(".bar");
  const measure = () => root.style.setProperty("--bar", bar.offsetHeight + "px");
  if (typeof ResizeObserver === "function") new ResizeObserver(measure).observe(bar); else measure();

  /* ---- rows that are asked for */
  function unfold(button, open) {
    button.closest("section").querySelector(".more").classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? button.dataset.less : button.dataset.more;
  }
  for (const button of all(".unfold")) {
    button.addEventListener("click", () => unfold(button, button.getAttribute("aria-expanded") !== "true"));
  }

  /* ---- filter: rows and pairs that hold the words; widths and cases are one */
  const needle = by("needle"), hits = by("hits");
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  let rows = null, timer = 0;
  function filter() {
    const wanted = folded(needle.value.trim());
    rows = rows || all("section.table tbody tr, details.pair").map((element) => ({element, text: folded(element.textContent)}));
    let count = 0;
    for (const {element, text} of rows) {
      const fits = !wanted || text.includes(wanted);
      element.classList.toggle("filtered", !fits);
      if (fits && wanted) count++;
    }
    for (const section of all("section.table")) {
      section.classList.toggle("filtered", Boolean(wanted) && !section.querySelector("tbody tr:not(.filtered)"));
      const button = section.querySelector(".unfold");
      if (button) unfold(button, Boolean(wanted));
    }
    hits.value = !wanted ? "" : count ? fill(word("found"), {n: count}) : word("none-found");
    hits.classList.toggle("none", Boolean(wanted) && !count);
  }
  needle.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 150); });
  needle.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { clearTimeout(timer); filter(); const first = document.querySelector("section.table:not(.filtered)"); if (first && needle.value) first.scrollIntoView(); }
    if (event.key === "Escape") { needle.value = ""; filter(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); needle.focus(); }
    if (event.key === "t") nextTheme();
  });

  /* ---- the heat map */
  const map = by("heatmap"), pointed = by("pointed");
  if (map) {
    const layers = all(".layer", map), order = map.dataset.order.split(",").map(Number);
    const names = all(".names text", map).map((text) => text.lastChild.textContent.replace(/\s\d+$/, ""));
    const cell = Number(map.dataset.cell), left = Number(map.dataset.left), top = Number(map.dataset.top);
    const values = new Map(layers.map((layer) => [layer.dataset.figure, null]));
    let now = layers[0].dataset.figure;
    const buttons = all("[data-show]");
    for (const button of buttons) {
      button.addEventListener("click", () => {
        now = button.dataset.show;
        for (const layer of layers) layer.toggleAttribute("hidden", layer.dataset.figure !== now);
        for (const about of all(".layer-about")) about.hidden = about.dataset.figure !== now;
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      });
    }
    const at = (event) => {
      const box = map.getBoundingClientRect(), scale = map.viewBox.baseVal.width / box.width;
      const column = Math.floor(((event.clientX - box.left) * scale - left) / cell);
      const row = Math.floor(((event.clientY - box.top) * scale - top) / cell);
      return row >= 0 && column >= 0 && row < order.length && column < order.length && row !== column ? [row, column] : null;
    };
    const value = (row, column) => {
      const a = Math.min(row, column), b = Math.max(row, column), n = order.length;
      if (!values.get(now)) values.set(now, layers.find((layer) => layer.dataset.figure === now).dataset.values.split(","));
      return values.get(now)[a * n - a * (a + 1) / 2 + b - a - 1];
    };
    map.addEventListener("mousemove", (event) => {
      const found = at(event);
      if (!found) { pointed.textContent = word("point"); return; }
      const shown = value(...found);
      pointed.textContent = names[found[0]] + " ⇄ " + names[found[1]] + "：" + (shown === "" ? "—" : shown + "%");
    });
    map.addEventListener("click", (event) => {
      const found = at(event);
      if (!found) return;
      const pair = [order[found[0]], order[found[1]]].sort((a, b) => a - b);
      const target = "pair-" + pair[0] + "-" + pair[1];
      if (by(target)) location.hash = target;
    });
  }

  /* ---- paper shows everything */
  let closed = [];
  window.addEventListener("beforeprint", () => { closed = all("details:not([open])"); for (const one of closed) one.open = true; });
  window.addEventListener("afterprint", () => { for (const one of closed) one.open = false; });

  /* ---- colours */
  const THEMES = ["auto", "light", "dark"], themeName = by("theme-name");
  function setTheme(theme) {
    if (theme === "auto") root.removeAttribute("data-theme"); else root.dataset.theme = theme;
    themeName.textContent = word("theme-" + theme);
    try { localStorage.setItem("bidui-theme", theme); } catch (_) { /* not kept where storage is closed to files */ }
  }
  function nextTheme() { setTheme(THEMES[(THEMES.indexOf(root.dataset.theme || "auto") + 1) % THEMES.length]); }
  by("theme").addEventListener("click", nextTheme);
  try {
    const kept = localStorage.getItem("bidui-theme");
    if (THEMES.includes(kept)) setTheme(kept);
  } catch (_) { /* the same */ }

  if (location.hash) goTo(location.hash);
})();
