"""How the page looks and how its two sides move together. Both stand in the page itself; nothing is loaded.

Colours are Okabe and Ito's, which people of all kinds of colour vision tell apart; each label has a border of its own
kind as well. Without the script every link still leads to its place, which `:target` then outlines.
"""

from __future__ import annotations

import base64
import hashlib

STYLE = """
:root { color-scheme: light; --body:#0072b2; --table:#00795a; --field:#8a6d00; --attachment:#b34a00; --chrome:#5a5a5a; --hidden:#9b3f78 }
* { box-sizing: border-box }
body { margin: 0; background: #f4f4f1; color: #1a1a1a; font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif }
header, footer { padding: 14px 20px; max-width: 1900px; margin: auto }
h1 { font-size: 21px; margin: 0 0 4px; line-height: 1.35 }
h2 { font-size: 17px; margin: 26px 0 8px; padding-bottom: 3px; border-bottom: 1px solid #ccc }
h3, h4, h5, h6 { font-size: 15px; margin: 0 }
a { color: #00508a }
code { font: 13px/1.5 ui-monospace, Consolas, "DejaVu Sans Mono", monospace, system-ui }
.facts { color: #444; margin: 0; overflow-wrap: anywhere }
.notice { background: #fff3cd; border: 1px solid #8a6d00; padding: 6px 12px; margin: 8px 0 }
.flags { margin: 6px 0; padding: 0; list-style: none }
.flags li::before { content: "⚑ "; color: #b34a00 }
.legend { display: flex; flex-wrap: wrap; gap: 6px 8px; margin: 10px 0 0; padding: 0; border: 0; font-size: 13px }
.legend label { padding: 1px 8px; cursor: pointer; border-radius: 3px }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 12px; height: 86vh; min-height: 420px; padding: 0 20px; max-width: 1900px; margin: auto }
.side { overflow: auto; background: #fff; border: 1px solid #bbb; padding: 0 16px; scroll-padding-top: 60px; position: relative }
.side::after { content: ""; display: block; height: 30vh }
.side > h2:first-child, .side > .bar { position: sticky; top: 0; z-index: 3; background: #fff; margin: 0 -16px; padding: 8px 16px; border-bottom: 1px solid #ccc; font-size: 14px }
.bar a { margin-right: 12px; white-space: nowrap }
.entry { position: relative; padding: 2px 8px 2px 26px; margin: 4px 0; border-left: 4px solid #ccc; overflow-wrap: anywhere }
.entry p { margin: 0; white-space: pre-line }
.entry .go { position: absolute; left: 5px; top: 2px; text-decoration: none; font-size: 13px }
.entry[data-to] { cursor: pointer }
.entry[data-to]:hover { background: #f3f3ee }
.inline.entry { display: inline-block; border: 0; padding: 0 0 0 18px; min-height: 1.5em }
.e-body { border-left-color: var(--body) } .e-table { border-left-color: var(--table) } .e-attachment { border-left-color: var(--attachment) }
.e-chrome { border-left: 4px dashed var(--chrome) } .e-hidden { border-left: 4px dotted var(--hidden) }
.as-paragraph, .as-note { text-indent: 2em } .as-signature, .as-date { text-align: right } .as-list_item::before { content: "· " }
.as-removed { color: #333; max-height: 9em; overflow: auto }
.e-chrome small, .e-hidden small { color: #555; margin-left: 8px }
.page-mark { text-align: center; color: #555 }
.wide { overflow-x: auto }
table.grid, table.sheet { border-collapse: collapse; font-size: 13px; background: #fff }
.grid td, .grid th, .sheet td, .sheet th { border: 1px solid #999; padding: 2px 6px; vertical-align: top; overflow-wrap: break-word }
.grid td, .grid th { text-align: center; vertical-align: middle; min-width: 2.2em; font-weight: normal }
.sheet { width: 100% } .sheet th { text-align: left; background: #eee }
.sheet.checks td:nth-child(-n+5):not(:nth-child(2)), .sheet th, .sheet.figures td { white-space: nowrap }
.sheet.checks td:nth-child(2) { overflow-wrap: break-word; min-width: 8em } .sheet.checks td:last-child { width: 45% }
.grid caption { text-align: left; font-weight: 600 }
.figure { background: #e6f4ee } .figure a { text-decoration-style: dotted; color: #00432f }
.grid .wrong { background: #ffe3d6; outline: 3px solid #c0392b; outline-offset: -3px; font-weight: 700 }
.grid .wrong a { color: #7a1a0e } .grid .wrong a::before { content: "✗ " }
.grid .doubtful { outline: 2px dashed #c0392b; outline-offset: -2px; background: #fff4ef }
.status { white-space: nowrap; padding: 0 6px; border-radius: 3px; text-decoration: none }
.status.pass { color: #00563f } .status.fail, .status.differs { background: #b3261e; color: #fff; font-weight: 700 }
.status.not_assessable { background: #ececec; color: #333 }
ins { text-decoration: none; background: #d9f0e6; outline: 1px solid #00795a } del { text-decoration: none; background: #fbe3d4; outline: 1px solid #b34a00 }
ins, del { white-space: pre-wrap; overflow-wrap: anywhere }
.m { border: 1px solid transparent; border-radius: 2px }
div.m, li.m { margin: 2px 0; padding: 1px 4px 1px 17px; border-left-width: 5px; position: relative }
span.m, b.m, strong.m, em.m, i.m, u.m { position: relative }
.m.body { background: #e3f0fa; border-color: var(--body) }
.m.table { background: #ddf3ea; border-color: var(--table) }
.m.field { background: #fbf2bd; border-color: var(--field) }
.m.attachment { background: #ffe6cf; border-color: var(--attachment); border-style: double; border-width: 3px }
.m.chrome { background: repeating-linear-gradient(135deg, #ececec 0 7px, #e2e2e2 7px 14px); border-color: var(--chrome); border-style: dashed; color: #222 }
.m.hidden { background: repeating-linear-gradient(45deg, #f7e6f0 0 5px, #fbf1f7 5px 10px); border-color: var(--hidden); border-style: dotted; color: #3d1a30 }
div.m.hidden, div.m.chrome { max-height: 16em; overflow: auto }
.source table { border-collapse: collapse; max-width: 100% }
.source td, .source th { border: 1px solid #aaa; padding: 1px 5px; font-size: 13px; overflow-wrap: break-word }
.source ul, .source ol { margin: 2px 0; padding-left: 22px } .source li { overflow-wrap: anywhere }
.as-h1, .as-h2, .as-h3, .as-h4, .as-h5, .as-h6, .as-dt { font-weight: 700 } .as-h1, .as-h2 { font-size: 17px }
.as-p { margin: 4px 0 } .as-a { text-decoration: underline } .as-pre { white-space: pre-wrap } .to-center { text-align: center } .to-right { text-align: right }
table.to-center { margin: 0 auto; text-align: inherit }
.img::before { content: "▨ " attr(data-alt); color: #555; font-size: 12px; border: 1px dotted #888; padding: 0 4px }
.back { text-decoration: none; font-size: 12px; padding-right: 2px } .back::before { content: "◂" } div.m > .back, li.m > .back { position: absolute; left: 3px; top: 1px; text-indent: 0 }
.source .back { opacity: .55 } .source .back:hover, .source .back:focus, .m:target > .back, .m.lit > .back { opacity: 1 }
[data-rule]:hover::after, [data-rule]:focus::after, [data-rule]:target::after, .lit[data-rule]::after { content: attr(data-rule); position: absolute; right: 0; top: 0; z-index: 2; background: #1a1a1a; color: #fff; font: 12px/1.5 ui-monospace, monospace, system-ui; padding: 0 6px; border-radius: 3px; white-space: nowrap; text-indent: 0 }
span[data-rule]::after { left: 0; right: auto; top: 100% }
:target, .lit { outline: 3px solid #d00000 !important; outline-offset: 1px }
.source :focus { outline: 2px solid #1a1a1a }
body:has(#on-body:not(:checked)) .m.body, body:has(#on-table:not(:checked)) .m.table, body:has(#on-field:not(:checked)) .m.field, body:has(#on-attachment:not(:checked)) .m.attachment { background: none; border-color: transparent }
body:has(#on-chrome:not(:checked)) .source .m.chrome, body:has(#on-hidden:not(:checked)) .source .m.hidden { display: none }
@media (max-width: 900px) { .sides { grid-template-columns: minmax(0, 1fr); height: auto } .side { height: 80vh } }
@media print { .sides { display: block; height: auto } .side { overflow: visible; height: auto } }
"""

