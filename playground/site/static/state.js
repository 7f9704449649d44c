// The state of the page in the fragment of its address, which browsers send to nobody.
// It is JSON, deflated, in base64url: "#1" and the rest.
const version = "1";

// The most characters of a fragment, and the most bytes it may unpack to.
const maxFragment = 400_000;
const maxState = 5_000_000;

export async function pack(state) {
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(state)));
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  const fragment = version + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return fragment.length <= maxFragment ? fragment : "";
}

// unpack returns null for a fragment that is not one of this page.
export async function unpack(fragment) {
  if (!fragment.startsWith(version)) return null;
  try {
    const binary = atob(fragment.slice(version.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(new DecompressionStream("deflate-raw"), Uint8Array.from(binary, (c) => c.charCodeAt(0)));
    return checked(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

// checked takes the known members of a state, each of its type.
function checked(state) {
  const number = (n, most) => (Number.isFinite(n) ? Math.min(Math.max(0, Math.trunc(n)), most) : 0);
  return {
    text: String(state.text ?? ""),
    list: String(state.list ?? ""),
    group: String(state.group ?? ""),
    policy: number(state.policy, 1e6),
    start: number(state.start, 253e12),
    day: number(state.day, 365),
  };
}

// through pipes bytes through a stream, and stops at what no page packs.
async function through(stream, bytes) {
  const writer = stream.writable.getWriter();
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > maxState) throw new RangeError("too long");
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}
