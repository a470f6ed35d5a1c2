// Every map of a page, each begun once; the map of the city brings more along.

import { Plan } from "./map-plan.js";

export async function begin() {
  for (const figure of document.querySelectorAll("[data-map]:not([data-begun])")) {
    figure.dataset.begun = "";
    const kind = "city" in figure.dataset ? (await import("./city-map.js")).CityMap : Plan;
    new kind(figure).start();
  }
}
