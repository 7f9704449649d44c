// A text area whose problems are marked in place: behind its text stands the same text,
// transparent, with the marks.

export class Editor {
  #area; #back; #list; #marks = [];

  constructor(name, onEdit) {
    this.#area = document.getElementById(name);
    this.#back = document.querySelector(`#${name}-editor pre`);
    this.#list = document.getElementById(`${name}-marks`);
    this.#area.addEventListener("input", () => { this.#marks = []; this.#paint(); onEdit(); });
    this.#area.addEventListener("scroll", () => this.#scroll());
  }

  get text() { return this.#area.value; }

  set text(text) {
    this.#area.value = text;
    this.#area.scrollTop = 0;
    this.#marks = [];
    this.#paint();
  }

  // show marks problems, and lists them with buttons that lead to their places.
  show(marks) {
    this.#marks = marks.filter((mark) => mark.line).sort((a, b) => a.start - b.start);
    this.#paint();
    this.#list.replaceChildren(...marks.map((mark) => markItem(mark, (m) => this.#go(m))));
    this.#area.setAttribute("aria-invalid", String(marks.some((mark) => mark.severity === "error")));
  }

  #paint() {
    const text = this.text, parts = [];
    let at = 0;
    for (const mark of this.#marks) {
      if (mark.start < at) continue;
      const element = document.createElement("mark");
      element.className = mark.severity;
      // A mark of nothing, or of the end of a line, is a space wide.
      element.textContent = text.slice(mark.start, mark.end).replace(/^\n?$/, " ");
      parts.push(text.slice(at, mark.start), element);
      at = mark.end - (text[mark.end - 1] === "\n" && mark.end - mark.start === 1 ? 1 : 0);
    }
    this.#back.replaceChildren(...parts, text.slice(at), "\n");
    this.#scroll();
  }

  #scroll() {
    this.#back.scrollTop = this.#area.scrollTop;
    this.#back.scrollLeft = this.#area.scrollLeft;
  }

  // go selects the place of a mark, and scrolls to it.
  #go(mark) {
    this.#area.focus();
    this.#area.setSelectionRange(mark.start, Math.max(mark.end, mark.start));
    const height = parseFloat(getComputedStyle(this.#area).lineHeight);
    this.#area.scrollTop = Math.max(0, (mark.line - 4) * height);
    this.#area.scrollIntoView({ block: "nearest" });
  }
}

// markItem returns a list item for a remark. With a place it has a button that leads there.
export function markItem(mark, go) {
  const item = document.createElement("li");
  item.className = mark.severity;
  const severity = document.createElement("strong");
  severity.textContent = mark.severity;
  item.append(severity, " ", mark.message);
  if (mark.line) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `line ${mark.line}, column ${mark.column}`;
    if (mark.pointer) button.title = mark.pointer;
    button.addEventListener("click", () => go(mark));
    item.append(" ", button);
  }
  return item;
}
