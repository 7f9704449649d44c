// The page: a state, two lanes of the engine, and what is asked of them after an edit.
import { Lane } from "./engine.js";
import { Editor } from "./editor.js";
import { pack, unpack } from "./state.js";
import { script } from "./trusted.js";
import { showAnswer, showChoices, showFindings, showPicture, showVerdicts } from "./outcome.js";

const element = (id) => document.getElementById(id);
const dayLength = 86_400_000;

// How long after an answer the slower parts are asked for, and the address is set, in
// milliseconds.
const pause = 120;

const text = new Editor("text", edited), list = new Editor("list", edited);
const state = { start: Math.floor(Date.now() / 60_000) * 60_000, day: 0, policy: 0, group: "" };
let examples = [], askedAt = 0, laterTimer, addressTimer, address = "", keptOffline;

const first = new Lane(({ ask, answer, ms }) => {
  if (ask === "examples") return ready(JSON.parse(answer));
  show(JSON.parse(answer), ms);
});
const later = new Lane(({ ask, answer }) => {
  if (ask === "population") showPicture("population", answer);
  else if (ask === "verdicts") showVerdicts(JSON.parse(answer));
  else showFindings(JSON.parse(answer));
  if (ask === "findings") state.unfinished = false;
});

function request() {
  const { start, day, policy, group } = state;
  return JSON.stringify({ text: text.text, list: list.text, start, now: start + day * dayLength, policy, group });
}

// edited asks for everything anew, changed for what depends on now.
function edited() {
  element("findings").setAttribute("aria-busy", "true");
  state.unfinished = true;
  changed();
}

function changed() {
  later.drop();
  clearTimeout(laterTimer);
  askedAt = performance.now();
  showDay();
  // An option of no example is the first, "Choose…".
  element("examples").selectedIndex = 1 + examples.findIndex((example) => example.text === text.text);
  first.send(["show"], request());
  clearTimeout(addressTimer);
  addressTimer = setTimeout(setAddress, 4 * pause);
}

function show(answer, ms) {
  text.show(answer.marks ?? []);
  list.show(answer.listMarks ?? []);
  const policies = answer.policies ?? [], broken = policies.length === 0;
  element("outcome").classList.toggle("stale", broken);
  element("status").textContent = broken ? status(answer) : "";
  element("status").hidden = !broken;
  if (!broken) {
    element("outcome").hidden = false;
    state.policy = answer.policy;
    showChoices("policy", policies, answer.policy);
    const groups = answer.groups ?? [];
    showChoices("group", groups, groups.indexOf(answer.group));
    showAnswer(answer);
    laterTimer = setTimeout(askLater, pause);
  } else if (text.text.trim() === "") {
    element("outcome").hidden = true;
  }
  performance.measure("answer", { start: askedAt, detail: { engine: ms } });
}

function askLater() {
  later.send(state.unfinished ? ["verdicts", "population", "findings"] : ["verdicts"], request());
  if (!keptOffline) keptOffline = navigator.serviceWorker?.register(script("offline.js"));
}

function status({ marks, note }) {
  if (text.text.trim() === "") return "Write a policy, or choose an example, to see what comes of it.";
  if (note) return note;
  const count = marks?.length ?? 0;
  const problems = count === 1 ? "a problem" : `${count} problems`;
  const before = element("outcome").hidden ? "" : " Below is the outcome before that.";
  return `The policy has ${problems}.${before}`;
}

function showDay() {
  const words = (day) => new Date(state.start + day * dayLength).toISOString().slice(0, 16).replace("T", " ");
  const after = state.day === 0 ? "" : state.day === 1 ? ", in a day" : `, in ${state.day} days`;
  element("now").textContent = `${words(state.day)} UTC${after}`;
  element("day").setAttribute("aria-valuetext", element("now").textContent);
  element("day").value = state.day;
  element("first-day").textContent = words(0).slice(0, 10);
  element("last-day").textContent = words(365).slice(0, 10);
}

async function setAddress() {
  const { start, day, policy, group } = state;
  address = await pack({ text: text.text, list: list.text, start, day, policy, group });
  history.replaceState(null, "", `#${address}`);
}

// restore takes the state of an address; without any, the first example is shown.
async function restore() {
  const fragment = location.hash.slice(1);
  if (fragment !== "" && fragment === address) return;
  const linked = await unpack(fragment);
  if (linked === null) {
    text.text = examples.at(-1).text;
  } else {
    ({ text: text.text, list: list.text } = linked);
    Object.assign(state, { start: linked.start, day: linked.day, policy: linked.policy, group: linked.group });
  }
  if (list.text !== "") element("list-field").open = true;
  edited();
}

function ready(all) {
  examples = all;
  element("examples").append(...all.map(({ title }, i) => new Option(title, i)));
  restore();
}

async function share() {
  await setAddress();
  let said = "Too long for a link";
  if (address !== "") {
    said = await navigator.clipboard.writeText(location.href).then(() => "Copied", () => "See the address bar");
  }
  element("share").textContent = said;
  setTimeout(() => { element("share").textContent = "Copy link"; }, 2000);
}

// sample is a list to try: a snapshot each 20 hours of the last 90 days, of two groups.
function sample() {
  let lines = "";
  for (let i = 108; i > 0; i--) {
    const instant = new Date(state.start - i * 20 * 3_600_000).toISOString().replace(/\.\d+/, "");
    lines += `${instant}\tdb-${109 - i}\tgroup=db${i === 70 ? "\theld" : ""}${i === 40 ? "\tfailed" : ""}\n`;
    if (i % 3 === 0) lines += `${instant}\twww-${109 - i}\tgroup=www\n`;
  }
  return lines;
}

element("day").addEventListener("input", () => { state.day = Number(element("day").value); changed(); });
element("examples").addEventListener("change", () => {
  const chosen = examples[element("examples").value];
  if (chosen) { text.text = chosen.text; state.policy = 0; edited(); }
});
element("policy").addEventListener("change", () => { state.policy = element("policy").selectedIndex; edited(); });
element("group").addEventListener("change", () => { state.group = element("group").value; edited(); });
element("sample").addEventListener("click", () => { list.text = sample(); edited(); });
element("share").addEventListener("click", share);
addEventListener("hashchange", restore);

showDay();
first.send(["examples"], "");
