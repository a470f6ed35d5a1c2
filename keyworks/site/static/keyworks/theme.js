// Runs before the first paint: what scripts replace is gone at once, "as the device" becomes light or dark.
(function () {
  var root = document.documentElement;
  root.classList.add("kw-js");
  if (root.dataset.theme !== "auto") return;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() { root.dataset.bsTheme = dark.matches ? "dark" : "light"; }
  follow();
  dark.addEventListener("change", follow);
})();
