"use strict";
/* Filters, search, folds, keys. The page reads without it; nothing here asks the net or writes markup. */
(function () {
  const root = document.documentElement, body = document.body;
  const by = (id) => document.getElementById(id);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const word = (name) => body.getAttribute("data-w-" + name);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  root.classList.add("scripted");

  const texts = document.querySelector(".texts");
  const blocks = all(".block", texts);
  const rows = all(".row.text, .row.remark, .row.ghost", texts);

  /* ---- places: folds around a target open, filters that hide it go */

  function reveal(element) {
    if (element.closest(".filtered")) clearFilter();
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  function show(element, where) {
    reveal(element);
    element.scrollIntoView({block: where || "center"});
    /* what comes into view gets its true height only now, and may push the target away */
    requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({block: where || "center"})));
  }

  function goTo(hash) {
    const target = hash.length > 1 && by(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    const inTexts = texts.contains(target);
    show(target, inTexts ? "center" : "start");
    if (inTexts) choose(target.closest(".row"), false);
  }

  window.addEventListener("hashchange", () => goTo(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const {role, kind, label, find} = link.dataset;
    if (role !== undefined && kind) filterBy({role, kind});
    if (label) filterBy({label});
    if (find) { needle.value = find; search(); }
    if (link.getAttribute("href") === location.hash) { event.preventDefault(); goTo(location.hash); }
  });

  /* what sticks below the bar follows its height */
  const bar = document.querySelector(".bar");
  const measure = () => {
    const stuck = bar.offsetHeight + (parseFloat(getComputedStyle(bar).top) || 0);
    root.style.setProperty("--bar", stuck + "px");
  };
  if (typeof ResizeObserver === "function") new ResizeObserver(measure).observe(bar); else measure();

  /* ---- folds */

  const foldButton = by("folds");
  function setFolds(open) {
    for (const fold of all(".fold", texts)) fold.open = open;
    foldButton.setAttribute("aria-pressed", String(open));
    foldButton.textContent = open ? foldButton.dataset.close : foldButton.dataset.open;
  }
  foldButton.addEventListener("click", () => setFolds(foldButton.getAttribute("aria-pressed") !== "true"));

  let closedBefore = [];
  window.addEventListener("beforeprint", () => {
    closedBefore = all("details:not([open])");
    for (const fold of closedBefore) fold.open = true;
  });
  window.addEventListener("afterprint", () => { for (const fold of closedBefore) fold.open = false; });

  /* ---- filter: a row stays when it has one of the states, one of the labels, and stands in the role */

  const filter = by("filter"), filterButton = by("filter-button"), shown = by("shown");
  const checked = (name) => all(`input[name=${name}]:checked`, filter).map((box) => box.value);
  const has = (element, name, values) => {
    const own = (element.dataset[name] || "").split(" ");
    return values.some((value) => own.includes(value));
  };

  function applyFilter() {
    const states = checked("state"), labels = checked("label");
    const role = filter.elements.role.value, kind = filter.elements.kind.value;
    const active = states.length + labels.length > 0 || role || kind;
    let count = 0;
    for (const block of blocks) {
      const inRole = (!role || has(block, "r", [role])) && (!kind || has(block, "k", kind === "none" ? ["left", "right"] : [kind]));
      const inside = all(".row.text, .row.remark, .row.ghost", block);
      let kept = 0;
      for (const row of inside) {
        const fits = inRole && (!states.length || has(row, "m", states)) && (!labels.length || has(row, "l", labels));
        row.classList.toggle("filtered", !fits);
        kept += fits;
      }
      const bare = inside.length === 0 && inRole && !labels.length && (!states.length || has(block, "m", states));
      block.classList.toggle("filtered", kept === 0 && !bare);
      count += kept;
    }
    for (const fold of all(".fold", texts)) {
      const some = fold.querySelector(".row.text:not(.filtered), .row.remark:not(.filtered), .block:not(.filtered)");
      fold.classList.toggle("filtered", !some);
      if (active && some) fold.open = true;
    }
    shown.value = active ? fill(word("shown"), {n: count, m: rows.length}) : "";
    filterButton.classList.toggle("active", Boolean(active));
    if (needle.value) search(true);
  }

  function showFilter(open) {
    filter.hidden = !open;
    filterButton.setAttribute("aria-expanded", String(open));
  }
  function resetBoxes() {
    for (const box of all("input[type=checkbox]", filter)) box.checked = false;
    filter.elements.role.value = "";
    filter.elements.kind.value = "";
  }
  function clearFilter() { resetBoxes(); applyFilter(); }
  function filterBy(wanted) {
    resetBoxes();
    for (const box of all("input[type=checkbox]", filter)) box.checked = box.name === "label" && box.value === wanted.label;
    filter.elements.role.value = wanted.role || "";
    filter.elements.kind.value = wanted.kind || "";
    showFilter(true);
    applyFilter();
  }
  filter.addEventListener("change", (event) => {
    if (event.target.name === "role") filter.elements.kind.value = "";
    applyFilter();
  });
  filter.addEventListener("reset", (event) => { event.preventDefault(); clearFilter(); });
  filter.addEventListener("submit", (event) => event.preventDefault());
  filterButton.addEventListener("click", () => showFilter(filter.hidden));

  /* ---- search: widths and cases are one, letter for letter; hits are painted, the text is not touched */

  const needle = by("needle"), hitsOut = by("hits");
  const painted = typeof Highlight === "function" && window.CSS && CSS.highlights;
  let cells = null, hits = [], hitAt = -1, timer = 0;

  function fold(text) {
    let folded = "";
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const char = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : "“”„‟〝〞".includes(text[i]) ? '"' : code === 0x3000 ? " " : text[i];
      const lower = char.toLowerCase();
      folded += lower.length === 1 ? lower : char;
    }
    return folded;
  }

  function search(stay) {
    const wanted = fold(needle.value.trim());
    clearPaint();
    hits = [];
    hitAt = -1;
    if (wanted) {
      cells = cells || all(".row.text .c, .row.heading .c, .row.remark .c", texts).map((cell) => ({cell, text: fold(cell.textContent)}));
      for (const {cell, text} of cells) {
        if (text.length < wanted.length || cell.closest(".filtered")) continue;
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) hits.push({cell, at, end: at + wanted.length});
      }
      if (painted) CSS.highlights.set("hits", new Highlight(...hits.slice(0, 5000).map(range)));
    }
    if (stay === true) count(); else step(1);
  }

  function range(hit) {
    const found = document.createRange(), walker = document.createTreeWalker(hit.cell, NodeFilter.SHOW_TEXT);
    let offset = 0, begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const next = offset + node.length;
      if (!begun && hit.at < next) { found.setStart(node, hit.at - offset); begun = true; }
      if (hit.end <= next) { found.setEnd(node, hit.end - offset); break; }
      offset = next;
    }
    return found;
  }

  function clearPaint() {
    if (painted) { CSS.highlights.delete("hits"); CSS.highlights.delete("hit"); }
    for (const old of all(".hit", texts)) old.classList.remove("hit");
  }

  function count() {
    hitsOut.value = !needle.value.trim() ? "" : hits.length ? fill(word("hits"), {n: hitAt + 1, m: hits.length}) : word("no-hits");
    hitsOut.classList.toggle("none", Boolean(needle.value.trim()) && !hits.length);
  }

  function step(by_) {
    if (hits.length) {
      hitAt = (hitAt + by_ + hits.length) % hits.length;
      for (const old of all(".hit", texts)) old.classList.remove("hit");
      const hit = hits[hitAt];
      hit.cell.classList.add("hit");
      if (painted) CSS.highlights.set("hit", new Highlight(range(hit)));
      show(hit.cell);
    }
    count();
  }

  needle.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(search, 150);
  });
  needle.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
  needle.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(timer);
    if (hits.length) step(event.shiftKey ? -1 : 1); else search();
  });
  by("find").addEventListener("submit", (event) => event.preventDefault());
  by("hit-next").addEventListener("click", () => step(1));
  by("hit-previous").addEventListener("click", () => step(-1));

  /* ---- differences, one after the other */

  const DIFFERENT = ["~", "!", "<", ">", "^"];
  let chosen = null;

  function difference(direction) {
    const stops = rows.filter((row) => !row.classList.contains("filtered") && has(row, "m", DIFFERENT) && !row.classList.contains("ghost"));
    if (!stops.length) return;
    let at = chosen ? stops.indexOf(chosen) : -1;
    if (at < 0) {
      const from = chosen ? (row) => chosen.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING
        : (row) => row.getBoundingClientRect().top > 120;
      at = stops.findIndex(from);
      at = at < 0 ? stops.length : at;
      at = direction > 0 ? at : at - 1;
    } else at += direction;
    const row = stops[Math.min(Math.max(at, 0), stops.length - 1)];
    choose(row, true);
  }
  by("next").addEventListener("click", () => difference(1));
  by("previous").addEventListener("click", () => difference(-1));

  /* ---- the chosen row: its evidence, and citations to take away */

  const detail = by("detail"), detailText = by("detail-text");

  function choose(row, scroll) {
    if (chosen) chosen.classList.remove("chosen");
    chosen = row;
    detail.hidden = !row;
    if (!row) return;
    row.classList.add("chosen");
    detailText.textContent = "";
    for (const mark of all(".m", row)) {
      const line = document.createElement("div");
      line.textContent = mark.textContent + " " + mark.title;
      detailText.append(line);
    }
    for (const side of ["l", "r"]) by("copy-" + side).disabled = !quoted(row, side);
    if (scroll) show(row);
  }

  function quoted(row, side) {
    const cell = row.querySelector(".c." + side);
    if (!cell || cell.classList.contains("gap") || row.classList.contains("ghost")) return "";
    const copy = cell.cloneNode(true);
    for (const note of all(".note, .k", copy)) note.remove();
    return copy.textContent.trim();
  }

  function placeOf(row, side) {
    const cell = row.querySelector(".c." + side);
    const section = cell && cell.id ? by(cell.id.replace(/-\d+$/, "")) : null;
    const place = section || row.closest(".block").querySelector(`.place[href^="#${side}-"]`);
    return place ? place.textContent.replace(/^\S+\s/, "") : "";
  }

  function copy(side) {
    const text = body.getAttribute("data-cite-" + side) + placeOf(chosen, side) + fill(word("quote"), {text: quoted(chosen, side)});
    const button = by("copy-" + side), said = button.textContent;
    const tell = () => {
      button.textContent = word("copied");
      setTimeout(() => { button.textContent = said; }, 1200);
    };
    const byHand = () => {
      const area = document.createElement("textarea");
      area.value = text;
      body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (done) tell();
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(tell, byHand); else byHand();
  }
  by("copy-l").addEventListener("click", () => copy("l"));
  by("copy-r").addEventListener("click", () => copy("r"));
  by("detail-close").addEventListener("click", () => choose(null));

  /* a selection keeps to the column it began in; a click without one chooses the row */
  texts.addEventListener("mousedown", (event) => {
    const cell = event.target.closest(".c");
    texts.classList.toggle("one-left", Boolean(cell && cell.classList.contains("l")));
    texts.classList.toggle("one-right", Boolean(cell && cell.classList.contains("r")));
  });
  texts.addEventListener("click", (event) => {
    const row = event.target.closest(".row.text, .row.remark");
    if (row && !event.target.closest("a") && getSelection().isCollapsed) choose(row, false);
  });

  /* ---- the list of sections follows what is read */

  const list = by("sections"), items = new Map();
  for (const link of all("li > a:first-child", list)) if (!items.has(link.hash)) items.set(link.hash, link.parentElement);
  let current = null;
  function follow(block) {
    const place = block.querySelector(".place");
    const item = place && items.get(place.hash);
    if (!item || item === current) return;
    if (current) current.removeAttribute("aria-current");
    current = item;
    item.setAttribute("aria-current", "true");
    for (const pane of [list, list.firstElementChild]) {
      const at = item.getBoundingClientRect(), box = pane.getBoundingClientRect();
      if (pane.scrollHeight > pane.clientHeight && (at.top < box.top || at.bottom > box.bottom)) pane.scrollTop += at.top - box.top - box.height / 3;
    }
  }
  if (typeof IntersectionObserver === "function") {
    const reading = new IntersectionObserver((seen) => {
      for (const one of seen) if (one.isIntersecting) follow(one.target);
    }, {rootMargin: "-20% 0px -75% 0px"});
    for (const block of blocks) reading.observe(block);
  }

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
  } catch (_) { /* as above */ }

  /* ---- keys; an input method may send full-width ones */

  const KEYS = {
    "/": () => { needle.focus(); needle.select(); },
    n: () => step(1), N: () => step(-1), j: () => difference(1), k: () => difference(-1), "]": () => difference(1), "[": () => difference(-1),
    f: () => { showFilter(filter.hidden); if (!filter.hidden) filter.querySelector("input").focus(); },
    z: () => foldButton.click(), t: nextTheme,
  };
  const WIDE = {"／": "/", "、": "/", "】": "]", "【": "["};
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (document.activeElement === needle && needle.value) { needle.value = ""; search(); }
      else if (!filter.hidden) showFilter(false);
      else choose(null);
      if (field) field.blur();
      return;
    }
    const act = !(field && field.type !== "checkbox") && KEYS[WIDE[event.key] || event.key];
    if (act) { event.preventDefault(); act(); }
  });

  if (location.hash) goTo(location.hash);
})();
