// Two reading levels: in the plain one, what only a specialist looks for stays out of the way. Nothing of it is lost.

const KEY = "certlens.level";

/** Wires the choice in the header and remembers it on this device. */
export function wireLevel() {
  const root = document.documentElement;
  const set = (level) => { root.dataset.level = level; };
  const kept = recall(KEY);
  for (const choice of document.querySelectorAll("input[name=level]")) {
    if (choice.value === kept) {
      choice.checked = true;
      set(kept);
    }
    choice.addEventListener("change", () => { set(choice.value); remember(KEY, choice.value); });
  }
}

/** What this device keeps under `key`; null where it keeps nothing, or may not. */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps `value` on this device, or forgets it where it is null. False where the browser does not allow that. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}
