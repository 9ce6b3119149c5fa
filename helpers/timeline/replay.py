"""A page to step through a recording: what runs, what could run, what waits, at each moment."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from typing import Any

from helpers.timeline.drawing import STATES, TimelinePicture, draw
from helpers.timeline.model import Recording, Span, duration

__all__ = ["Replay", "moments", "replay"]

MOST_MOMENTS = 2000

_STYLE = """
#@ID@{--ink:var(--jp-ui-font-color1,#1b1f24);--dim:var(--jp-ui-font-color2,#57606a);
--line:var(--jp-border-color1,#8c939b);--chip:var(--jp-layout-color2,#eef0f3);
font:13px/1.45 system-ui,sans-serif;color:var(--ink);max-width:@WIDTH@px}
#@ID@ .boxes{display:grid;grid-template-columns:1.1fr .8fr 1.1fr 1.5fr;gap:8px}
@media (max-width:760px){#@ID@ .boxes{grid-template-columns:1fr 1fr}}
#@ID@ .box{border:1px solid var(--line);border-radius:6px;padding:4px 8px;height:@HIGH@px;
overflow-y:auto;box-sizing:border-box}
#@ID@ .box b{display:block;color:var(--dim);font-size:12px;font-weight:600}
#@ID@ .chip{display:block;border-radius:4px;padding:0 6px;margin-top:2px;border-left:6px solid;
background:var(--chip);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
#@ID@ .bar{display:flex;gap:8px;align-items:center;margin:8px 0}
#@ID@ input{flex:1;min-width:80px}
#@ID@ button{font:inherit;color:inherit;background:var(--chip);border:1px solid var(--line);
border-radius:4px;padding:2px 10px;cursor:pointer}
#@ID@ button:focus-visible,#@ID@ input:focus-visible{outline:3px solid #0072B2;outline-offset:2px}
#@ID@ .at{min-width:150px;text-align:right;font-variant-numeric:tabular-nums}
#@ID@ .view{position:relative}
#@ID@ img{display:block;width:100%;height:auto;max-width:none}
#@ID@ .now-line{position:absolute;width:2px;margin-left:-1px;background:#000;
box-shadow:0 0 0 1px #fff}
#@ID@ .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
"""

_SCRIPT = """
for (const root of document.querySelectorAll('[id="@ID@"]')) {
  if (root.dataset.ready) continue;
  root.dataset.ready = "yes";
  root.insertAdjacentHTML("afterbegin", @CONTROLS@);
  root.querySelector(".view").insertAdjacentHTML("beforeend", '<div class="now-line"></div>');
  const d = @DATA@, find = (s) => root.querySelector(s), slider = find("input");
  let timer = null;
  const at = (lane, t) => d.spans.find((s) => s[0] === lane && s[2] <= t && t < s[3]);
  function state(i) {
    const [t, , extra] = d.moments[i], out = {now: [], ready: [], waiting: [], others: []};
    d.lanes.forEach(([name, kind], lane) => {
      const step = extra.map((k) => d.spans[k]).find((s) => s[0] === lane), s = step || at(lane, t);
      if (!s) return;
      const words = d.words[s[1]], label = s[4];
      if (kind === "loop") {
        const what = label + (s[1] === "stalled" ? " (stalled)" : "");
        if (s[1] !== "idle") out.now.push([d.loops > 1 ? name + ": " + what : what, s[1]]);
      } else if (kind === "task") {
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
"""

# Put in by the script: where scripts do not run, as in a notebook that is not trusted yet, there is
# the picture alone. The controls keep their keys from JupyterLab, which would go to another cell.
_CONTROLS = """<style>@STYLE@</style><div class="boxes">
<div class="box"><b>Running on the loop</b><span class="now"></span></div>
<div class="box"><b>Ready: could run</b><span class="ready"></span></div>
<div class="box"><b>Waiting for</b><span class="waiting"></span></div>
<div class="box"><b>Threads and locks</b><span class="others"></span></div></div>
<div class="bar"><button type="button" class="back">Back</button>
<button type="button" class="forward">Forward</button>
<button type="button" class="play">Play</button>
<input type="range" min="0" max="@LAST@" value="0" step="1" aria-label="Moment of the recording">
<span class="at"></span></div>
<div class="said" aria-live="polite"></div>"""

_PAGE = """<div id="@ID@" role="group" aria-label="Replay of @NAME@"><div class="view">
<img alt="Timeline of @NAME@" width="@WIDTH@" src="data:image/png;base64,@PNG@"></div>
<script>@SCRIPT@</script></div>"""


class Replay:
    """What a notebook shows as a page to step through; without scripts it is the picture alone."""

    def __init__(self, page: str, picture: TimelinePicture) -> None:
        self.page, self.picture = page, picture

    def _repr_html_(self) -> str:
        return self.page

    def __repr__(self) -> str:
        return repr(self.picture)


def replay(recording: Recording, *, at: float = 0.0, **options: Any) -> Replay:
    """A page to step through the recording, without a server, a kernel or anything to download.

    at: the second at which it opens. options: as for `helpers.timeline.drawing.draw`.
    """
    picture = draw(recording, **options)
    data = _data(recording, picture, at)
    text = _in_script(data)
    name = "replay-" + hashlib.sha256(text.encode()).hexdigest()[:12]
    wide = round(picture.figure.get_size_inches()[0] * 96)
    controls = _CONTROLS.replace("@STYLE@", _STYLE).replace("@LAST@", str(len(data["moments"]) - 1))
    parts = {
        "SCRIPT": _SCRIPT,
        "CONTROLS": _in_script(controls),
        "WIDTH": wide,
        "HIGH": 30 + 23 * min(6, max(3, len(picture.lanes) // 2)),
        "ID": name,
        "NAME": html.escape(recording.describe()),
        "PNG": base64.b64encode(picture.png).decode(),
        "DATA": text,  # last: whatever stands in it is not replaced
    }
    page = _PAGE
    for key, value in parts.items():
        page = page.replace(f"@{key}@", str(value))
    return Replay(page, picture)


def _in_script(data: Any) -> str:
    """As a literal in a script, which no text in it can end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def moments(spans: list[Span], start: float, end: float) -> list[tuple[float, list[int]]]:
    """The moments at which something changes: (second, spans of no length that run just then).

    In virtual time a step takes no time, so several moments may be at the same second, one for
    each step in the order in which they ran, and one more for what follows.
    """
    told = [s for s in spans if s.state not in ("idle", "callback")]
    changes = {t for s in told for t in (s.start, s.end) if start <= t <= end} or {start}
    instants: dict[float, list[list[int]]] = {}
    for number, span in enumerate(spans):
        if span.start == span.end and span.state in ("running", "stalled"):
            groups = instants.setdefault(span.start, [])
            # a step is on the task's lane and on the loop's: one moment
            if groups and spans[groups[-1][-1]].lane == span.label:
                groups[-1].append(number)
            else:
                groups.append([number])
    found = [(t, group) for t in sorted(changes) for group in [*instants.get(t, ()), []]]
    return found[:MOST_MOMENTS]


def _data(recording: Recording, picture: TimelinePicture, at: float) -> dict[str, Any]:
    lanes = {lane.name: number for number, lane in enumerate(picture.lanes)}
    loops = {lane.name for lane in picture.lanes if lane.kind == "loop"}
    spans = [
        s
        for s in recording.spans
        if s.lane in lanes and not (s.state == "idle" and s.lane in loops)
    ]
    start, end = picture.window
    steps = moments(spans, start, end)
    first = min(range(len(steps)), key=lambda i: abs(steps[i][0] - at))
    box = picture.figure.axes[0].get_position()
    return {
        "lanes": [[lane.name, lane.kind] for lane in picture.lanes],
        "loops": sum(lane.kind == "loop" for lane in picture.lanes),
        "spans": [[lanes[s.lane], s.state, s.start, s.end, s.label] for s in spans],
        "moments": [[t, duration(t), group] for t, group in steps],
        "first": first,
        "start": start,
        "end": end,
        "left": round(box.x0, 5),
        "right": round(box.x1, 5),
        "top": round(1 - box.y1, 5),
        "bottom": round(box.y0, 5),
        "colours": {state: look.colour for state, look in STATES.items()},
        "words": {"running": "running", "blocked": "blocked in", "held": "held by", "idle": "idle"},
    }
