// "Show sources": tints the words of a topic page by origin. Nothing is stored. And what is folded:
// opened for a link into it and for printing; Esc closes the menu.
(() => {
  "use strict";
  const button = document.querySelector("article .facts button");
  if (button && document.querySelector(".rests")) {
    const legend = document.createElement("p");
    legend.className = "origins show-sources";
    legend.hidden = true;
    for (const [origin, text] of [["document", "from the documents"], ["record", "added by us from the public record"]]) {
      const sample = document.createElement("span");
      sample.className = "rests";
      sample.dataset.origin = origin;
      sample.textContent = text;
      legend.append(sample, " ");
    }
    button.addEventListener("click", () => {
      const on = document.querySelector("article").classList.toggle("show-sources");
      button.setAttribute("aria-pressed", String(on));
      legend.hidden = !on;
    });
    button.hidden = false;
    button.parentElement.after(legend);
  }

  // A link into what is folded opens it; not every browser does so by itself.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = [];
    for (let at = target; at; at = at.parentElement) if (at.matches("details:not([open])")) folded.push(at);
    folded.forEach((details) => (details.open = true));
    if (folded.length) target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  const menu = document.querySelector("details.menu");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  const opened = [];
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("article details:not([open])").forEach((details) => {
      details.open = true;
      opened.push(details);
    });
  });
  window.addEventListener("afterprint", () => opened.splice(0).forEach((details) => (details.open = false)));
})();
