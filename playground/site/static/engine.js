// The engine in workers. A Lane has a worker that answers the newest request alone.
import { script } from "./trusted.js";

// How long a worker may be busy with a request that a newer has superseded, in
// milliseconds. Starting another takes about as long.
const patience = 250;

const compiled = WebAssembly.compileStreaming(fetch("engine.wasm"));

export class Lane {
  #worker; #running = false; #busy; #waiting; #onAnswer; #id = 0; #since = 0; #timer;

  // onAnswer takes {ask, answer, ms} of the newest request.
  constructor(onAnswer) { this.#onAnswer = onAnswer; }

  // send asks for each of the names in turn, instead of everything asked before.
  send(asks, body) {
    this.#id++;
    this.#waiting = asks.map((ask) => ({ id: this.#id, ask, body }));
    this.#advance();
  }

  // drop forgets everything asked before.
  drop() { this.send([], ""); }

  async #start() {
    const worker = new Worker(script("worker.js"), { type: "module" });
    this.#worker = worker;
    this.#running = this.#busy = false;
    worker.onmessage = ({ data }) => {
      if (worker !== this.#worker) return;
      if (data.started) {
        this.#running = true;
        this.#since = performance.now();
      } else {
        this.#busy = false;
      }
      this.#advance();
      if (data.id === this.#id) this.#onAnswer(data);
    };
    worker.postMessage({ module: await compiled });
  }

  #advance() {
    clearTimeout(this.#timer);
    if (this.#waiting === undefined) return;
    if (this.#busy) {
      if (this.#busy === this.#id || !this.#running) return;
      const left = Math.max(0, this.#since + patience - performance.now());
      this.#timer = setTimeout(() => this.#replace(), left);
      return;
    }
    const request = this.#waiting.shift();
    if (request === undefined) return;
    if (!this.#worker) this.#start();
    this.#busy = request.id;
    this.#since = performance.now();
    this.#worker.postMessage(request);
  }

  // replace gives up a worker that is busy with a superseded request.
  #replace() {
    this.#worker.terminate();
    this.#start();
    this.#advance();
  }
}
