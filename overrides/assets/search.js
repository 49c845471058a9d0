// Search, on the theme's search worker and index. Both are loaded when search is first opened.
(() => {
  "use strict";
  const opener = document.querySelector(".search-open");
  if (!opener || !window.Worker || !window.HTMLDialogElement) return;
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const MOST = 12;
  // Words too common to say what is meant.
  const COMMON = new Set("a an and are as at be by did do does for from has have how in is it of on or that the their they this to was were what when where which who why will with".split(" "));
  let dialog, input, status, list, worker, ready;

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  // The index holds HTML; only its text is shown.
  const plain = (html) => new DOMParser().parseFromString(html || "", "text/html").body.textContent;

  function build() {
    input = make("input", { type: "search", id: "query", autocomplete: "off", "aria-label": "Search this site" });
    status = make("p", { role: "status" });
    list = make("ol");
    const close = make("button", { type: "button" }, "Close");
    const form = make("form", { role: "search" }, input, close);
    dialog = make("dialog", { class: "search", "aria-label": "Search" }, form, status, list);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    input.addEventListener("input", ask);
    document.body.append(dialog);
  }

  async function load() {
    status.textContent = "Loading the index.";
    const index = await (await fetch(opener.dataset.index)).json();
    worker = new Worker(opener.dataset.worker);
    await new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        if (data.type === READY) resolve();
        else if (data.type === RESULT) show(data.data.items.flat());
      };
      worker.postMessage({ type: SETUP, data: { ...index, options: {} } });
    });
    status.textContent = "";
  }

  const words = () => (input.value.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []);

  function ask() {
    const wanted = words().filter((word) => word.length > 1 && !COMMON.has(word));
    if (!worker || !ready || wanted.length === 0) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    // Each word must be there; the last may be unfinished.
    const query = wanted.map((word, at) => `+${word}${at === wanted.length - 1 ? "*" : ""}`).join(" ");
    worker.postMessage({ type: QUERY, data: query });
  }

  // A title that is what was asked for comes first, then titles that contain it.
  function rank(item) {
    const asked = words().join(" ");
    const title = plain(item.title).toLowerCase();
    return item.score * (title === asked ? 100 : title.includes(asked) ? 10 : 1);
  }

  function show(items) {
    const found = items.filter((item) => item.score > 0).sort((a, b) => rank(b) - rank(a));
    list.replaceChildren(...found.slice(0, MOST).map((item) => {
      const link = make("a", { href: `${opener.dataset.base}/${item.location}` }, plain(item.title));
      const inside = item.parent ? plain(item.parent.title) : "";
      const text = plain(item.text).slice(0, 160);
      return make("li", {}, link, make("small", {}, inside), make("p", {}, text));
    }));
    const more = found.length > MOST ? `, the first ${MOST} shown` : "";
    status.textContent = found.length === 1 ? "1 result" : `${found.length || "No"} results${more}`;
  }

  async function open() {
    if (!dialog) build();
    dialog.showModal();
    if (ready === undefined) {
      ready = false;
      try {
        await load();
        ready = true;
        ask();
      } catch {
        ready = undefined;
        status.textContent = "Search could not be loaded. Is the connection up?";
      }
    }
  }

  opener.hidden = false;
  opener.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      open();
    }
  });
})();
