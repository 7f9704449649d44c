// Runs the engine of {module}: says {started}, and answers {id, ask, body} with
// {id, ask, answer, ms}.
import "./wasm_exec.js";

const started = new Promise((resolve) => { globalThis.ready = resolve; });

onmessage = async ({ data }) => {
  if (data.module) {
    const go = new Go();
    go.run(await WebAssembly.instantiate(data.module, go.importObject));
    await started;
    return postMessage({ started: true });
  }
  await started;
  const begin = performance.now();
  const answer = globalThis.longcase[data.ask](data.body);
  postMessage({ id: data.id, ask: data.ask, answer, ms: performance.now() - begin });
};
