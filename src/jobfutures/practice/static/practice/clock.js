// A clock that counts down from the suggested time, and goes on past it without a fuss.
const TICK_MS = 250;

export function clockOf(root) {
  const face = root.querySelector("[data-clock]");
  const over = root.querySelector("[data-over]");
  const suggested = Number(root.dataset.seconds);
  let spentMs = 0;
  let began = 0;
  let timer;

  show();
  return { start, stop, restart, seconds };

  function start() {
    if (began) return;
    began = Date.now();
    timer = setInterval(show, TICK_MS);
  }

  function stop() {
    if (!began) return;
    spentMs += Date.now() - began;
    began = 0;
    clearInterval(timer);
    show();
  }

  function restart() {
    stop();
    spentMs = 0;
    start();
  }

  function seconds() {
    return Math.floor((spentMs + (began ? Date.now() - began : 0)) / 1000);
  }

  function show() {
    const left = suggested - seconds();
    const [minutes, rest] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
    face.textContent = `${left < 0 ? "+" : ""}${minutes}:${String(rest).padStart(2, "0")}`;
    over.hidden = left >= 0;
  }
}
