// Recordings that somebody asked to keep: in this browser's own database, one a question, and nowhere else.
const NAME = "jobfutures-recordings";
const STORE = "recordings";
const person = document.querySelector("meta[name='practice-person']")?.content ?? "";

export async function keepRecording({ question, title, address, blob }) {
  const item = { id: `${person}/${question}`, person, question, title, address, blob, at: new Date().toISOString() };
  await withStore("readwrite", (store) => store.put(item));
}

export const forgetRecording = (id) => withStore("readwrite", (store) => store.delete(id));

// Those of this person, and those made here before anybody signed in; newest first.
export async function recordings() {
  const all = await withStore("readonly", (store) => store.getAll());
  return all.filter((one) => !one.person || one.person === person).sort((a, b) => b.at.localeCompare(a.at));
}

export function sizeOf(blob) {
  const kilobytes = Math.max(1, Math.round(blob.size / 1000));
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilobyte" }).format(kilobytes);
}

async function withStore(mode, act) {
  const base = await opened();
  try {
    const change = base.transaction(STORE, mode);
    const asked = act(change.objectStore(STORE));
    return await new Promise((resolve, reject) => {
      change.oncomplete = () => resolve(asked.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  } finally {
    base.close();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
