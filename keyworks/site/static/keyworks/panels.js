// Panels by address: a failed one says so and offers to try again; a session that ended offers to sign in.

function say(panel, id) {
  panel.replaceChildren(document.getElementById(id).content.cloneNode(true));
  const link = panel.querySelector("[data-sign-in]");
  if (link) link.href = `/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

function failed(event) {
  const panel = event.target.closest?.("[data-panel]");
  if (panel) say(panel, event.detail.xhr?.status === 401 ? "kw-panel-signed-out" : "kw-panel-failed");
}

export function watchPanels() {
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, failed);
  }
  document.addEventListener("click", (event) => {
    const panel = event.target.closest("[data-retry]")?.closest("[data-panel]");
    if (panel) window.htmx.trigger(panel, "retry");
  });
}
