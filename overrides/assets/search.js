// Search, on the theme's index and worker: a module that `search-open.js` loads with its dialog.
// The worker finds sections that hold the words; which of them comes first is decided here.
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const MOST = 15;
const EXCERPT = 200;
// Words too common to say what is meant.
const COMMON = new Set("a an and any are as at be been by can could did do does for from had has have how in into is it its now of on or should that the their there they this to was were what when where which who why will with would".split(" "));
// What an entry of a list is called, and how much sooner it comes than another that fits as well.
const KINDS = {
  glossary: ["Term", 3], "whos-who": ["Person or body", 3], topics: ["Topic", 2.5], timeline: ["Event", 2],
  questions: ["Question", 1.5], positions: ["Position", 1], record: ["Against the record", .5], sources: ["Source", 0],
};
const STATEMENT = "Statement of a document";
let opener, dialog, input, list, make, say, worker, groups;
let ready = false;
let entries = new Map(), asked = null, waiting = 0, goFirst = false;

// Words without capitals and accents, so that they are found however they are typed.
const wordsOf = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
const phrase = (text) => ` ${wordsOf(text).join(" ")} `;
// The beginning that a word shares with its plural.
const stem = (word) => word.length < 4 ? word : word.replace(/ies$|(?<=ss|sh|ch|x)es$|(?<![sui])s$/, "");
const parse = (html) => new DOMParser().parseFromString(html || "", "text/html").body;
const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();

// ---- The index: what can be found, each with its names, its place and its text.

function entriesOf(docs) {
  const found = [];
  const pages = new Map();
  let source = "";
  for (const { location, title, text } of docs) {
    const [path, hash] = location.split("#");
    const name = textOf(parse(title)), body = parse(text);
    if (!hash) pages.set(path, name);
    if (hash?.startsWith("source-")) source = name;
    // A statement is found by itself, at its own address, which its number ends.
    const statements = path === "sources/" ? [...body.querySelectorAll("ol > li")] : [];
    for (const item of statements) {
      const [number, ...rest] = textOf(item).split(" ");
      found.push({ location: location.replace(/\d+$/, number.replace(".", "-")), kind: "statement", page: source, title: `${name}, ${number}`, text: rest.join(" ") });
    }
    if (statements.length) continue;
    const names = [name];
    for (const part of body.querySelectorAll("p")) {
      // "Also:" begins the other names of a term or an actor (generated/glossary.html, whos-who.html).
      if (!/^Also: /.test(part.textContent)) continue;
      names.push(...part.textContent.replace("Also: ", "").split(", "));
      part.remove();
    }
    // An event's or a position's heading is named after its entry, which begins above it.
    const place = location.replace(/-(title|heading)$/, "");
    found.push({ location: place, kind: path.split("/")[0], page: hash ? pages.get(path) || "" : "", title: name, names, text: textOf(body) });
  }
  // The first section of a page has the page's title; the two are one.
  const opened = new Set(found.filter((entry) => entry.text && entry.title === entry.page).map((entry) => entry.page));
  return found.filter((entry) => entry.text || !entry.page && !opened.has(entry.title)).map((entry) => {
    const { location, page, title, names = [title], text } = entry;
    const opens = page === title;
    return { ...entry, location: opens ? location.split("#")[0] : location, page: opens ? "" : page, names: names.map(phrase), around: entry.kind === "topics" && !opens ? phrase(page) : "", plain: phrase(text) };
  });
}

// Other words for what an entry speaks of.
const otherWords = ({ names, plain }) => groups
  .filter((group) => group.some((word) => plain.includes(word) || names.some((name) => name.includes(word))))
  .flat();

const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

async function load() {
  worker = new Worker(opener.dataset.worker);
  const [index, words] = await Promise.all([json(opener.dataset.index), json(opener.dataset.words)]);
  groups = words.map((group) => group.map(phrase));
  entries = new Map(entriesOf(index.docs).map((entry) => [entry.location, entry]));
  const docs = [...entries.values()].map((entry) => ({
    location: entry.location, title: entry.names.join(" "), text: entry.plain + entry.around + otherWords(entry).join(" "),
  }));
  await new Promise((resolve, reject) => {
    worker.onerror = reject;
    worker.onmessage = ({ data }) => {
      if (data.type === READY) resolve();
      else if (data.type === RESULT && --waiting === 0) answered(data.data.items.flat());
    };
    // Words are parted already, and none is left out or cut short.
    worker.postMessage({ type: SETUP, data: { config: { ...index.config, separator: " ", pipeline: [] }, docs, options: {} } });
  });
}

// ---- A question: first every word must be there; if nothing has them all, one is enough.

function ask() {
  const words = wordsOf(input.value);
  const telling = words.filter((word) => !COMMON.has(word) && (word.length > 1 || /\d/.test(word)));
  goFirst = false;
  if (!words.length) {
    asked = null;
    list.replaceChildren();
    say("");
    return;
  }
  const text = ` ${words.join(" ")} `;
  const same = groups.filter((group) => group.some((word) => text.includes(word)))
    .flatMap((group) => group.flatMap((from) => group.map((to) => text.replace(from, to))));
  asked = { text, variants: [...new Set([text, ...same])], words: [...new Set(telling.length ? telling : words)], every: true };
  send();
}

