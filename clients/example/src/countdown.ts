import { h } from "./dom";

interface Running {
  element: HTMLElement;
  end: number;
  done: () => void;
}

const running = new Set<Running>();
let serverAhead = 0; // milliseconds

/** Go by the shop's clock: `at` is what it showed just now. */
export function setClock(at: string): void {
  serverAhead = Date.parse(at) - Date.now();
}

/** Count down to an instant of the shop's clock; `done` is called once, when it has come. */
export function countdown(end: string, done: () => void): HTMLElement {
  const element = h("time", { className: "countdown", role: "timer", dateTime: end });
  const one = { element, end: Date.parse(end), done };
  element.textContent = written(one.end);
  running.add(one);
  return element;
}

function tick(): void {
  for (const one of running) {
    if (!one.element.isConnected) running.delete(one);
    else if (one.end <= now()) {
      running.delete(one);
      one.element.textContent = written(one.end);
      one.done();
    } else if (one.element.textContent !== written(one.end)) {
      one.element.textContent = written(one.end);
    }
  }
}

function written(end: number): string {
  const left = Math.max(0, Math.ceil((end - now()) / 1000));
  const days = Math.floor(left / 86400);
  const parts = [Math.floor(left / 3600) % 24, Math.floor(left / 60) % 60, left % 60];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return days ? `${days} d ${clock}` : clock;
}

const now = (): number => Date.now() + serverAhead;

setInterval(tick, 200);
