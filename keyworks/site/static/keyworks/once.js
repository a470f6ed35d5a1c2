// A part that was read once and closed stays closed for this person on this device: <details data-once="name">.

function key(part) {
  return `kw-once:${document.documentElement.dataset.person ?? ""}:${part.dataset.once}`;
}

function closed(part) {
  try {
    return localStorage.getItem(key(part)) === "closed";
  } catch {
    return false;
  }
}

function keep(part) {
  try {
    localStorage.setItem(key(part), part.open ? "open" : "closed");
  } catch {
    // A forbidden store: it opens again next time.
  }
}

export function watchOnce() {
  for (const part of document.querySelectorAll("details[data-once]")) {
    if (closed(part)) part.open = false;
    part.addEventListener("toggle", () => keep(part));
  }
}
