// Puts source and date of the data at the foot of every printed page; a style sheet alone cannot know them.

export function footEachPage() {
  const foot = document.querySelector(".kw-foot");
  if (!foot || !("adoptedStyleSheets" in document)) return;
  const words = [...foot.querySelectorAll("p:not(.kw-noprint)")].map((line) => line.textContent.trim()).join(" · ");
  const sheet = new CSSStyleSheet({ media: "print" });
  sheet.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(words)}; font: 7.5pt sans-serif; color: #000; white-space: nowrap; } } .kw-foot { display: none !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
