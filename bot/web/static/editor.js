// The editor: paints the text, marks what is wrong, completes concepts, and asks for checks while one types.
// Everything here is also done by the form itself; without this file the page works by its buttons.
"use strict";
(() => {
  const desk = document.getElementById("desk");
  if (!desk) return;
  const body = desk.elements.body;
  const paint = desk.querySelector(".paint");
  const hint = document.getElementById("hint");
  const offers = document.getElementById("offers");
  const checked = document.getElementById("checked");
  const sample = desk.elements.sample || null;
  const samples = document.getElementById("samples");
  const csrf = desk.elements.csrf.value;
  const begun = body.value;
  let marks = [];
  let leaving = false;

  // --- painting ---------------------------------------------------------------------------------------

  const TOKEN =
    /(#.*$)|(@[a-z0-9-]+)|\b(AND|OR|NOT|O?NEAR\/(?:\d+|[sp])|ATLEAST\/\d+)\b|\b(title|lead|text|lang|outlet|country|kind)(?=:\(|:[^\s])|^(\s*(?:- )?[a-z_]+)(?=:(?:\s|$))|("[^"\n]*")/gmu;
  const KINDS = [null, "comment", "concept", "operator", "scope", "key", "string"];

  function piece(text, kind) {
    if (!kind) return document.createTextNode(text);
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    return span;
  }

  function painted(text) {
    const found = document.createDocumentFragment();
    let reached = 0;
    for (const match of text.matchAll(TOKEN)) {
      const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined) + 1];
      if (match.index > reached) found.append(piece(text.slice(reached, match.index)));
      found.append(piece(match[0], kind));
      reached = match.index + match[0].length;
    }
    found.append(piece(text.slice(reached)));
    return found;
  }

  // Columns are counted in code points, JavaScript counts UTF-16 units.
  function unitsOf(line, column) {
    return Array.from(line).slice(0, column - 1).join("").length;
  }

  function draw() {
    paint.replaceChildren();
    body.value.split("\n").forEach((line, index) => {
      const here = marks.filter((mark) => mark.line === index + 1);
      if (!here.length) {
        paint.append(painted(line), "\n");
        return;
      }
      const mark = here.find((one) => one.kind === "wrong") || here[0];
      const start = Math.min(unitsOf(line, mark.column), line.length);
      const word = /^(?:@?[\p{L}\p{N}_*/-]+|.)/u.exec(line.slice(start));
      const end = start + (word ? word[0].length : 0);
      const wrong = piece(line.slice(start, end) || " ", mark.kind);
      paint.append(painted(line.slice(0, start)), wrong, painted(line.slice(end)), "\n");
    });
  }

  // --- what is under the cursor -----------------------------------------------------------------------

  function lineOf(position) {
    return body.value.slice(0, position).split("\n").length;
  }

  function tell() {
    const line = lineOf(body.selectionStart);
    const here = marks.filter((mark) => mark.line === line);
    const said = here.map((mark) => mark.message).join(" ");
    if (hint.textContent !== said) hint.textContent = said;
    hint.classList.toggle("wrong", here.some((mark) => mark.kind === "wrong"));
  }

  // Where a character stands on the screen.
  function spot(position) {
    const ruler = document.createRange();
    const walker = document.createTreeWalker(paint, NodeFilter.SHOW_TEXT);
    let left = position;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left < node.length) {
        ruler.setStart(node, left);
        ruler.setEnd(node, left + 1);
        return ruler.getBoundingClientRect();
      }
      left -= node.length;
    }
    return paint.getBoundingClientRect();
  }

  function reveal(position) {
    const view = paint.closest(".editor");
    const at = spot(position);
    const frame = view.getBoundingClientRect();
    if (at.top < frame.top || at.bottom > frame.bottom) view.scrollTop += at.top - frame.top - frame.height / 3;
  }

  checked.addEventListener("click", (event) => {
    const goto = event.target.closest(".goto");
    if (!goto) return;
    const lines = body.value.split("\n");
    const line = Math.min(Number(goto.dataset.line), lines.length);
    const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const at = before + Math.min(unitsOf(lines[line - 1], Number(goto.dataset.column)), lines[line - 1].length);
    body.focus();
    body.setSelectionRange(at, at);
    reveal(at);
    tell();
  });

  // --- checking while one types -----------------------------------------------------------------------

  let waiting = 0;
  let asking = null;
  let backoff = 1000;

  async function post(path, values, signal) {
    const answer = await fetch(path, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ csrf, ...values }),
      signal,
    });
    const data = await answer.json();
    return { status: answer.status, data };
  }

  async function check() {
    if (asking) asking.abort();
    asking = new AbortController();
    checked.classList.add("busy");
    try {
      const values = { body: body.value, sample: sample ? sample.value : "" };
      const { status, data } = await post(desk.dataset.check, values, asking.signal);
      backoff = 1000;
      if (status === 401) hint.textContent = desk.dataset.lost;
      else if (status !== 200) hint.textContent = data.problem || "";
      else {
        marks = data.marks;
        checked.innerHTML = data.html; // a template of ours, in which every value is escaped
        draw();
        tell();
        document.dispatchEvent(new CustomEvent("checked", { detail: data }));
      }
      checked.classList.remove("busy");
    } catch (error) {
      if (error.name === "AbortError") return;
      hint.textContent = desk.dataset.away;
      backoff = Math.min(backoff * 2, 30000);
      later(backoff);
    }
  }

  function later(wait) {
    clearTimeout(waiting);
    waiting = setTimeout(check, wait);
  }

  // --- what it would have caught ----------------------------------------------------------------------

  const backtest = document.getElementById("backtest");
  const published = desk.dataset.published;
  let tested = desk.dataset.tested;
  let testing = 0;
  let turn = 0;

  async function follow(task, mine) {
    while (mine === turn) {
      const answer = await fetch(`${desk.dataset.backtest}?task=${task}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== turn) return;
      const data = await answer.json();
      if (data.state === "cancelled") return; // asked anew, in another window
      backtest.innerHTML = data.html; // as above
      backtest.dataset.state = data.state;
      if (data.over) return;
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
  }

  async function attempt(hash) {
    tested = hash;
    const mine = ++turn;
    try {
      const { status, data } = await post(desk.dataset.backtest, { body: body.value });
      if (status === 200) await follow(data.task, mine);
    } catch {
      tested = ""; // the next check tries again
    }
  }

  if (backtest) {
    document.addEventListener("checked", (event) => {
      const { hash, marks: found } = event.detail;
      clearTimeout(testing);
      const right = !found.some((mark) => mark.kind === "wrong");
      // What is in force was seen by somebody; it is tried again only where that is asked for.
      if (right && hash !== tested && hash !== published) testing = setTimeout(attempt, 900, hash);
    });
    document.getElementById("try").addEventListener("click", (event) => {
      event.preventDefault();
      clearTimeout(testing);
      attempt("");
    });
    if (desk.dataset.task) follow(desk.dataset.task, ++turn);
  }

  // --- completing concepts ----------------------------------------------------------------------------

  let chosen = -1;
  let completing = null;
  let typed = null;

  function close() {
    offers.hidden = true;
    chosen = -1;
    typed = null;
    body.removeAttribute("aria-activedescendant");
  }

  function select(number) {
    const options = offers.children;
    if (!options.length) return;
    chosen = (number + options.length) % options.length;
    Array.from(options).forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === chosen));
    });
    options[chosen].scrollIntoView({ block: "nearest" });
    body.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function accept(option) {
    if (!typed || !option) return;
    const end = body.selectionStart;
    body.setRangeText(`@${option.dataset.id}`, typed.start, end, "end");
    close();
    changed();
  }

  function place(start) {
    const at = spot(start);
    const frame = offers.parentElement.getBoundingClientRect();
    const room = Math.max(0, frame.width - offers.offsetWidth - 4);
    // The only styles that are set by hand, through the object model, which the policy allows.
    offers.style.top = `${at.bottom - frame.top + 4}px`;
    offers.style.left = `${Math.min(Math.max(0, at.left - frame.left), room)}px`;
  }

  async function complete() {
    const before = body.value.slice(0, body.selectionStart);
    const found = /@([\p{L}\p{N}-]{1,40})$/u.exec(before);
    if (completing) completing.abort();
    if (!found || body.selectionStart !== body.selectionEnd) return close();
    completing = new AbortController();
    typed = { start: before.length - found[0].length };
    try {
      const answer = await fetch(`/complete?q=${encodeURIComponent(found[1])}`, {
        headers: { Accept: "application/json" },
        signal: completing.signal,
      });
      if (!answer.ok) return close();
      show((await answer.json()).concepts, found[1]);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(concepts, said) {
    const known = concepts.length === 1 && concepts[0].id === said;
    if (!concepts.length || known) return close();
    offers.replaceChildren(
      ...concepts.map((one, index) => {
        const option = document.createElement("li");
        option.id = `offer-${index}`;
        option.role = "option";
        option.dataset.id = one.id;
        const title = document.createElement("bdi");
        title.textContent = one.title;
        option.append(piece(`@${one.id}`, "concept"), " ", title);
        return option;
      }),
    );
    offers.hidden = false;
    place(typed.start);
    select(0);
  }

  offers.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the text keeps the focus
    accept(event.target.closest("[role=option]"));
  });

  // --- keys -------------------------------------------------------------------------------------------

  body.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      desk.requestSubmit(desk.querySelector("button[value=save]"));
    } else if (offers.hidden || event.isComposing) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      select(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      accept(offers.children[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      close(); // and on to the next field: a key that leaves everywhere else leaves here too
    }
  });

  function changed() {
    draw();
    later(350);
  }

  body.addEventListener("input", () => {
    changed();
    complete();
  });
  body.addEventListener("blur", () => setTimeout(close, 150));
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === body) tell();
  });
  if (sample) sample.addEventListener("input", () => later(500));
  if (samples) {
    samples.disabled = false;
    samples.addEventListener("change", () => {
      sample.value = samples.value;
      later(0);
    });
  }
  document.getElementById("check").addEventListener("click", (event) => {
    event.preventDefault();
    later(0);
  });
  desk.addEventListener("submit", () => {
    leaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && body.value !== begun) event.preventDefault();
  });

  body.setAttribute("aria-autocomplete", "list");
  body.setAttribute("aria-controls", "offers");
  desk.classList.add("painted");
  draw();
  check();
})();
