/* Copies a citation; where a page may not write to the clipboard, the citation is selected. */
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".chronology .copy");
  if (!button) return;
  const text = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(text.innerText);
    button.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(text);
  }
});
