// Runs axe over this page and gives what it finds, as lines.
//
// Most of axe's time went into the contrast of each piece of text and of each link with the text
// around it, and a list of a thousand sources has the same few looks a thousand times. So these are
// measured for two pieces of each look: same place in the page by names and classes, same colours,
// sizes, lines and backgrounds on the way up to the root, in a window as wide. What was measured is
// kept in `window` for the next pages that are written into this document, for they have the same
// header, navigation and footer. All other rules see the whole page, where that is asked for; where it
// is not, what is no example is emptied, for axe reads all that is there. The rule about the size of
// targets, which took a third of the rest, leaves out those that are large enough and touch no other.
async ([tags, scheme, whole]) => {
  const OF_LOOKS = { "color-contrast": "*", "link-in-text-block": "a[href]" };
  const isInline = (element) => getComputedStyle(element).display.startsWith("inline");
  // The element in whose lines another stands.
  const blockOf = ({ parentElement: above }) => (isInline(above) ? blockOf(above) : above);
  const found = [];
  let texts = 0;
  document.querySelectorAll("article details").forEach((folded) => (folded.open = true));
  axe.configure({
    rules: [
      ...Object.entries(OF_LOOKS).map(([id, of]) => ({ id, selector: `${of}[data-example]` })),
      { id: "target-size", selector: ":not([data-roomy])" },
    ],
  });

  const examples = examplesOfLooks();
  examples.forEach((element) => element.setAttribute("data-example", ""));
  if (whole) {
    const roomy = roomyTargets();
    roomy.forEach((element) => element.setAttribute("data-roomy", ""));
    await run({ type: "tag", values: tags });
    roomy.forEach((element) => element.removeAttribute("data-roomy"));
  } else if (examples.length) {
    const fill = emptyAllBut(examples);
    await run({ type: "rule", values: Object.keys(OF_LOOKS) });
    fill();
  }
  examples.forEach((element) => element.removeAttribute("data-example"));
  return { found, texts };

  async function run(runOnly) {
    const { violations } = await axe.run({ runOnly, resultTypes: ["violations"] });
    for (const { id, nodes } of violations) {
      for (const { html } of nodes.slice(0, 3)) found.push(`${scheme}: ${id}: ${html.slice(0, 120)}`);
    }
  }

  // WCAG 2.2, 2.5.8: 24 by 24 pixels are enough. A target that lies over another makes it smaller.
  function roomyTargets() {
    const found = document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex]");
    const targets = [...found].map((element) => ({ element, box: element.getBoundingClientRect() }));
    targets.sort((one, other) => one.box.top - other.box.top);
    const crowded = new Set();
    targets.forEach((one, index) => {
      for (let next = index + 1; targets[next]?.box.top < one.box.bottom; next++) {
        const other = targets[next];
        if (one.box.left >= other.box.right || other.box.left >= one.box.right) continue;
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        crowded.add(one).add(other);
      }
    });
    const isLarge = ({ box }) => box.width >= 24 && box.height >= 24;
    return targets.filter((target) => isLarge(target) && !crowded.has(target)).map(({ element }) => element);
  }

  function examplesOfLooks() {
    const looks = new Map(); // of each element, what colours its text
    const numbers = (window.numbersOfLooks ??= new Map()); // short names of the looks
    const seen = (window.seenLooks ??= new Map()); // how often each was measured
    const numberOf = (look) => {
      if (!numbers.has(look)) numbers.set(look, numbers.size);
      return numbers.get(look);
    };
    function lookOf(element) {
      if (!looks.has(element)) {
        const style = getComputedStyle(element);
        const above = element.parentElement ? lookOf(element.parentElement) : innerWidth;
        const own = [
          element.localName, element.getAttribute("class"), style.color, style.backgroundColor,
          style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textShadow,
          style.filter, style.mixBlendMode, style.position, style.visibility, style.display,
          style.textDecoration, style.border,
        ];
        if (element.matches("a")) own.push(wordsOf(blockOf(element)) === wordsOf(element));
        looks.set(element, numberOf([above, ...own].join("|")));
      }
      return looks.get(element);
    }
    const wordsOf = (element) => element.textContent.trim();
    const hasText = (element) =>
      element.matches("input, select, textarea, a[href]") ||
      [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim());
    const examples = [...document.body.querySelectorAll("*")].filter((element) => {
      if (!hasText(element) || !element.checkVisibility()) return false;
      texts += 1;
      const look = lookOf(element);
      seen.set(look, (seen.get(look) ?? 0) + 1);
      return seen.get(look) <= 2;
    });
    return examples;
  }

  // Empties what is neither on the way to one of the elements nor in its lines; gives what fills it
  // again. What is emptied stays in its place, which style sheets count.
  function emptyAllBut(elements) {
    const kept = new Set();
    for (const element of elements) {
      for (let above = element; above && !kept.has(above); above = above.parentElement) kept.add(above);
    }
    for (const element of elements) {
      const { children } = element.matches("a") ? blockOf(element) : element;
      for (const words of [...children].filter(isInline)) {
        [words, ...words.querySelectorAll("*")].forEach((inside) => kept.add(inside));
      }
    }
    const emptied = [];
    (function empty(element) {
      for (const child of element.children) {
        if (kept.has(child)) empty(child);
        else emptied.push([child, [...child.childNodes]]);
      }
    })(document.body);
    emptied.forEach(([element]) => element.replaceChildren());
    return () => emptied.forEach(([element, nodes]) => element.replaceChildren(...nodes));
  }
}
