// Opens search. What answers is loaded when it is first opened: few readers ask.
(() => {
  "use strict";
  const opener = document.querySelector(".search-open");
  if (!opener || !window.Worker || !window.HTMLDialogElement) return;
  let dialog, input, status, list, loading;

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const say = (text) => { status.textContent = text; };

  function build() {
    input = make("input", { type: "search", id: "query", autocomplete: "off", "aria-label": "Search this site", "aria-describedby": "query-keys" });
    status = make("p", { role: "status" });
    list = make("ol", { "aria-label": "Results" });
    const keys = make("p", { id: "query-keys", class: "visually-hidden" }, "Arrow keys go through the results, Enter opens one, Escape closes the search.");
    const close = make("button", { type: "button" }, "Close");
    const form = make("form", { role: "search" }, input, close, keys);
    dialog = make("dialog", { class: "search", "aria-label": "Search" }, form, status, list);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      input.dataset.entered = "";
    });
    close.addEventListener("click", () => dialog.close());
    // A result may be on this page.
    list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  }

  async function open() {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    input.select();
    if (loading) return;
    loading = true;
    say("Loading the index.");
    try {
      const search = await import("./search.js");
      await search.start({ opener, dialog, input, list, make, say });
    } catch {
      loading = false;
      say("Search could not be loaded. Is the connection up? Close it and open it to try again.");
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
