// Panels by address: a failed one says so and offers to try again; a session that ended offers to sign in.

import { toast } from "./toasts.js";

function say(panel, id) {
  panel.replaceChildren(document.getElementById(id).content.cloneNode(true));
  const link = panel.querySelector("[data-sign-in]");
  if (link) link.href = `/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

// An answer that is an error is not put into the page, save a form that came back with its mistakes (422).
function judge(event) {
  const { xhr, elt } = event.detail;
  if (xhr.status < 400) return;
  event.detail.isError = false;
  event.detail.shouldSwap = xhr.status === 422;
  if (event.detail.shouldSwap) return;
  const panel = elt.closest("[data-panel]");
  const id = xhr.status === 401 ? "kw-panel-signed-out" : "kw-panel-failed";
  if (panel && (panel === elt || xhr.status === 401)) say(panel, id);
  else toast(sentence(xhr) || document.getElementById(id).content.querySelector("p").textContent, "error");
}

function sentence(xhr) {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  return page.querySelector("[data-sentence]")?.textContent.trim() ?? "";
}

function lost(event) {
  const panel = event.detail.elt?.closest("[data-panel]");
  if (panel && panel === event.detail.elt) say(panel, "kw-panel-failed");
  else toast(document.getElementById("kw-unreached").content.querySelector("p").textContent, "error");
}

export function watchPanels() {
  document.body.addEventListener("htmx:beforeSwap", judge);
  document.body.addEventListener("htmx:sendError", lost);
  document.body.addEventListener("htmx:timeout", lost);
  document.addEventListener("click", (event) => {
    const panel = event.target.closest("[data-retry]")?.closest("[data-panel]");
    if (panel) window.htmx.trigger(panel, "retry");
  });
}
