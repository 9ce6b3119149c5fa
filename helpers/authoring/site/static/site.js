/* Opens what is behind a click while a page is printed, and closes it again afterwards. */
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    opened.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => {
    opened.forEach((part) => { part.open = false; });
  });
})();
