// "Copy with source" on each statement: our wording, its place, date, address and licence.
// The page shows the same facts without this script.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const licence = document.querySelector("footer a[rel~=license]")?.textContent ?? "";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "visually-hidden";
  document.querySelectorAll("li.statement").forEach((item) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-source";
    button.textContent = "Copy with source";
    button.setAttribute("aria-label", `Copy with source: statement ${item.querySelector(".number").textContent}`);
    button.addEventListener("click", async () => {
      const address = new URL(`#${item.id}`, location.href).href;
      await navigator.clipboard.writeText(`${item.dataset.citation}\n${address}${licence && `\nText: ${licence}`}`);
      button.textContent = "Copied";
      status.textContent = "Copied with its source";
    });
    item.querySelector(".statement-facts").append(" ", button);
  });
  document.querySelector("article").append(status);
})();
