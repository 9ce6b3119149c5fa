// Steps through a replay's moments, wherever its page is shown: see replay.py.
for (const root of document.querySelectorAll('[id="@ID@"]')) {
  if (root.dataset.ready) continue;
  root.dataset.ready = "yes";
  root.insertAdjacentHTML("afterbegin", @CONTROLS@);
  root.querySelector(".view").insertAdjacentHTML("beforeend", '<div class="now-line"></div>');
  const d = @DATA@, find = (s) => root.querySelector(s), slider = find("input");
  let timer = null;
  const at = (lane, n) => d.spans.find((s) => s[0] === lane && s[2] <= n && n < s[3]);
  function state(i) {
    const n = d.moments[i][2], out = {now: [], ready: [], waiting: [], others: []};
    d.lanes.forEach(([name, kind], lane) => {
      const s = at(lane, n);
      if (!s) return;
      const words = d.words[s[1]], label = s[4];
      if (kind === "loop") {
        const what = label + (s[1] === "stalled" ? " (stalled)" : "");
        if (s[1] !== "idle") out.now.push([d.loops > 1 ? name + ": " + what : what, s[1]]);
      } else if (kind === "task") {
        if (s[1] === "made") out.ready.push([name + " (made)", s[1]]);
        if (s[1] === "ready") out.ready.push([name, s[1]]);
        if (s[1] === "waiting") out.waiting.push([name + (label ? " for " + label : ""), s[1]]);
        if (s[1] === "stalled") out.now.push(["in " + label, s[1]]);
      } else out.others.push([name + ": " + words + (label ? " " + label : ""), s[1]]);
    });
    return out;
  }
  function chips(box, items) {
    box.replaceChildren(...(items.length ? items : [["nothing", "idle"]]).map(([text, s]) => {
      const chip = document.createElement("span");
      chip.className = items.length ? "chip" : "";
      chip.style.borderColor = d.colours[s];
      chip.textContent = chip.title = text;
      return chip;
    }));
  }
  function show(i) {
    const out = state(i), names = {now: "Running", ready: "Ready", waiting: "Waiting",
                                   others: "Threads and locks"}, said = [];
    for (const key in out) {
      chips(find("." + key), out[key]);
      said.push(names[key] + ": " + (out[key].map((x) => x[0]).join(", ") || "nothing"));
    }
    const [t, when] = d.moments[i];
    const text = when + ", moment " + (i + 1) + " of " + d.moments.length;
    find(".at").textContent = when + " · " + (i + 1) + "/" + d.moments.length;
    find(".said").textContent = text + ". " + said.join(". ") + ".";
    slider.value = i;
    slider.setAttribute("aria-valuetext", text);
    find(".now-line").style.left = 100 * (d.left + (d.right - d.left) *
      (t - d.start) / (d.end - d.start)) + "%";
  }
  const go = (i) => show(Math.max(0, Math.min(d.moments.length - 1, i)));
  const play = find(".play");
  root.querySelectorAll("button, input").forEach((e) => {
    e.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  function stop() { clearInterval(timer); timer = null; play.textContent = "Play"; }
  slider.addEventListener("input", () => { stop(); go(+slider.value); });
  find(".back").addEventListener("click", () => { stop(); go(+slider.value - 1); });
  find(".forward").addEventListener("click", () => { stop(); go(+slider.value + 1); });
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (+slider.value >= d.moments.length - 1) go(0);
    play.textContent = "Pause";
    timer = setInterval(() => {
      if (!root.isConnected || +slider.value >= d.moments.length - 1) return stop();
      go(+slider.value + 1);
    }, 400);
  });
  find(".view").addEventListener("click", (event) => {
    const box = find("img").getBoundingClientRect();
    const part = ((event.clientX - box.left) / box.width - d.left) / (d.right - d.left);
    const t = d.start + part * (d.end - d.start);
    let best = 0;
    d.moments.forEach((m, i) => {
      if (Math.abs(m[0] - t) < Math.abs(d.moments[best][0] - t)) best = i;
    });
    stop();
    go(best);
  });
  const line = find(".now-line").style;
  line.top = 100 * d.top + "%";
  line.bottom = 100 * d.bottom + "%";
  go(d.first);
}
