// The live preview's part in the page: reload when the page is another, show what is wrong.
(() => {
  "use strict";
  const own = document.currentScript.dataset.stamp;
  const address = location.pathname;
  const kept = "preview:" + address;

  const left = JSON.parse(sessionStorage.getItem(kept) || "null");
  if (left) {
    sessionStorage.removeItem(kept);
    addEventListener("load", () => scrollTo(left.x, left.y));
  }

  // One reload for each new page: if what comes is again not what was told, nothing more happens by itself.
  function reload(stamp) {
    if (sessionStorage.getItem("preview-reloaded") === address + stamp) return;
    sessionStorage.setItem("preview-reloaded", address + stamp);
    sessionStorage.setItem(kept, JSON.stringify({ x: scrollX, y: scrollY }));
    location.reload();
  }

  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; display: block;
      background: #8c1d18; color: #fff; font: 15px/1.45 system-ui, sans-serif; box-shadow: 0 -2px 12px #0006 }
    section { max-width: 60rem; margin: 0 auto; padding: .75rem 1rem }
    h2 { font-size: 1rem; margin: 0 0 .4rem } ol { margin: 0; padding-left: 1.4rem } li { margin: .35rem 0 }
    code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere } p { margin: 0 } .rule { opacity: .8 }`);

  function element(name, text, parent, kind) {
    const made = parent.appendChild(document.createElement(name));
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  function show(mistakes) {
    document.querySelector("preview-banner")?.remove();
    if (!mistakes.length) return;
    const banner = document.createElement("preview-banner");
    const root = banner.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    const box = root.appendChild(document.createElement("section"));
    box.setAttribute("role", "alert");
    const many = mistakes.length === 1 ? "One mistake" : mistakes.length + " mistakes";
    element("h2", many + " in the files. The page is the last good one.", box);
    const list = box.appendChild(document.createElement("ol"));
    for (const { place, rule, reason, cure } of mistakes.slice(0, 20)) {
      const item = list.appendChild(document.createElement("li"));
      element("code", place, item);
      element("span", " " + rule, item, "rule");
      element("p", reason + " " + cure, item);
    }
    if (mistakes.length > 20) element("p", "… and " + (mistakes.length - 20) + " more.", box);
    document.body.append(banner);
  }

  // Browsers keep six lines to a server open, so a page that nobody looks at lets its line go.
  let events = null;
  function listen() {
    events?.close();
    events = null;
    if (document.hidden) return;
    events = new EventSource("/~events?" + new URLSearchParams({ page: address }));
    events.onmessage = ({ data }) => {
      const state = JSON.parse(data);
      if (state.stamp && state.stamp !== own) reload(state.stamp);
      else show(state.mistakes);
    };
  }
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
  listen();
})();
