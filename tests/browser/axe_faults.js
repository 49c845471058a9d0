// Runs axe over this page and gives what it finds, as lines.
//
// Four fifths of axe's time go into the contrast of each piece of text, and a list of a thousand
// sources has the same few looks a thousand times. So contrast is measured for two pieces of each
// look: same place in the page by names and classes, same colours, sizes and backgrounds on the way
// up to the root. What was measured is kept for the next pages of this window, which have the same
// header, navigation and footer. All other rules see the whole page, where that is asked for.
async ([tags, scheme, whole]) => {
  const found = [];
  let texts = 0;
  document.querySelectorAll("article details").forEach((folded) => (folded.open = true));

  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-example]" }] });
  const examples = examplesOfLooks();
  examples.forEach((element) => element.setAttribute("data-example", ""));
  const runOnly = whole ? { type: "tag", values: tags } : { type: "rule", values: ["color-contrast"] };
  if (whole || examples.length) {
    const { violations } = await axe.run({ runOnly, resultTypes: ["violations"] });
    for (const { id, nodes } of violations) {
      for (const { html } of nodes.slice(0, 3)) found.push(`${scheme}: ${id}: ${html.slice(0, 120)}`);
    }
  }
  examples.forEach((element) => element.removeAttribute("data-example"));
  return { found, texts };

  function examplesOfLooks() {
    const looks = new Map(); // of each element, what colours its text
    const kept = JSON.parse(sessionStorage.getItem("looks") ?? "[[], []]");
    const numbers = new Map(kept[0]); // short names of the looks
    const seen = new Map(kept[1]); // how often each was measured
    const numberOf = (look) => {
      if (!numbers.has(look)) numbers.set(look, numbers.size);
      return numbers.get(look);
    };
    function lookOf(element) {
      if (!looks.has(element)) {
        const style = getComputedStyle(element);
        const above = element.parentElement ? lookOf(element.parentElement) : "";
        const own = [
          element.localName, element.getAttribute("class"), style.color, style.backgroundColor,
          style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textShadow,
          style.filter, style.mixBlendMode, style.position, style.visibility, style.display,
        ];
        looks.set(element, numberOf([above, ...own].join("|")));
      }
      return looks.get(element);
    }
    const hasText = (element) =>
      element.matches("input, select, textarea") ||
      [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim());
    const examples = [...document.body.querySelectorAll("*")].filter((element) => {
      if (!hasText(element) || !element.checkVisibility()) return false;
      texts += 1;
      const look = lookOf(element);
      seen.set(look, (seen.get(look) ?? 0) + 1);
      return seen.get(look) <= 2;
    });
    sessionStorage.setItem("looks", JSON.stringify([[...numbers], [...seen]]));
    return examples;
  }
}
