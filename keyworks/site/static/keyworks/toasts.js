// Toasts: good news leaves by itself, what went wrong stays until closed.

const STAYS = 8000;

export function toast(words, kind = "info") {
  const made = document.getElementById("kw-toast").content.cloneNode(true).firstElementChild;
  made.classList.add(`kw-${kind}`);
  made.querySelector("p").textContent = words;
  document.querySelector(".kw-toasts").append(made);
  leave(made);
}

function leave(one) {
  if (one.matches(".kw-error, .kw-warning, .kw-bad, .kw-warn")) return;
  setTimeout(() => { if (!one.matches(":hover, :focus-within")) one.remove(); }, STAYS);
}

const LATER = "kw-toasts";

export function later(words) {
  sessionStorage.setItem(LATER, JSON.stringify([...kept(), words]));
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(LATER)) ?? [];
  } catch {
    return [];
  }
}

export function watchToasts() {
  kept().forEach((words) => toast(words, "success"));
  sessionStorage.removeItem(LATER);
  document.querySelectorAll(".kw-toasts > .kw-toast").forEach(leave);
  document.addEventListener("click", (event) => {
    event.target.closest(".kw-toast [data-close]")?.closest(".kw-toast").remove();
    const teller = event.target.closest("[data-toast]");
    if (teller) toast(teller.dataset.toast, teller.dataset.kind);
    if (event.target.closest("[data-print]")) print();
  });
  document.addEventListener("toast", (event) => toast(event.detail.value ?? event.detail.words ?? "", event.detail.kind));
}