SCRIPT = """
"use strict";
(function () {
  var lit = [];
  function light(elements) {
    lit.forEach(function (one) { one.classList.remove("lit"); });
    lit = elements;
    lit.forEach(function (one) { one.classList.add("lit"); });
  }
  function bring(element) {
    var side = element && element.closest(".side");
    if (!side) { return; }
    var inner = element.getBoundingClientRect(), outer = side.getBoundingClientRect();
    if (inner.top < outer.top + 50 || inner.bottom > outer.bottom) {
      side.scrollTop += inner.top - outer.top - side.clientHeight / 4;
    }
    if (outer.bottom < 100 || outer.top > window.innerHeight - 100) { side.scrollIntoView(); }
  }
  function show() {
    var mark = /^#([sd])(\\d+)$/.exec(location.hash), cell = /^#([ck])(\\d+-\\d+)$/.exec(location.hash), found = [];
    if (mark) {
      found = Array.from(document.querySelectorAll('[data-s="' + mark[2] + '"], [data-to="' + mark[2] + '"]'));
    } else if (cell) {
      var there = document.getElementById(location.hash.slice(1));
      var name = there && there.getAttribute("data-cell");
      found = name ? Array.from(document.querySelectorAll('[data-cell="' + name + '"]')) : there ? [there] : [];
    }
    light(found);
    ["left", "right"].forEach(function (id) {
      bring(found.find(function (one) { return one.closest("#" + id); }));
    });
  }
  document.addEventListener("click", function (event) {
    if (event.target.closest("a, label, input") || String(window.getSelection())) { return; }
    var at = event.target.closest("[data-cell], [data-s], [data-to]");
    if (!at) { return; }
    var hash = at.hasAttribute("data-cell") ? "#" + at.id
      : at.hasAttribute("data-s") ? "#d" + at.getAttribute("data-s") : "#s" + at.getAttribute("data-to");
    if (location.hash === hash) { show(); } else { location.hash = hash; }
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { light([]); } });
  window.addEventListener("hashchange", show);
  document.documentElement.classList.add("scripted");
  show();
})();
"""


def _source_hash(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


POLICY = (
    f"default-src 'none'; style-src '{_source_hash(STYLE)}'; script-src '{_source_hash(SCRIPT)}'; "
    "base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy: this style and this script, and nothing from anywhere."""
