// Runs examples from their page. The form of an example, which is made for one visitor, is fetched once somebody reaches
// for it; without script the same links lead to a page with that form.
const working = new WeakMap(); // form -> what stops its run
const button = (form, act) => form.querySelector(`[data-act="${act}"]`);

for (const figure of document.querySelectorAll("[data-runs]")) if (figure.querySelector("[data-reach]")) reachable(figure);
for (const form of document.querySelectorAll("[data-bench]")) begin(form);

function reachable(figure) {
  const links = figure.querySelector("[data-reach]");
  let coming;
  const fetched = () => (coming ??= benchOf(figure.dataset.runs));
  const early = () => fetched().catch(() => (coming = undefined));
  for (const kind of ["pointerenter", "focusin"]) links.addEventListener(kind, early);
  links.addEventListener("click", async (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (!act || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const form = await fetched().catch(() => undefined);
    if (!form) return location.assign(figure.dataset.runs);
    if (!form.isConnected) {
      links.replaceWith(form);
      begin(form);
      button(form, act).focus();
    }
    if (act === "run") form.requestSubmit();
    else change(form);
  });
}

async function benchOf(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = document.adoptNode(page.querySelector("[data-bench]"));
  await import(form.dataset.output);
  return form;
}

function begin(form) {
  const inPlace = form.closest("[data-runs]");
  button(form, "change").hidden = !inPlace;
  form.addEventListener("submit", (event) => (event.preventDefault(), run(form)));
  form.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "stop") working.get(form)?.abort();
    if (act === "change") change(form);
    if (act === "reset" && inPlace) event.preventDefault(), reset(form);
  });
  if (!inPlace) change(form);
}

async function change(form) {
  form.closest("figure").classList.add("editing");
  button(form, "change").hidden = true;
  form.mounted ??= import(form.dataset.editor).then(({ mount }) => mount(form.elements.source));
  (await form.mounted).focus();
}

function reset(form) {
  working.get(form)?.abort();
  form.reset();
  form.closest("figure").classList.remove("editing");
  form.querySelector("[data-shown]").hidden = true;
  button(form, "change").hidden = false;
  button(form, "run").focus();
}

async function run(form) {
  working.get(form)?.abort();
  const stopping = new AbortController();
  working.set(form, stopping);
  const { panel, runInSandbox } = await import(form.dataset.output);
  const shown = panel(form);
  button(form, "stop").hidden = false;
  try {
    const runs = form.dataset.bench === "browser" ? (await import(form.dataset.browser)).runInBrowser : runInSandbox;
    await runs(form, shown, stopping.signal);
  } catch (problem) {
    if (working.get(form) === stopping) shown.tell(stopping.signal.aborted ? form.dataset.stopped : form.dataset.lost);
  }
  if (working.get(form) !== stopping) return; // another run has taken its place
  working.delete(form);
  button(form, "stop").hidden = true;
}
