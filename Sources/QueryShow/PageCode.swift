// The fixed parts of a page: its look, its keys and its policy. The policy admits this style and this
// script by their hashes and nothing else, so that nothing from the data can ever run, load or send.

/// Style and script of a page.
enum PageCode {
  /// Base64 of the SHA-256 of `style` and `script`; a browser takes neither when it does not fit.
  private static let styleHash = "fVaV2EA+v2HMzsXMWDFuVizklKt1x8quIp7nTbU8fIM="
  private static let scriptHash = "W05wHzW57VgxPxkXmGjU1yR/Z42QPAOqIa8pvDdswf0="

  static let policy =
    "default-src 'none'; style-src 'sha256-\(styleHash)'; script-src 'sha256-\(scriptHash)'; "
    + "base-uri 'none'; form-action 'none'"

  static let controls = """
    <div id="controls" role="toolbar" aria-label="Picture">
    <label>Search <input id="search" type="search" autocomplete="off"></label>
    <button id="in" type="button">Zoom in</button>
    <button id="out" type="button">Zoom out</button>
    <button id="fit" type="button">Whole picture</button>
    <button id="all" type="button">All statements</button>
    <span id="keys">Keys: / search, + − 0 zoom, arrows move, Tab and Enter choose, Esc all</span>
    </div>

    """

  static let style = """

    :root { color-scheme: light dark; --line: #8886; --mark: #d55e00; }
    * { box-sizing: border-box; }
    body { margin: 0; height: 100vh; display: flex; flex-direction: column;
      font: 15px/1.45 "Noto Sans", "Noto Sans CJK SC", "Noto Naskh Arabic", system-ui, sans-serif; }
    header { padding: .5rem 1rem; border-bottom: 1px solid var(--line); }
    h1 { font-size: 1.15rem; margin: 0 0 .3rem; }
    h2 { font-size: 1.05rem; margin: 0; }
    #controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
    #controls button, #controls input { font: inherit; padding: .15rem .5rem; }
    #keys, footer, small { font-size: .85em; opacity: .8; }
    .note { margin: .3rem 0 0; font-weight: 600; }
    main { flex: 1; min-height: 0; display: flex; }
    #picture { flex: 2; min-width: 0; background: #fff; color: #1a1a1a; overflow: hidden;
      touch-action: none; cursor: grab; }
    #picture > svg { width: 100%; height: 100%; display: block; }
    #dot { white-space: pre-wrap; height: 100%; overflow: auto; margin: 0; padding: 1rem; }
    #panel { flex: 1; min-width: 18rem; max-width: 34rem; overflow: auto; padding: .5rem 1rem;
      border-left: 1px solid var(--line); }
    #panel ol { padding-left: 1.6rem; } #panel ul { padding-left: 1rem; }
    #panel li p { margin: .6rem 0 0; } #panel p { margin: .3rem 0; }
    q { display: block; } a { overflow-wrap: anywhere; }
    footer { padding: .2rem 1rem; border-top: 1px solid var(--line); }
    g[role="button"] { cursor: pointer; outline: none; }
    g.chosen path, g.chosen polygon, g.chosen ellipse, g.chosen polyline,
    g[role="button"]:focus-visible :is(path, polygon, ellipse, polyline) {
      stroke: var(--mark); stroke-width: 3.5px; }
    g.found text { font-weight: bold; text-decoration: underline; }
    svg.searching g[role="button"]:not(.found):not(.chosen) { opacity: .3; }
    :focus-visible { outline: 3px solid var(--mark); outline-offset: -3px; }
    @media (max-width: 50rem) { main { flex-direction: column; }
      #panel { max-width: none; border-left: 0; border-top: 1px solid var(--line); } }
    @media print { body { height: auto; display: block; color: #000; background: #fff; }
      #controls, footer { display: none; } main { display: block; }
      #picture { overflow: visible; break-after: page; }
      #picture > svg { height: auto; max-height: 92vh; }
      #panel { max-width: none; border: 0; padding: 0; overflow: visible; }
      #panel li { break-inside: avoid; } }

    """

