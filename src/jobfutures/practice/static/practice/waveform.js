// Draws what was recorded, and says the same in words: how long, how much of it is sound, and the longest pause.
const PART_S = 0.05;
const SILENT = 0.02; // of full scale: below it nobody speaks
let redraw;

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw?.());

export async function drawWaveform(canvas, blob, context, sentence) {
  const sound = await context.decodeAudioData(await blob.arrayBuffer());
  const samples = sound.getChannelData(0);
  redraw = () => paint(canvas, peaksOf(samples, Math.floor(canvas.width / 3)));
  redraw();
  const words = inWords(samples, sound, sentence);
  canvas.setAttribute("aria-label", words);
  return words;
}

function peaksOf(samples, count) {
  const size = Math.max(1, Math.floor(samples.length / count));
  return Array.from({ length: count }, (_, place) => loudest(samples, place * size, size));
}

function loudest(samples, from, size) {
  let most = 0;
  const end = Math.min(from + size, samples.length);
  for (let place = from; place < end; place += 1) most = Math.max(most, Math.abs(samples[place]));
  return most;
}

function paint(canvas, peaks) {
  const pen = canvas.getContext("2d");
  const most = Math.max(SILENT, ...peaks);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = getComputedStyle(canvas).color;
  peaks.forEach((peak, place) => {
    const height = Math.max(2, (peak / most) * canvas.height);
    pen.fillRect(place * 3, (canvas.height - height) / 2, 2, height);
  });
}

function inWords(samples, sound, sentence) {
  const size = Math.floor(sound.sampleRate * PART_S);
  let [parts, loud, pause, longest] = [0, 0, 0, 0];
  for (let from = 0; from < samples.length; from += size) {
    const isLoud = loudest(samples, from, size) > SILENT;
    parts += 1;
    loud += isLoud;
    pause = isLoud ? 0 : pause + 1;
    longest = Math.max(longest, pause);
  }
  const values = { length: Math.round(sound.duration), share: Math.round((100 * loud) / Math.max(1, parts)), pause: (longest * PART_S).toFixed(1) };
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
