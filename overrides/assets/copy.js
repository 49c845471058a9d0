// "Copy with source" on each statement: our wording, its place, date, address and licence.
// All of it is read from the page, which shows the same without this script.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const licence = document.querySelector("footer a[rel~=license]")?.textContent ?? "";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "visually-hidden";
  document.querySelectorAll("li.statement").forEach((item) => {
    const number = item.querySelector(".number").textContent;
    const [paragraph, sentence] = number.match(/\d+/g);
    const text = item.querySelector("p").textContent.replace(number, "").trim();
    const source = item.closest("section:not(.paragraph)").querySelector("h2").textContent;
    const date = item.querySelector(".statement-facts :is(time, .date)").textContent;
    const place = `${source}, paragraph ${paragraph}, sentence ${sentence}; as of ${date}; our wording`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-source";
    button.textContent = "Copy with source";
    button.setAttribute("aria-label", `Copy with source: statement ${number}`);
    button.addEventListener("click", async () => {
      const address = new URL(`#${item.id}`, location.href).href;
      await navigator.clipboard.writeText(`${text} (${place})\n${address}${licence && `\nText: ${licence}`}`);
      button.textContent = "Copied";
      status.textContent = "Copied with its source";
    });
    item.append(button);
  });
  document.querySelector("article").append(status);
})();
