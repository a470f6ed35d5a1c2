// Dialogs: [data-dialog="id"] opens, [data-close] closes, [data-confirm] asks before its form is sent.

export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // a link into a tab of its own stays a link
    if (opener && !(elsewhere && opener.href)) {
      event.preventDefault();
      opener.closest("details.kw-menu")?.removeAttribute("open");
      document.getElementById(opener.dataset.dialog)?.showModal();
      return;
    }
    const close = event.target.closest("dialog [data-close]");
    if (close) close.closest("dialog").close();
    else if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
  });
  document.addEventListener("submit", ask, true);
}

function outside(event) {
  const box = event.target.getBoundingClientRect();
  const across = event.clientX < box.left || event.clientX > box.right;
  return across || event.clientY < box.top || event.clientY > box.bottom;
}

function ask(event) {
  const button = event.submitter;
  const words = button?.dataset.confirm;
  const dialog = document.getElementById("kw-sure");
  if (!words || !dialog || button.dataset.sure) return;
  event.preventDefault();
  event.stopPropagation();
  const count = button.closest("[data-bulk]")?.querySelector("[data-count]").textContent;
  dialog.querySelector("h2").textContent = button.textContent;
  dialog.querySelector("[data-sure-text]").textContent = count ? `${words} ${count}` : words;
  const sure = dialog.querySelector("[data-sure]");
  sure.textContent = button.textContent;
  dialog.showModal();
  sure.onclick = () => {
    dialog.close();
    button.dataset.sure = "yes";
    event.target.requestSubmit(button);
    delete button.dataset.sure;
  };
}
