// Opens the panel of every mark of this page in every way, and says what is wrong.
//
// One call to the page goes through all of them: a call for each step of each mark would take a
// quarter of an hour. What is dispatched here are the events that a keyboard, a mouse and a finger
// make; test_every_mark.py does the same with the real ones for one mark of each sort.
(away) => {
  "use strict";
  const MARKS = "a.term[data-entry], a.crosslink[data-entry], a.footnote-ref";
  const faults = [];
  const counts = {};
  let what; // the mark and the way that are tried
  const wrong = (text) => faults.push(`${what}: ${text}`);
  const panelNow = () => document.querySelector(".panel");

  // What a script puts off is kept here and done at once when a panel has been opened, so that a
  // panel that closes after a while is found without waiting for it.
  let putOff = [];
  const keep = (callback) => putOff.push(() => typeof callback === "function" && callback(0));
  const own = {};
  for (const name of ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"]) {
    own[name] = window[name];
    window[name] = keep;
  }
  function letTimePass() {
    for (let round = 0; round < 3 && putOff.length; round++) {
      const now = putOff;
      putOff = [];
      now.forEach((callback) => callback());
    }
  }

  let wentTo = null;
  const noteClick = (event) => {
    const link = event.target.closest("a");
    wentTo = event.defaultPrevented || !link ? null : link.href;
    event.preventDefault();
  };
  window.addEventListener("click", noteClick);

  const pointAt = (x, y) => ({
    bubbles: true, cancelable: true, composed: true, view: window, clientX: x, clientY: y,
  });
  const send = (target, type, x, y, pointerType) =>
    target.dispatchEvent(new PointerEvent(type, { ...pointAt(x, y), pointerType, isPrimary: true }));
  const sendMouse = (target, type, x, y, detail) =>
    target.dispatchEvent(new MouseEvent(type, { ...pointAt(x, y), detail }));
  const press = (key) =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true }),
    );

  let over = null;
  function moveMouse(x, y, hit = document.elementFromPoint(x, y)) {
    if (hit !== over) {
      if (over?.isConnected) send(over, "pointerout", x, y, "mouse");
      send(hit, "pointerover", x, y, "mouse");
      over = hit;
    }
    send(hit, "pointermove", x, y, "mouse");
    return hit;
  }

  function sortOf(mark) {
    if (!mark.matches(".footnote-ref")) return mark.dataset.entry.split(" ")[0];
    const verdict = mark.querySelector(".verdict");
    const from = [...mark.classList].find((name) => name.startsWith("from-"));
    return verdict ? `${from} ${verdict.className}` : from;
  }

  // What the panel of a mark must show: the passages of a note, or the short text of an entry.
  function meantTexts(mark) {
    const noted = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    const texts = mark.matches(".footnote-ref")
      ? noted?.querySelectorAll(".note-text")
      : document.querySelectorAll(`.entry[data-entry="${mark.dataset.entry}"] :is(dd, .short)`);
    return [...(texts ?? [])].map((element) => element.textContent.trim());
  }

  // Whether the words that rest on a mark's note are lit, and no others; none without a mark.
  function lookAtWords(mark) {
    const lit = [...document.querySelectorAll(".lit")];
    const note = mark?.matches(".footnote-ref") ? mark.hash.slice(1) : null;
    const own = [...document.querySelectorAll(".rests")].filter((e) => e.dataset.note === note);
    if (note && !own.length) wrong("no words rest on it");
    if (lit.length !== own.length || own.some((element) => !lit.includes(element))) {
      wrong(`lit are ${lit.map((element) => element.textContent).join(" | ") || "no words"}`);
    }
  }

  // Whether the panel is open, whole, in sight and the one that belongs to the mark.
  function lookAt(mark, place) {
    const panel = panelNow();
    if (!panel) {
      wrong("no panel opens");
      return null;
    }
    if (document.querySelectorAll(".panel").length > 1) wrong("more than one panel is open");
    const meant = meantTexts(mark);
    if (!meant.length || !meant[0]) wrong("what it stands for is not in the page");
    else if (!meant.every((text) => panel.textContent.includes(text))) {
      wrong("the panel shows another text");
    }
    lookAtWords(mark);
    if (!mark.matches(".footnote-ref") && panel.querySelector("a")?.href !== mark.href) {
      wrong("the panel does not lead to the entry");
    }
    const name = mark.getAttribute("aria-label") ?? mark.textContent.trim();
    if (panel.getAttribute("role") !== "group") wrong("the panel is not a group");
    if (!name || panel.getAttribute("aria-label") !== name) wrong("the panel has another name");
    if (mark.getAttribute("aria-expanded") !== "true") wrong("the mark is not said to be expanded");
    if (!panel.id || mark.getAttribute("aria-controls") !== panel.id) {
      wrong("the mark does not name its panel");
    }
    if (!panel.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      wrong("the panel is invisible");
    }
    const box = panel.getBoundingClientRect();
    if (
      box.left < 0 || box.top < 0 ||
      box.right > document.documentElement.clientWidth || box.bottom > window.innerHeight + 1
    ) wrong(`the panel leaves the window: ${[box.left, box.top, box.right, box.bottom]}`);
    if (
      box.top < place.bottom - 1 && box.bottom > place.top + 1 &&
      box.left < place.right - 1 && box.right > place.left + 1
    ) wrong("the panel covers its mark");
    const corners = [
      [box.left + 8, box.top + 8], [box.right - 8, box.top + 8],
      [box.left + 8, box.bottom - 8], [box.right - 8, box.bottom - 8],
    ];
    if (!corners.every(([x, y]) => panel.contains(document.elementFromPoint(x, y)))) {
      wrong("something covers the panel");
    }
    letTimePass();
    if (panelNow() !== panel) wrong("the panel does not stay");
    return panelNow();
  }

  function byKeyboard(mark, place) {
    mark.focus({ preventScroll: true });
    if (document.activeElement !== mark) wrong("it takes no focus");
    lookAt(mark, place);
    press("Escape");
    if (panelNow()) wrong("Esc does not close the panel");
    lookAtWords(null);
    if (document.activeElement !== mark) wrong("Esc takes the focus away");
    // A key press on a link becomes a click.
    wentTo = null;
    mark.click();
    if (wentTo !== mark.href) wrong(`Enter goes to ${wentTo}`);
    if (panelNow()) wrong("Enter opens a panel");
    mark.blur();
  }

  function byMouse(mark, place, { x, y, hit: first, beside }) {
    moveMouse(...away, beside);
    moveMouse(x, y, first);
    const panel = lookAt(mark, place);
    if (!panel) return;
    // hoverable: on its whole way into the panel the pointer meets nothing that closes it
    const box = panel.getBoundingClientRect();
    const endX = Math.min(Math.max(x, box.left + 6), box.right - 6);
    const endY = Math.min(Math.max(y, box.top + 6), box.bottom - 6);
    const steps = Math.ceil(Math.hypot(endX - x, endY - y) / 4) + 1;
    let hit = null;
    for (let step = 1; step <= steps && panelNow() === panel; step++) {
      hit = moveMouse(x + ((endX - x) * step) / steps, y + ((endY - y) * step) / steps);
      letTimePass();
    }
    if (panelNow() !== panel) wrong("the panel closes on the pointer's way into it");
    else if (!panel.contains(hit)) wrong("the pointer does not come into the panel");
    moveMouse(...away, beside);
    if (panelNow()) wrong("moving away does not close the panel");
    lookAtWords(null);
  }

  function tap(target, x, y) {
    send(target, "pointerover", x, y, "touch");
    send(target, "pointerdown", x, y, "touch");
    send(target, "pointerup", x, y, "touch");
    send(target, "pointerout", x, y, "touch");
    sendMouse(target, "mousemove", x, y, 0);
    const focuses = sendMouse(target, "mousedown", x, y, 1);
    if (focuses) {
      const link = target.closest("a[href], button, input, [tabindex]");
      if (link) link.focus({ preventScroll: true });
      else document.activeElement?.blur();
    }
    sendMouse(target, "mouseup", x, y, 1);
    sendMouse(target, "click", x, y, 1);
  }

  function byFinger(mark, place, { x, y, hit, beside }) {
    wentTo = null;
    tap(hit, x, y);
    if (wentTo) wrong("a tap leaves the page");
    lookAt(mark, place);
    tap(beside, ...away);
    if (panelNow()) wrong("a tap elsewhere does not close the panel");
    lookAtWords(null);
    press("Escape"); // the next mark is tried by keyboard
    mark.blur();
  }

  // WCAG 2.2, 2.5.8
  function largeEnough(link) {
    const { width, height } = link.getBoundingClientRect();
    if (width < 24 || height < 24) wrong(`${width} by ${height} pixels are too small to hit`);
  }

  // What is folded is opened first: readers see its marks only then.
  for (const folded of document.querySelectorAll("details:not(.menu)")) folded.open = true;
  for (const mark of document.querySelectorAll(MARKS)) {
    const sort = sortOf(mark);
    counts[sort] = (counts[sort] ?? 0) + 1;
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    const place = mark.getClientRects()[0]; // of a mark on two lines, the first counts
    what = `${sort} ${mark.textContent.trim()} ${mark.hash}`;
    if (!place) {
      wrong("it cannot be seen");
      continue;
    }
    // What lies at the mark and beside it is asked once, for the page is laid out anew for it.
    const [x, y] = [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
    const at = { x, y, hit: document.elementFromPoint(x, y), beside: document.elementFromPoint(...away) };
    if (!mark.contains(at.hit)) wrong("a pointer at it does not hit it");
    if (mark.matches(".footnote-ref")) {
      const around = [[x - 11.5, y], [x + 11.5, y], [x, y - 11.5], [x, y + 11.5]];
      const missed = around.filter(([left, top]) => {
        const hit = document.elementFromPoint(left, top);
        // Two marks may share the space between them.
        return hit && !mark.contains(hit) && !hit.closest("a");
      });
      if (missed.length) wrong(`${missed.length} of 4 points around it miss it: 24 pixels are wanted`);
    }
    for (const run of [byKeyboard, byMouse, byFinger]) {
      what = `${sort} ${mark.textContent.trim()} ${mark.hash} ${run.name}`;
      run(mark, place, at);
      if (panelNow()) {
        press("Escape");
        panelNow()?.remove();
      }
    }
  }
  for (const link of document.querySelectorAll("a.footnote-backref")) {
    what = `the way back ${link.hash}`;
    largeEnough(link);
  }
  window.removeEventListener("click", noteClick);
  Object.assign(window, own);
  return { counts, faults };
}
