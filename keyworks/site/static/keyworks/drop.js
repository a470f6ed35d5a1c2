// Files by drag and drop: name, type and size are told before anything is sent, then each goes on its own.

import { later, toast } from "./toasts.js";

export function watchDrops() {
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", dropped);
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-drop]");
    if (form && event.target.type === "file") list(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-drop]");
    if (!form) return;
    event.preventDefault();
    send(form);
  });
}

function over(event, inside) {
  const form = event.target.closest?.("[data-drop]");
  if (!form) return;
  event.preventDefault();
  form.classList.toggle("kw-over", inside);
}

function dropped(event) {
  const form = event.target.closest?.("[data-drop]");
  if (!form) return;
  event.preventDefault();
  form.classList.remove("kw-over");
  form.querySelector("input[type=file]").files = event.dataTransfer.files;
  list(form);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function fits(form, file) {
  const limit = Number(form.dataset.limit);
  const types = form.querySelector("input[type=file]").accept.split(",").map((type) => type.trim()).filter(Boolean);
  const named = types.every((type) => !type.startsWith(".")) || types.some((type) => file.name.toLowerCase().endsWith(type));
  return { small: !limit || file.size <= limit, named };
}

function list(form) {
  const items = [...form.querySelector("input[type=file]").files].map((file) => {
    const item = document.createElement("li");
    const { small, named } = fits(form, file);
    const words = !small ? form.dataset.tooLarge : !named ? form.dataset.wrongType : "";
    item.append(`${file.name} · ${size(file.size)}${words ? ` · ${words}` : ""} `);
    item.classList.toggle("kw-error", Boolean(words));
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.hidden = true;
    bar.setAttribute("aria-label", file.name);
    item.append(bar);
    return item;
  });
  form.querySelector(".kw-drop-list").replaceChildren(...items);
}

async function send(form) {
  if (form.hasAttribute("data-together")) return together(form);
  const input = form.querySelector("input[type=file]");
  const items = [...form.querySelectorAll(".kw-drop-list li")];
  let sent = 0;
  for (const [index, file] of [...input.files].entries()) {
    const { small, named } = fits(form, file);
    if (!small || !named) continue;
    if (await one(form, input.name, file, items[index])) sent += 1;
  }
  if (sent && sent === input.files.length) {
    if (form.dataset.done) location.assign(form.dataset.done);
    else location.reload();
  }
}

// All files in one request, when they belong together; the page that answers is gone to.
async function together(form) {
  const input = form.querySelector("input[type=file]");
  form.querySelector(".kw-drop-list [data-told]")?.remove();
  const items = [...form.querySelectorAll(".kw-drop-list li")];
  if (!input.files.length || [...input.files].some((file) => !fits(form, file).small)) return;
  const data = new FormData(form);
  const answered = await one(form, "", null, items[0], data);
  if (answered) location.assign(answered);
}

function one(form, name, file, item, whole) {
  const bar = item.querySelector("progress");
  const data = whole ?? new FormData(form);
  if (!whole) {
    data.delete(name);
    data.append(name, file);
  }
  bar.hidden = false;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action") || location.href);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
    request.onload = () => {
      const good = request.status < 400;
      item.classList.toggle("kw-error", !good);
      bar.hidden = true;
      if (good) carry(request);
      if (!good) tell(item, answer(request) || form.dataset.failed, whole);
      resolve(good && whole ? request.responseURL : good);
    };
    request.onerror = () => {
      bar.hidden = true;
      item.classList.add("kw-error");
      toast(form.dataset.failed, "error");
      resolve(false);
    };
    request.send(data);
  });
}

// What is wrong with one file stands beside it; what is wrong with one of several names it, and stands below them all.
function tell(item, words, whole) {
  if (!whole || item.parentElement.children.length === 1) return item.append(` · ${words}`);
  item.classList.remove("kw-error");
  const told = document.createElement("li");
  told.className = "kw-error";
  told.dataset.told = "";
  told.append(words);
  item.parentElement.append(told);
}

// What the answering page would have announced is announced on the page that comes next.
function carry(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  for (const told of page.querySelectorAll(".kw-toasts p")) later(told.textContent);
}

function answer(request) {
  const type = request.getResponseHeader("Content-Type") || "";
  if (type.includes("json")) {
    const told = JSON.parse(request.responseText);
    return told.detail || told.title || "";
  }
  if (type.startsWith("text/plain")) return request.responseText;
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  return page.querySelector("[data-sentence], .kw-error")?.textContent.trim() ?? "";
}