  static let script = """

    "use strict";
    const find = (id) => document.getElementById(id);
    const picture = find("picture"), search = find("search"), chosen = find("chosen");
    const svg = picture.querySelector("svg");
    const items = [...document.querySelectorAll("#panel [data-on]")];
    const isOn = (item, id) => item.dataset.on.split(" ").includes(id);
    const marks = svg ? [...svg.querySelectorAll("g.node, g.edge")].filter((mark) =>
      /^[nev][0-9]+$/.test(mark.id)) : [];
    const count = items.filter((item) => item.tagName === "LI").length;
    let current = null;

    function choose(id) {
      current = id;
      let shown = 0;
      for (const item of items) {
        const isShown = id === null ? item.tagName === "LI" : isOn(item, id);
        item.hidden = !isShown;
        if (isShown && item.tagName === "LI") shown += 1;
      }
      for (const mark of marks) mark.classList.toggle("chosen", mark.id === id);
      for (const mark of marks) mark.setAttribute("aria-pressed", String(mark.id === id));
      chosen.textContent = id === null ? "All statements: " + count
        : "Statements: " + shown + " of " + count;
      find("panel").scrollTop = 0;
    }

    function name(mark) {
      const texts = [...mark.querySelectorAll("text")].map((text) => text.textContent);
      const title = mark.querySelector("title");
      return (texts.join(" ") + (title ? ", " + title.textContent : "")).trim();
    }

    for (const mark of marks) {
      mark.setAttribute("tabindex", "0");
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-label", name(mark));
      mark.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose(mark.id);
      });
    }

    const whole = svg ? svg.viewBox.baseVal : null;
    const box = whole ? { x: whole.x, y: whole.y, width: whole.width, height: whole.height } : null;
    let view = box ? { ...box } : null;

    function show() {
      if (svg) svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].join(" "));
    }

    function zoom(factor, x = 0.5, y = 0.5) {
      if (!view) return;
      const width = Math.min(box.width * 2, Math.max(box.width / 40, view.width * factor));
      const height = view.height * width / view.width;
      view.x += (view.width - width) * x;
      view.y += (view.height - height) * y;
      view.width = width;
      view.height = height;
      show();
    }

    function move(x, y) {
      if (!view) return;
      view.x += view.width * x;
      view.y += view.height * y;
      show();
    }

    function fit() {
      if (!box) return;
      view = { ...box };
      show();
    }

    let held = null, dragged = false;
    picture.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX, y: event.clientY };
      dragged = false;
    });
    window.addEventListener("pointermove", (event) => {
      if (!held || !svg) return;
      const x = event.clientX - held.x, y = event.clientY - held.y;
      if (!dragged && Math.abs(x) + Math.abs(y) < 5) return;
      dragged = true;
      const scale = svg.getScreenCTM().a;
      view.x -= x / scale;
      view.y -= y / scale;
      held = { x: event.clientX, y: event.clientY };
      show();
    });
    window.addEventListener("pointerup", () => { held = null; });
    picture.addEventListener("click", (event) => {
      if (dragged) return;
      const mark = event.target.closest("g.node, g.edge");
      choose(mark && marks.includes(mark) ? mark.id : null);
    });
    picture.addEventListener("wheel", (event) => {
      event.preventDefault();
      const place = picture.getBoundingClientRect();
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, (event.clientX - place.x) / place.width,
        (event.clientY - place.y) / place.height);
    }, { passive: false });

    // A list is found by all that it stands for.
    const texts = new Map(marks.map((mark) => [mark, [name(mark), ...items.filter((item) =>
      item.tagName === "DIV" && isOn(item, mark.id)).map((item) => item.textContent)]
      .join(" ").toLowerCase()]));
    let hits = [], next = 0;
    search.addEventListener("input", () => {
      const words = search.value.trim().toLowerCase();
      hits = words ? marks.filter((mark) => texts.get(mark).includes(words)) : [];
      next = 0;
      for (const mark of marks) mark.classList.toggle("found", hits.includes(mark));
      if (svg) svg.classList.toggle("searching", words !== "");
      chosen.textContent = words ? "Found: " + hits.length : "";
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !hits.length) return;
      choose(hits[next % hits.length].id);
      next += 1;
    });

    find("in").addEventListener("click", () => zoom(1 / 1.4));
    find("out").addEventListener("click", () => zoom(1.4));
    find("fit").addEventListener("click", fit);
    find("all").addEventListener("click", () => choose(null));
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") {
        if (search.value) { search.value = ""; search.dispatchEvent(new Event("input")); }
        return choose(null);
      }
      if (event.target === search) return;
      const steps = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1],
        ArrowDown: [0, 0.1] };
      if (steps[event.key] && picture.contains(event.target)) move(...steps[event.key]);
      else if (event.key === "+" || event.key === "=") zoom(1 / 1.4);
      else if (event.key === "-") zoom(1.4);
      else if (event.key === "0") fit();
      else if (event.key === "/") search.focus();
      else return;
      event.preventDefault();
    });
    choose(null);

    """
}
