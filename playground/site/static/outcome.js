// Shows answers. Names from documents are set as text; only pictures are markup.
import { markItem } from "./editor.js";
import { picture } from "./trusted.js";

const element = (id) => document.getElementById(id);
const shown = new Map();

// showPicture puts a picture in its figure, unless it is there already.
export function showPicture(id, svg) {
  if (shown.get(id) === svg) return;
  shown.set(id, svg);
  element(id).innerHTML = picture(svg);
  element(id).hidden = svg === "";
}

export function showAnswer(answer) {
  showText("name", answer.policies[answer.policy]);
  showText("words", answer.words);
  showText("note", answer.note);
  showPicture("retention", answer.retention);
  showPicture("calendar", answer.calendar);
  if (answer.calendar === "") showPicture("population", "");
  showNext(answer.next ?? [], answer.calendar !== "");
}

export function showFindings(marks) {
  const items = marks.map((mark) => markItem(mark));
  if (items.length === 0) items.push(Object.assign(document.createElement("li"), { textContent: "None." }));
  element("findings").replaceChildren(...items);
  element("findings").removeAttribute("aria-busy");
}

// showChoices fills a menu, which is hidden unless there is a choice.
export function showChoices(id, names, chosen) {
  const select = element(id), hidden = names.length < 2;
  select.hidden = select.labels[0].hidden = hidden;
  select.replaceChildren(...names.map((name, i) => new Option(name || "(no name)", name, false, i === chosen)));
  element("choices").hidden = element("policy").hidden && element("group").hidden;
}

function showText(id, text) {
  element(id).textContent = text;
  element(id).hidden = !text;
}

function showNext(next, scheduled) {
  element("next-section").hidden = !scheduled;
  const items = next.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  if (items.length === 0) items.push(Object.assign(document.createElement("li"), { textContent: "None." }));
  element("next").replaceChildren(...items);
}

export function showVerdicts(answer) {
  const verdicts = answer.verdicts ?? [], named = !answer.assumed;
  element("name-column").hidden = !named;
  element("verdicts").replaceChildren(...verdicts.map((verdict) => row(verdict, named)));
  element("counts").textContent = counts(answer, verdicts.length);
}

function counts({ kept, deleted, assumed }, listed) {
  const all = kept + deleted;
  if (all === 0) return "No snapshots.";
  const whose = assumed ? "the policy would have taken" : "of the list";
  const rest = listed < all ? ` The newest ${listed} are listed.` : "";
  return `Of ${all.toLocaleString("en")} snapshots ${whose}, ${kept.toLocaleString("en")} are kept.${rest}`;
}

function row(verdict, named) {
  const line = document.createElement("tr");
  line.className = verdict.keep ? "kept" : "deleted";
  const cells = [verdict.taken, verdict.keep ? "kept" : "deleted", verdict.why];
  if (named) cells.unshift(verdict.name ?? "");
  for (const text of cells) line.insertCell().textContent = text;
  return line;
}
