// Panels for terms, people and citations. Without this script they are plain links.
//
// A panel opens on hover, on keyboard focus and on tap. The pointer can move into it; Space or the
// down arrow moves the focus into it, so that Tab goes from mark to mark and not through every panel.
// Esc, a tap outside, or moving away closes it; panels never time out. On a small screen the style
// sheet makes it a sheet at the lower edge. Its content is already in the page: an entry under
// "Terms and people", or a note under "All sources".
(() => {
  "use strict";
  const TRIGGERS = "a.term[data-entry], a.crosslink[data-entry], a.footnote-ref";
  // Pixels between the mark and the panel. Zero, or the pointer could hit the next line's marks.
  const GAP = 0;
  let panel = null;
  let trigger = null;
  let pinned = false; // opened by tap or click, so it stays open when the pointer moves away
  let touched = false;

  const small = matchMedia("(max-width: 47.99rem)");

  const find = (target) => (target instanceof Element ? target.closest(TRIGGERS) : null);

  function contentFor(link) {
    if (link.classList.contains("footnote-ref")) {
      const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const body = note && note.querySelector(".note");
      if (!body) return null;
      const copy = body.cloneNode(true);
      copy.querySelectorAll(".note-back").forEach((element) => element.remove());
      return [copy];
    }
    const entry = document.querySelector(`.entry[data-entry="${link.dataset.entry}"]`);
    if (!entry) return null;
    const name = document.createElement("p");
    name.className = "panel-name";
    name.textContent = entry.querySelector("dt, h3").textContent.trim();
    const text = document.createElement("p");
    text.textContent = entry.querySelector("dd, .short").textContent;
    const more = document.createElement("p");
    const full = document.createElement("a");
    full.href = link.href;
    full.textContent = "Full entry";
    more.append(full);
    return [name, text, more];
  }

  // The words that rest on a note light up while it is open.
  function light(link, on) {
    if (!link.classList.contains("footnote-ref")) return;
    const words = document.querySelectorAll(`.rests[data-note="${link.hash.slice(1)}"]`);
    words.forEach((element) => element.classList.toggle("lit", on));
  }

  function place() {
    if (small.matches) {
      panel.style.left = panel.style.top = panel.style.maxHeight = "";
      return;
    }
    // If a mark wraps over two lines, use the first line.
    const mark = trigger.getClientRects()[0];
    if (!mark) {
      close();
      return;
    }
    panel.style.maxHeight = "";
    const box = panel.getBoundingClientRect();
    const roomBelow = window.innerHeight - mark.bottom - GAP;
    const roomAbove = mark.top - GAP;
    const below = box.height <= roomBelow || roomBelow >= roomAbove;
    // A panel that fits on neither side is as high as the larger one, and scrolls.
    const height = Math.min(box.height, below ? roomBelow : roomAbove);
    panel.style.maxHeight = `${height}px`;
    const left = Math.min(mark.left, window.innerWidth - box.width - 8);
    panel.style.left = `${Math.max(8, left)}px`;
    panel.style.top = `${below ? mark.bottom + GAP : mark.top - GAP - height}px`;
  }

  function open(link, pin) {
    if (trigger === link) {
      pinned = pinned || pin;
      return true;
    }
    close();
    const content = contentFor(link);
    if (!content) return false;
    trigger = link;
    pinned = pin;
    panel = document.createElement("div");
    panel.className = "panel";
    panel.id = "open-panel";
    panel.tabIndex = -1; // or a browser stops at a panel that scrolls
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", link.getAttribute("aria-label") || link.textContent.trim());
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "close";
    shut.textContent = "Close";
    shut.addEventListener("click", close);
    panel.append(shut, ...content);
    setReachable(false);
    (link.closest("sup") || link).after(panel);
    light(link, true);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", panel.id);
    place();
    keepInView(link);
    return true;
  }

  // Links in a panel take no part in the order of Tab until the focus has moved into it.
  function setReachable(on) {
    panel.querySelectorAll("a, button, summary").forEach((element) => (element.tabIndex = on ? 0 : -1));
  }

  function enter() {
    setReachable(true);
    const first = panel.querySelector("a") || panel.querySelector("button");
    first.focus();
  }

  // A sheet never covers the words that it explains.
  function keepInView(link) {
    if (!small.matches) return;
    const hidden = link.getBoundingClientRect().bottom + 12 - panel.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy({ top: hidden, behavior: "instant" });
  }

  function close() {
    if (!panel) return;
    const inside = panel.contains(document.activeElement);
    const link = trigger;
    panel.remove();
    light(link, false);
    link.setAttribute("aria-expanded", "false");
    link.removeAttribute("aria-controls");
    panel = trigger = null;
    pinned = false;
    if (inside) {
      reopening = false;
      link.focus();
      reopening = true;
    }
  }
  let reopening = true; // false while focus returns to the mark of the panel just closed

  const inReach = (element) =>
    element instanceof Node && panel && (panel.contains(element) || trigger.contains(element));

  // If the panel is shifted sideways, the pointer may cross the rectangle around mark and panel to
  // reach it, so keep the panel open there.
  function between(event) {
    const a = trigger.getBoundingClientRect();
    const b = panel.getBoundingClientRect();
    return (
      event.clientX >= Math.min(a.left, b.left) - 2 && event.clientX <= Math.max(a.right, b.right) + 2 &&
      event.clientY >= Math.min(a.top, b.top) - 2 && event.clientY <= Math.max(a.bottom, b.bottom) + 2
    );
  }

  // Whether the pointer only crosses another mark on its way from the open mark into the panel. A mark
  // beside the open one, on the same line, is no such case.
  function passing(link, event) {
    if (!panel || link === trigger || !between(event)) return false;
    const line = trigger.getClientRects()[0];
    const onLine = event.clientY >= line.top && event.clientY <= line.bottom;
    return !(onLine && (event.clientX < line.left || event.clientX > line.right));
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = find(event.target);
    if (link && !(pinned && link !== trigger) && !passing(link, event)) open(link, false);
  });
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || !panel || pinned || inReach(event.target)) return;
    if (trigger === document.activeElement || panel.contains(document.activeElement)) return;
    if (!between(event)) close();
  });
  document.documentElement.addEventListener("pointerleave", () => {
    if (panel && !pinned && trigger !== document.activeElement) close();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    if (panel && !inReach(event.target)) close();
  }, true);
  document.addEventListener("focusin", (event) => {
    const link = find(event.target);
    if (link && reopening && !touched) open(link, false);
    else if (panel && !inReach(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const link = find(event.target);
    const byKeyboard = event.detail === 0;
    if (!link || byKeyboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const citation = link.classList.contains("footnote-ref");
    if (!touched && !citation) return; // a mouse click on a term follows the link
    if (link === trigger && pinned) {
      close();
      event.preventDefault();
    } else if (open(link, true)) {
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    const link = find(event.target);
    if (event.key === "Escape" && panel) {
      close();
      event.stopPropagation();
    } else if (link && (event.key === " " || event.key === "ArrowDown") && open(link, false)) {
      event.preventDefault();
      enter();
    } else if (link && link.matches(".footnote-ref") && /^Arrow(Left|Right)$/.test(event.key)) {
      event.preventDefault();
      step(link, event.key === "ArrowRight" ? 1 : -1);
    }
  }, true);

  // Tab stops at the first note of a paragraph; the left and right arrows lead to its others.
  const notes = new Map();
  document.querySelectorAll("article a.footnote-ref").forEach((link) => {
    const block = link.closest("tr, li, p, dd");
    if (!notes.has(block)) notes.set(block, []);
    else link.tabIndex = -1;
    notes.get(block).push(link);
  });
  function step(link, by) {
    const all = notes.get(link.closest("tr, li, p, dd")) || [];
    all[all.indexOf(link) + by]?.focus();
  }

  document.querySelectorAll(TRIGGERS).forEach((link) => link.setAttribute("aria-expanded", "false"));
  window.addEventListener("scroll", () => panel && place(), { passive: true, capture: true });
  window.addEventListener("resize", () => panel && place());
})();