function send() {
  // A short word is meant as it stands, except the last, which may be unfinished.
  const query = asked.words.map((word, at) => {
    const open = word.length > 3 || at === asked.words.length - 1;
    return `${asked.every ? "+" : ""}${open ? `${stem(word)}*` : word}`;
  });
  // The worker opens a word that has no sign before it, too.
  waiting += 1;
  worker.postMessage({ type: QUERY, data: query.join(" ") });
}

// How well a name answers: it is what was asked, begins with it, holds it, holds its words.
function fit(name, variants, stems) {
  if (variants.includes(name)) return 1000;
  if (variants.some((v) => name.startsWith(v.trimEnd()))) return 400 + 200 * variants[0].length / name.length;
  const held = variants.find((v) => name.includes(v));
  const share = stems.filter((s) => name.includes(s)).length / stems.length;
  return (held ? 200 : 0) + 200 * share * share;
}

function rank({ location, score }, best) {
  const entry = entries.get(location);
  const stems = asked.words.map((word) => ` ${stem(word)}`);
  const names = entry.names.map((name, at) => fit(name, asked.variants, stems) - (at ? 20 : 0));
  const share = (...texts) => (stems.filter((s) => texts.some((text) => text.includes(s))).length / stems.length) ** 2;
  // A text may begin with what was asked for, as that of an event does with its day.
  const exact = asked.words.length < 2 ? 0 : Math.max(...asked.variants.map((v) => entry.plain.startsWith(v) ? 300 : entry.plain.includes(v) ? 80 : 0));
  return Math.max(...names) + exact + 100 * share(entry.names[0], entry.plain) + 100 * share(entry.around)
    + 60 * score / best + 30 * (KINDS[entry.kind]?.[1] ?? 0);
}

function answered(items) {
  if (!asked) return;
  const found = items.filter((item) => item.score > 0 && entries.has(item.location));
  if (!found.length && asked.every && asked.words.length > 1) {
    asked.every = false;
    send();
    return;
  }
  const best = Math.max(...found.map((item) => item.score));
  const ranked = found.map((item) => [rank(item, best), entries.get(item.location)]).sort((a, b) => b[0] - a[0]);
  show(ranked.map(([, entry]) => entry));
}

// ---- Results

// From the sentence that holds most of the words.
function excerpt({ text }) {
  const sentences = text.split(/(?<=[.!?]”?) (?=\S)/);
  const stems = asked.words.map((word) => ` ${stem(word)}`);
  const held = sentences.map((sentence) => stems.filter((s) => phrase(sentence).includes(s)).length);
  const from = sentences.slice(Math.max(0, held.indexOf(Math.max(...held)))).join(" ");
  return from.length <= EXCERPT ? from : `${from.slice(0, EXCERPT).replace(/[\s,;:]+\S*$/, "")} …`;
}

function show(found) {
  const passages = new Set();
  const results = [];
  for (const entry of found) {
    const text = excerpt(entry);
    const passage = `${text || entry.title}`;
    if (passages.has(passage)) continue;
    passages.add(passage);
    results.push([entry, text]);
  }
  const at = [...list.querySelectorAll("a")].indexOf(document.activeElement);
  list.replaceChildren(...results.slice(0, MOST).map(([entry, text]) => {
    const kind = entry.kind === "statement" ? STATEMENT : KINDS[entry.kind]?.[0] || "Page";
    const link = make("a", { href: `${opener.dataset.base}/${entry.location}` }, entry.title);
    const line = make("small", {}, make("b", {}, kind), entry.page ? ` · ${entry.page}` : "");
    return make("li", { class: entry.kind }, link, line, make("p", {}, text));
  }));
  // A reader may be in the list before the last letter typed is answered.
  if (at >= 0) (list.querySelectorAll("a")[at] ?? input).focus();
  const count = results.length;
  const shown = count > MOST ? `, the first ${MOST} shown` : "";
  say(`${count === 1 ? "1 result" : `${count || "No"} results`}${asked.every || !count ? "" : " with some of the words"}${shown}`);
  dialog.dataset.asked = input.value;
  if (goFirst) list.querySelector("a")?.click();
}

// ---- The dialog

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.closest("button")) return;
  const stops = [input, ...list.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  event.preventDefault();
  next?.focus();
  if (next === input) input.select();
}

function enter() {
  // What is still being looked for is waited for.
  if (waiting || !ready) goFirst = true;
  else list.querySelector("a")?.click();
}

function take(parts) {
  ({ opener, dialog, input, list, make, say } = parts);
  goFirst = "entered" in input.dataset;
  input.form.addEventListener("submit", enter);
  dialog.addEventListener("keydown", move);
  input.addEventListener("input", () => ready && ask());
}

// Takes over the dialog, and answers what was typed before. It can be tried again if it fails.
export async function start(parts) {
  if (!dialog) take(parts);
  try {
    await load();
  } catch (error) {
    worker?.terminate();
    throw error;
  }
  ready = true;
  say("");
  const go = goFirst;
  ask();
  goFirst = go;
}
