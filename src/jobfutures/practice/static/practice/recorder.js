// Records in this page: record, stop, see the wave, listen, record again. What is recorded stays here.
import { listKept } from "./kept.js";
import { whole } from "./playback.js";
import { keepRecording, sizeOf } from "./recordings.js";
import { drawWaveform } from "./waveform.js";

const LEVEL_MS = 80;
const REFUSALS = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "noMicrophone", OverconstrainedError: "noMicrophone" };

export function recorderOf(root, { begun, ended }) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [start, stopButton, meter, state, result, player, keep] = [
    "record", "stop", "level", "record-state", "result", "player", "keep",
  ].map(find);
  const kept = document.querySelector("[data-recordings]");
  let recorder;
  let context;
  let sound;

  listKept(kept);
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) {
    state.textContent = root.dataset.cannotRecord;
    return { stop: () => undefined };
  }
  start.hidden = false;
  start.addEventListener("click", begin);
  stopButton.addEventListener("click", stop);
  keep.addEventListener("click", keepIt);
  addEventListener("pagehide", stop);
  return { stop };

  async function begin() {
    start.disabled = true;
    state.textContent = root.dataset.asking;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      context ??= new AudioContext();
      await context.resume();
      record(stream);
    } catch (error) {
      state.textContent = root.dataset[REFUSALS[error.name] ?? "notReadable"];
    }
    start.disabled = false;
  }

  function record(stream) {
    const parts = [];
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    const level = watch(stream);
    recorder.addEventListener("stop", () => {
      clearInterval(level);
      stream.getTracks().forEach((track) => track.stop());
      show(new Blob(parts, { type: recorder.mimeType }));
    });
    recorder.start();
    result.hidden = true;
    swap(true);
    state.textContent = root.dataset.recording;
    stopButton.focus();
    begun();
  }

  function watch(stream) {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    return setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      meter.value = Math.min(1, 3 * Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
    }, LEVEL_MS);
  }

  function stop() {
    if (recorder?.state === "recording") recorder.stop();
  }

  async function show(blob) {
    sound = blob;
    swap(false);
    ended();
    start.textContent = root.dataset.again;
    result.hidden = false;
    whole(player, blob);
    keep.hidden = false;
    keep.textContent = root.dataset.keep.replace("{}", sizeOf(blob));
    state.textContent = root.dataset.stopped;
    find("wave-words").textContent = await drawWaveform(find("wave"), blob, context, root.dataset.wave).catch(() => "");
  }

  function swap(isRecording) {
    start.hidden = isRecording;
    stopButton.hidden = meter.parentElement.hidden = !isRecording;
  }

  async function keepIt() {
    const { aloud: question, title } = root.dataset;
    try {
      await keepRecording({ question, title, address: location.pathname, blob: sound });
      keep.hidden = true;
      state.textContent = root.dataset.kept;
      await listKept(kept);
    } catch {
      state.textContent = root.dataset.notKept;
    }
  }
}
