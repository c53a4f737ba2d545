// Filters the events of a page. What is chosen stands in the address, so that it can be shared.
"use strict";
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // The first of January 1970 is day 719,163 of the calendar, in which 1 January of year 1 is day 1.
  const day = (field) => (field.value ? field.valueAsNumber / 864e5 + 719163 : NaN);

  // What a drawing and the highlights have of events that are filtered out stays where it is, pale
  // and out of reach, so that nothing above the list moves.
  const dim = (out) => {
    for (const item of document.querySelectorAll(".highlights > [data-event]")) {
      item.classList.toggle("out", out.has(item.dataset.event));
      item.inert = out.has(item.dataset.event);
    }
    for (const svg of document.querySelectorAll("figure.drawing svg")) {
      for (const part of svg.querySelectorAll("[data-event]"))
        part.classList.toggle("out", out.has(part.dataset.event));
      const marks = [...svg.querySelectorAll("a:has(> .sign)")];
      const within = marks.filter((mark) => !mark.matches(".out"));
      const stop = within.find((mark) => mark.getAttribute("tabindex") !== "-1") || within[0];
      for (const mark of marks) {
        if (mark.matches(".out")) mark.setAttribute("aria-hidden", "true");
        else mark.removeAttribute("aria-hidden");
        mark.setAttribute("tabindex", mark === stop ? 0 : -1);
      }
    }
  };

  // Works a form, and returns what sets it to the address.
  const work = (form) => {
    const events = [...document.querySelectorAll(".timeline > li[data-event]")];
    const named = [...form.querySelectorAll("select")].map((select) => select.name);
    const fields = [...named, "text", "from", "to"].map((name) => form.elements[name]);
    const status = form.querySelector("[role=status]");
    const texts = new Map();
    const textOf = (event) => {
      if (!texts.has(event)) texts.set(event, fold(event.textContent));
      return texts.get(event);
    };

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
      for (const event of events) event.hidden = !fits(event);
      const out = new Set(events.filter((event) => event.hidden).map((event) => event.dataset.event));
      dim(out);
      for (const list of document.querySelectorAll(".timeline")) {
        const block = list.closest(".chronology");
        block.hidden = !list.querySelector(":scope > li:not([hidden])");
        const heading = block.previousElementSibling;
        if (heading?.matches("h2")) heading.hidden = block.hidden;
      }
      status.textContent = status.dataset.count
        .replace("{shown}", events.length - out.size)
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

    form.hidden = false;
    const given = new URLSearchParams(location.search);
    form.querySelector("details").open =
      matchMedia("(min-width: 45em)").matches || fields.some((field) => given.has(field.name));
    return restore;
  };

  let form, restore;
  const start = () => {
    const found = document.querySelector("form.filters");
    if (found !== form) restore = found && work(found);
    form = found;
    restore?.();
  };
  addEventListener("popstate", () => form?.isConnected && restore());
  // Where Material puts another page into this one, `document$` says so each time, and at once.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
