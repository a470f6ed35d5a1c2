// The map and what it needs are fetched only where a page or a panel holds one.

export function watchMaps() {
  document.addEventListener("htmx:afterSwap", look);
  look();
}

async function look() {
  if (!document.querySelector("[data-map]:not([data-begun])")) return;
  const { begin } = await import("./map.js");
  begin();
}
