// Filters the events of a page. What is chosen stands in the address, so that it can be shared.
"use strict";
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const events = [...document.querySelectorAll(".timeline > li[data-event]")];
  const named = [...form.querySelectorAll("select")].map((select) => select.name);
  const fields = [...named, "text", "from", "to"].map((name) => form.elements[name]);
  const status = form.querySelector("[role=status]");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map();
  const textOf = (event) => {
    if (!texts.has(event)) texts.set(event, fold(event.textContent));
    return texts.get(event);
  };
  // The first of January 1970 is day 719,163 of the calendar, in which 1 January of year 1 is day 1.
  const day = (field) => (field.value ? field.valueAsNumber / 864e5 + 719163 : NaN);

  const filter = () => {
    const words = fold(form.elements.text.value).split(/\s+/).filter(Boolean);
    const chosen = named.filter((name) => form.elements[name].value);
    const [from, to] = [day(form.elements.from), day(form.elements.to)];
    const limited = !(isNaN(from) && isNaN(to));
    const fits = (event) => {
      const has = event.dataset;
      if (limited && has.undated) return false;
      if (+has.last < from || +has.first > to) return false;
      return (
        chosen.every((name) => (has[name] || "").split(" ").includes(form.elements[name].value)) &&
        words.every((word) => textOf(event).includes(word))
      );
    };
    let shown = 0;
    const out = {};
    for (const event of events) {
      event.hidden = !fits(event);
      shown += !event.hidden;
      out[event.querySelector("h3 a").getAttribute("href")] = event.hidden;
    }
    for (const mark of document.querySelectorAll("figure.drawing a"))
      mark.classList.toggle("out", Boolean(out[mark.getAttribute("href")]));
    for (const list of document.querySelectorAll(".timeline")) {
      const block = list.closest(".chronology");
      block.hidden = !list.querySelector(":scope > li:not([hidden])");
      const heading = block.previousElementSibling;
      if (heading?.matches("h2")) heading.hidden = block.hidden;
    }
    status.textContent = status.dataset.count
      .replace("{shown}", shown)
      .replace("{all}", events.length);
  };

  const restore = () => {
    const given = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = given.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    filter();
  };

  const keep = (how) => {
    const kept = new URLSearchParams(location.search);
    for (const field of fields)
      if (field.value) kept.set(field.name, field.value);
      else kept.delete(field.name);
    const query = kept.toString();
    try {
      history[how](null, "", (query ? `?${query}` : location.pathname) + location.hash);
    } catch {
      // Some browsers keep no state for pages that are opened as files.
    }
    filter();
  };

  // What is typed in one go is one step back.
  let typing = false;
  form.addEventListener("input", ({ target }) => {
    const again = typing;
    typing = target.name === "text";
    keep(again && typing ? "replaceState" : "pushState");
  });
  form.addEventListener("change", () => (typing = false));
  form.addEventListener("reset", () => setTimeout(() => keep("pushState")));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", restore);

  form.hidden = false;
  const given = new URLSearchParams(location.search);
  form.querySelector("details").open =
    matchMedia("(min-width: 45em)").matches || fields.some((field) => given.has(field.name));
  restore();
})();
