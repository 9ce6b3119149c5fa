/* Opens what is behind a click while a page is printed, and names the sidebar's switches aloud. */
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    opened.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => {
    opened.forEach((part) => { part.open = false; });
  });
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("summary:has(> .toctree-toggle)").forEach((part) => {
      const page = part.closest("li").querySelector("a").textContent;
      part.setAttribute("aria-label", `Pages below ${page}`);
    });
  });
})();
