/* The report page: a table of deals, the article behind each with its evidence marked, and charts.
   All text of articles reaches the page as text nodes, never as markup. */
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const words = (code) => code.replaceAll("_", " ");
  const FIELDS = [
    ["parties", "party", "Parties"], ["items", "item", "Items"], ["values", "value", "Values"],
    ["dates", "date", "Dates"], ["obligations", "obligation", "Obligations"],
  ];
  const STATUS = ["planned", "selected", "approved", "signed", "delivered", "cancelled"];

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  // --- facts in words ---------------------------------------------------------------------------
  const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
  const brief = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });
  const SIGNS = { approximate: "about ", minimum: "over ", maximum: "up to " };
  const sum = (value) =>
    (SIGNS[value.qualifier] || "") + (value.amount_min === null ? "" : plain.format(value.amount_min) + "–") + plain.format(value.amount) + " " + value.currency;
  const inDollars = (usd) => (usd === null ? "" : "USD " + short.format(usd.amount));
  const rateWords = (usd) =>
    usd === null ? "no rate known" : usd.rate === null ? "stated in dollars" : `${usd.rate} USD a unit, ${usd.source}, ${usd.day}`;
  const briefly = (value) =>
    (SIGNS[value.qualifier] || "") + (value.amount_min === null ? "" : brief.format(value.amount_min) + "–") + brief.format(value.amount) + " " + value.currency;
  const item = (fact) => (fact.quantity === null ? "" : plain.format(fact.quantity) + " × ") + fact.name;
  const FACT = {
    parties: (fact) => fact.name + (fact.country ? ` (${fact.country})` : ""),
    items: item, values: sum, dates: (fact) => fact.date,
    obligations: (fact) => (fact.obligor ? fact.obligor + ": " : "") + fact.text,
  };
  const NOTE = {
    parties: (fact) => words(fact.role), items: (fact) => words(fact.category),
    values: (fact) => `${fact.kind}, ${fact.qualifier}; ${fact.usd === null || fact.usd.rate === null ? rateWords(fact.usd) : inDollars(fact.usd) + ", " + rateWords(fact.usd)}`,
    dates: (fact) => fact.kind,
    obligations: (fact) => words(fact.kind) + ", " + fact.modality + (fact.deadline ? ", by " + fact.deadline : ""),
  };

  // --- rows -------------------------------------------------------------------------------------
  const rows = [];
  data.articles.forEach((article) => article.deals.forEach((deal, position) => {
    const pick = (field, test) => deal[field].map((fact, at) => ({ fact, at, field })).filter(({ fact }) => test(fact));
    const cells = {
      when: pick("dates", (fact) => fact.kind === deal.when_kind && fact.date === deal.when),
      buyers: pick("parties", (fact) => fact.role === "buyer"),
      sellers: pick("parties", (fact) => fact.role === "seller" || fact.role === "partner"),
      others: pick("parties", (fact) => !["buyer", "seller", "partner"].includes(fact.role)),
      items: pick("items", () => true),
      value: deal.lead === null ? [] : [{ fact: deal.values[deal.lead], at: deal.lead, field: "values" }],
      delivery: pick("dates", (fact) => fact.kind === "delivery" || fact.kind === "completion"),
      obligations: pick("obligations", () => true),
    };
    const text = (list) => list.map(({ fact, field }) => FACT[field](fact)).join("; ");
    const countries = (list) => [...new Set(list.map(({ fact }) => fact.country).filter(Boolean))];
    const row = {
      id: `${article.id}#${position + 1}`, article, deal, position, cells,
      date: deal.when || "", status: deal.status, kind: words(deal.kind), prominence: deal.prominence,
      buyers: text(cells.buyers), sellers: text(cells.sellers), others: text(cells.others), items: text(cells.items),
      value: text(cells.value), usd: deal.lead === null || deal.values[deal.lead].usd === null ? null : deal.values[deal.lead].usd.amount,
      delivery: text(cells.delivery), obligations: deal.obligations.length, title: article.title || article.id,
      buyerCountries: countries(cells.buyers), sellerCountries: countries(cells.sellers),
    };
    row.search = [row.id, row.date, row.status, row.kind, row.buyers, row.sellers, row.others, row.items, row.value, row.title, text(cells.obligations), deal.identifiers.join(" ")].join(" ").toLowerCase();
    rows.push(row);
  }));

  // --- one deal with its article ----------------------------------------------------------------
  // Offsets count characters; strings here count UTF-16 units.
  const characters = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text);
  const slice = (chars, start, end) => (typeof chars === "string" ? chars.slice(start, end) : chars.slice(start, end).join(""));

  function places(deal) {
    const found = deal.evidence.map((place) => ({ ...place, kind: "trigger", key: "trigger", words: "deal" }));
    for (const [field, kind, name] of FIELDS) {
      deal[field].forEach((fact, at) => fact.evidence.forEach((place) =>
        found.push({ ...place, kind, key: `${field}-${at}`, words: `${name}: ${FACT[field](fact)}` })));
    }
    return found;
  }

  function marked(text, found) {
    const chars = characters(text);
    const cuts = [...new Set([0, chars.length, ...found.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
    const root = make("div", { class: "article", tabindex: "0", role: "document", "aria-label": "Article" });
    for (let at = 0; at + 1 < cuts.length; at += 1) {
      const [start, end] = [cuts[at], cuts[at + 1]];
      const here = found.filter((place) => place.start <= start && end <= place.end).sort((a, b) => a.end - a.start - (b.end - b.start));
      const part = slice(chars, start, end);
      if (!here.length) { root.append(part); continue; }
      root.append(make("mark", {
        class: here[0].kind, "data-keys": here.map((place) => place.key).join(" "),
        title: here.map((place) => `${place.words} — rule ${place.rule || "not named"}`).join("\n"),
      }, part));
    }
    return root;
  }

  let opener = null;
  function choose(key) {
    const marks = [...document.querySelectorAll("#deal mark")];
    let first = null;
    for (const mark of marks) {
      const on = key !== null && mark.dataset.keys.split(" ").includes(key);
      mark.classList.toggle("chosen", on);
      if (on && first === null) first = mark;
    }
    if (first !== null) first.scrollIntoView({ block: "center" });
    return first;
  }

  function list(deal) {
    const facts = make("dl");
    for (const [field, kind, name] of FIELDS) {
      if (!deal[field].length) continue;
      facts.append(make("dt", {}, make("i", { class: kind, "aria-hidden": "true" }), name));
      deal[field].forEach((fact, at) => {
        const button = make("button", { type: "button", class: "fact", "data-key": `${field}-${at}` }, FACT[field](fact));
        button.addEventListener("click", () => choose(`${field}-${at}`));
        facts.append(make("dd", {}, button, " ", make("small", {}, NOTE[field](fact))));
      });
    }
    return facts;
  }

  function open(row, key, from) {
    opener = from || null;
    const panel = $("deal");
    const close = make("button", { type: "button", class: "close" }, "Close");
    close.addEventListener("click", shut);
    const source = [row.article.published, row.article.source].filter(Boolean).join(" · ");
    panel.replaceChildren(
      make("div", { class: "bar" }, make("h2", { id: "deal-title" }, row.title), close),
      make("p", { class: "hint" }, source),
      make("p", {}, `Deal ${row.position + 1} of ${row.article.deals.length}: ${row.kind}, ${row.status}, ${row.prominence}` + (row.deal.identifiers.length ? ` · ${row.deal.identifiers.join(", ")}` : "")),
      make("div", { class: "sides" }, list(row.deal), row.article.text ? marked(row.article.text, places(row.deal)) : make("p", {}, "The text of this article was not kept.")),
    );
    panel.hidden = false;
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "start" });
    choose(key);
    history.replaceState(null, "", "#" + encodeURIComponent(row.id) + (key ? "~" + key : ""));
  }

  function shut() {
    $("deal").hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
    if (opener !== null && opener.isConnected) opener.focus(); else $("deals").scrollIntoView();
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !$("deal").hidden) shut(); });

  function follow() {
    const [id, key] = decodeURIComponent(location.hash.slice(1)).split("~");
    const row = rows.find((candidate) => candidate.id === id);
    if (row) open(row, key || null, null);
  }

  // --- the table --------------------------------------------------------------------------------
  const factCell = (name) => (cell) => {
    const row = cell.getRow().getData();
    const holder = make("div");
    for (const { fact, at, field } of row.cells[name]) {
      const told = FACT[field](fact);
      const shown = field === "values" ? briefly(fact) : told;
      const button = make("button", { type: "button", class: "fact", title: shown === told ? null : told }, shown);
      button.addEventListener("click", () => open(row, `${field}-${at}`, button));
      holder.append(make("div", {}, button));
    }
    return holder;
  };
  const openCell = (label, key) => (cell) => {
    const row = cell.getRow().getData();
    const button = make("button", { type: "button", class: "fact" }, label(row));
    button.addEventListener("click", () => open(row, key(row), button));
    return button;
  };
  const textCell = (cell) => document.createTextNode(cell.getValue() ?? "");
  const dollars = (cell) => {
    const row = cell.getRow().getData();
    if (row.usd === null) return document.createTextNode("");
    return make("span", { title: rateWords(row.deal.values[row.deal.lead].usd) }, short.format(row.usd));
  };
  const firstObligation = (row) => (row.obligations ? "obligations-0" : null);
  const columns = [
    { title: "Date", field: "date", width: 105, formatter: (cell) => (cell.getRow().getData().cells.when.length ? factCell("when")(cell) : textCell(cell)) },
    { title: "Status", field: "status", width: 95, formatter: openCell((row) => row.status, () => "trigger"), sorter: (a, b) => STATUS.indexOf(a) - STATUS.indexOf(b) },
    { title: "Kind", field: "kind", width: 115, formatter: textCell },
    { title: "Buyer", field: "buyers", minWidth: 120, formatter: factCell("buyers") },
    { title: "Seller, partner", field: "sellers", minWidth: 120, formatter: factCell("sellers") },
    { title: "Items", field: "items", minWidth: 140, widthGrow: 2, formatter: factCell("items") },
    { title: "Value", field: "value", minWidth: 105, formatter: factCell("value"), sorter: (a, b, x, y) => (x.getData().usd ?? -1) - (y.getData().usd ?? -1) },
    { title: "USD", field: "usd", width: 80, cssClass: "num", sorter: "number", sorterParams: { alignEmptyValues: "bottom" }, formatter: dollars },
    { title: "Delivery", field: "delivery", width: 110, formatter: factCell("delivery") },
    { title: "Obl.", field: "obligations", width: 78, cssClass: "num", sorter: "number", headerTooltip: "Obligations", formatter: openCell((row) => String(row.obligations), firstObligation) },
    { title: "Others", field: "others", minWidth: 100, formatter: factCell("others") },
    { title: "Article", field: "title", minWidth: 130, widthGrow: 2, formatter: openCell((row) => row.title, () => null) },
  ];
  const table = new Tabulator("#table", {
    data: rows, columns, layout: "fitColumns", responsiveLayout: false, height: rows.length > 12 ? "65vh" : false, index: "id",
    columnDefaults: { headerHozAlign: "left", vertAlign: "top" }, placeholder: "No deal fits the filters.", printAsHtml: true, printRowRange: "active",
    rowFormatter: (row) => row.getElement().classList.toggle("background", row.getData().prominence === "background"),
  });
  window.dealTable = table;

  /** Headers that the keyboard reaches and that sort on Enter and Space. */
  function keyboardHeaders() {
    for (const column of table.getColumns()) {
      const header = column.getElement();
      header.tabIndex = 0;
      header.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        const [sorter] = table.getSorters();
        const same = sorter && sorter.field === column.getField();
        table.setSort(column.getField(), same && sorter.dir === "asc" ? "desc" : "asc");
      });
    }
  }

  // --- filters ----------------------------------------------------------------------------------
  const options = (id, values) => $(id).append(...[...new Set(values)].sort().map((value) => make("option", { value }, words(value))));
  $("f-status").append(...STATUS.filter((status) => rows.some((row) => row.status === status)).map((value) => make("option", { value }, value)));
  options("f-kind", rows.map((row) => row.kind));
  options("f-buyer", rows.flatMap((row) => row.buyerCountries));
  options("f-seller", rows.flatMap((row) => row.sellerCountries));

  function fits(row) {
    const wanted = $("f-text").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const [from, to, least] = [$("f-from").value.trim(), $("f-to").value.trim(), $("f-usd").value];
    return wanted.every((word) => row.search.includes(word))
      && (!$("f-status").value || row.status === $("f-status").value)
      && (!$("f-kind").value || row.kind === $("f-kind").value)
      && (!$("f-buyer").value || row.buyerCountries.includes($("f-buyer").value))
      && (!$("f-seller").value || row.sellerCountries.includes($("f-seller").value))
      && (!from || (row.date && row.date.slice(0, from.length) >= from))
      && (!to || (row.date && row.date.slice(0, to.length) <= to))
      && (!least || (row.usd !== null && row.usd >= Number(least)))
      && (!$("f-main").checked || row.prominence === "main");
  }

  let pending = 0;
  function refilter() {
    clearTimeout(pending);
    pending = setTimeout(() => table.setFilter(fits), 120);
  }
  $("filters").addEventListener("input", refilter);
  $("filters").addEventListener("reset", () => setTimeout(refilter));
  $("filters").addEventListener("submit", (event) => event.preventDefault());

  // --- charts -----------------------------------------------------------------------------------
  const SHOWN = 15;
  const COLOURS = { planned: "var(--c5)", selected: "var(--c4)", approved: "var(--c1)", signed: "var(--c3)", delivered: "var(--c2)", cancelled: "var(--c6)" };

  /** A figure with a caption, a chart and the same figures as a table. */
  function figure(id, title, note, chart, head, body) {
    const caption = make("figcaption", {}, title, make("small", {}, note));
    if (!body.length) { $(id).replaceChildren(caption, make("p", { class: "hint" }, "Nothing to show.")); return; }
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", title);
    const grid = make("table", {}, make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", {}, ...body.map((cells) => make("tr", {}, ...cells.map((text) => make("td", {}, String(text)))))));
    $(id).replaceChildren(caption, chart, make("details", {}, make("summary", {}, "Figures as a table"), grid));
  }

  const room = (id) => Math.max(300, $(id).clientWidth - 28);

  function byCountry(id, title, chosen, key) {
    const totals = new Map();
    for (const row of chosen) {
      if (row.usd === null || row.status === "cancelled") continue;
      // a sum that several countries share is not split by guess: it stands under all of them together
      const name = row[key].slice().sort().join(" + ") || "not known";
      totals.set(name, (totals.get(name) || 0) + row.usd);
    }
    const all = [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const bars = all.slice(0, SHOWN).map(([country, usd]) => ({ country, usd }));
    const note = all.length > SHOWN ? `the ${SHOWN} largest of ${all.length}` : "USD equivalents";
    figure(id, title, note, Plot.plot({
      width: room(id), marginLeft: 95, height: 60 + 22 * bars.length, x: { label: "USD", tickFormat: (v) => short.format(v), grid: true, ticks: 4 }, y: { label: null },
      marks: [Plot.barX(bars, { x: "usd", y: "country", sort: { y: "-x" }, fill: "var(--c1)", title: (d) => `${d.country}: USD ${plain.format(d.usd)}` }), Plot.ruleX([0])],
    }), ["Country", "USD"], all.map(([country, usd]) => [country, plain.format(usd)]));
  }

  function overTime(chosen) {
    const dated = chosen.filter((row) => /^\d{4}/.test(row.date));
    const years = new Set(dated.map((row) => row.date.slice(0, 4)));
    const monthly = years.size <= 2;
    const bucket = (row) => (monthly && /^\d{4}-(0\d|1[0-2])/.test(row.date) ? row.date.slice(0, 7) : row.date.slice(0, 4));
    const counts = d3.rollups(dated, (group) => group.length, bucket, (row) => row.status)
      .flatMap(([when, inner]) => inner.map(([status, count]) => ({ when, status, count })))
      .sort((a, b) => (a.when < b.when ? -1 : a.when > b.when ? 1 : STATUS.indexOf(a.status) - STATUS.indexOf(b.status)));
    figure("c-time", "Deals over time", `${dated.length} of ${chosen.length} deals have a date; by ${monthly ? "month" : "year"}`, Plot.plot({
      width: room("c-time"), height: 300, marginBottom: 55, x: { label: null, tickRotate: -45, type: "band" }, y: { label: "deals", grid: true, tickFormat: "d" },
      color: { domain: STATUS, range: STATUS.map((status) => COLOURS[status]), legend: false },
      marks: [Plot.barY(counts, { x: "when", y: "count", fill: "status", order: STATUS, title: (d) => `${d.when}: ${d.count} ${d.status}` }), Plot.ruleY([0])],
    }), ["When", "Status", "Deals"], counts.map((d) => [d.when, d.status, d.count]));
    if (counts.length) $("c-time").append(legend([...new Set(counts.map((d) => d.status))]));
  }

  const legend = (names) => make("p", { class: "hint" }, ...names.flatMap((name) => [swatch(COLOURS[name]), ` ${name}  `]));
  function swatch(colour) {
    const dot = make("span", { "aria-hidden": "true" }, "■");
    dot.style.color = colour;
    return dot;
  }

  /** The year or month that an EDTF deadline ends in. */
  function due(deadline) {
    const ends = deadline.match(/\d{4}(-\d\d)?/g);
    return ends === null ? null : ends[ends.length - 1];
  }
  function moment(text) {
    const [year, part] = text.split("-").map(Number);
    const month = part >= 1 && part <= 12 ? part : part >= 33 && part <= 36 ? (part - 32) * 3 : part >= 40 && part <= 41 ? (part - 39) * 6 : 12;
    return new Date(Date.UTC(year, month - 1, 28));
  }
  function obligationsDue(chosen) {
    const points = chosen.flatMap((row) => row.deal.obligations.map((fact, at) => ({ row, fact, at, when: fact.deadline && due(fact.deadline) })))
      .filter((point) => point.when).sort((a, b) => moment(a.when) - moment(b.when));
    const kinds = [...new Set(points.map((point) => words(point.fact.kind)))].sort();
    figure("c-due", "Obligations due", `${points.length} obligations have a deadline`, Plot.plot({
      width: room("c-due"), height: 60 + 45 * kinds.length, marginLeft: 120,
      x: { type: "utc", label: null, grid: true, ticks: 6 }, y: { axis: null }, fy: { label: null, domain: kinds, axis: "left" },
      marks: [Plot.dot(points, Plot.dodgeY({ anchor: "middle", x: (p) => moment(p.when), fy: (p) => words(p.fact.kind), fill: "var(--c2)", r: 4, title: (p) => `${p.fact.deadline}: ${FACT.obligations(p.fact)}` }))],
    }), ["Deadline", "Kind", "Obligation", "Deal"], points.map((p) => [p.fact.deadline, words(p.fact.kind), FACT.obligations(p.fact), p.row.title]));
  }

  function draw(chosen) {
    const summed = chosen.filter((row) => row.usd !== null && row.status !== "cancelled").length;
    $("charts-note").textContent = `Of the deals shown. Sums in US dollars where stated or where a rate is known: ${summed} of ${chosen.length} deals; cancelled ones are left out.`;
    byCountry("c-buyer", "Value by buyer’s country", chosen, "buyerCountries");
    byCountry("c-seller", "Value by seller’s country", chosen, "sellerCountries");
    overTime(chosen);
    obligationsDue(chosen);
    $("summary").textContent = `${chosen.length} of ${rows.length} deals shown, from ${data.articles.length} articles` + (data.without ? `; ${data.without} further articles hold none` : "");
  }

  table.on("tableBuilt", () => { keyboardHeaders(); follow(); });
  let shownRows = rows;
  table.on("dataFiltered", (filters, shown) => { shownRows = shown.map((row) => row.getData()); draw(shownRows); });
  let resizing = 0;
  window.addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => draw(shownRows), 200); });
  window.addEventListener("hashchange", follow);
})();
