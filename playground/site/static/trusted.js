// The only strings that a browser may take for markup or scripts: pictures, in which the
// engine has escaped all names, and the page's own files.
const own = new Set(["worker.js", "offline.js"]);

const rules = {
  createHTML: (svg) => {
    if (svg !== "" && !svg.startsWith("<svg ")) throw new TypeError("not a picture");
    return svg;
  },
  createScriptURL: (name) => {
    if (!own.has(name)) throw new TypeError(`not a script of this page: ${name}`);
    return name;
  },
};

const policy = globalThis.trustedTypes?.createPolicy("longcase", rules) ?? rules;

export const picture = (svg) => policy.createHTML(svg);
export const script = (name) => policy.createScriptURL(name);
