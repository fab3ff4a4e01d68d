"""How the report looks: on a screen, on a telephone and on paper. It stands in the page itself; nothing is loaded.

There is no script. Shades are never alone: every cell and every bar has its number.
"""

from __future__ import annotations

import base64
import hashlib

STYLE = """
:root { color-scheme: light; --ink:#1d2421; --soft:#5b6662; --line:#d9ded9; --paper:#fff; --good:#20808d; --bad:#b5351a }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; background: #f3f5f2; color: var(--ink); font: 15px/1.55 system-ui, "Noto Sans", "DejaVu Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif }
main, header, footer { max-width: 1080px; margin: auto; padding: 0 20px }
header { padding-top: 26px }
h1 { font-size: 24px; line-height: 1.3; margin: 0; font-weight: 650 }
h2 { font-size: 17px; margin: 34px 0 8px }
p { margin: 0 0 8px; max-width: 76ch }
.soft, footer { color: var(--soft) }
a { color: #1f5e8a; overflow-wrap: anywhere }
.tiles { display: grid; grid-template-columns: repeat(9, minmax(0, 1fr)); gap: 8px; padding: 0; margin: 18px 0 0; list-style: none }
.tiles li { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 8px 10px; font-size: 12.5px; line-height: 1.35; color: var(--soft) }
.tiles b { display: block; font-size: 20px; line-height: 1.3; white-space: nowrap; color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums }
.tiles .bad b { color: var(--bad) }
.alarms { list-style: none; margin: 0; padding: 0 }
.alarms li { background: var(--paper); border: 1px solid var(--line); border-left: 5px solid var(--bad); border-radius: 4px; padding: 7px 12px; margin: 0 0 7px; overflow-wrap: anywhere }
.alarms li.old { border-left-color: #e8a33d } .alarms li.closed { border-left-color: var(--good); color: var(--soft) }
.tag { font-size: 12px; color: var(--soft); margin-left: 6px; white-space: nowrap }
.wide { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 10px }
table { border-collapse: collapse; width: 100%; font-size: 14px }
th, td { padding: 5px 9px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: middle }
tr:last-child td, tr:last-child th { border-bottom: 0 }
th { font-weight: 600; font-size: 12.5px; color: var(--soft) }
tbody th { color: var(--ink); font-size: 14px; font-weight: 500; min-width: 9em }
tbody th small { display: block; color: var(--soft); font-weight: 400; font-size: 12px }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.zero { color: #a3aca7 } td.bad { color: var(--bad); font-weight: 600 }
svg { display: block; overflow: visible }
svg.bar { width: 240px; height: 14px; min-width: 120px } svg.key { display: inline-block; width: 11px; height: 11px; vertical-align: -1px }
svg.columns { width: 100%; min-width: 620px; height: auto }
.card.scroll { overflow-x: auto }
svg text { font-size: 12px; fill: #5b6662; text-anchor: middle }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; list-style: none; padding: 0; margin: 8px 0 0; font-size: 13px; color: var(--soft) }
.heat td { text-align: center; padding: 4px 3px; min-width: 42px; font-size: 12.5px; font-variant-numeric: tabular-nums; border: 1px solid var(--paper) }
.heat th.n { text-align: center; padding: 5px 3px }
.heat tbody th { position: sticky; left: 0; background: var(--paper); z-index: 1 }
.h0 { background: #eef1ee; color: #9aa39e } .h5 { background: #d3e7e6 } .h4 { background: #f3ecca } .h3 { background: #f6d9a8 } .h2 { background: #f0b586 } .h1 { background: #dc8468; color: #2c0b05 }
.shades { font-size: 13px; max-width: none } .shades span { padding: 1px 7px; margin-right: 4px; white-space: nowrap; color: var(--ink) }
.items { margin: 0; list-style: none } .items.card { padding: 5px 14px } .items li { padding: 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.items li:last-child { border-bottom: 0 } .items small { color: var(--soft); display: block }
footer { padding: 26px 20px 40px; font-size: 13px }
@media (max-width: 900px) { .tiles { grid-template-columns: repeat(5, minmax(0, 1fr)) } }
@media (max-width: 640px) {
  main, header, footer { padding-left: 12px; padding-right: 12px }
  h1 { font-size: 20px } .tiles { grid-template-columns: repeat(3, 1fr); gap: 7px } .tiles li { padding: 6px 8px; font-size: 12px } .tiles b { font-size: 18px }
  table.portals thead { position: absolute; left: -9999px }
  table.portals, table.portals tbody, table.portals th, table.portals td { display: block; width: auto }
  table.portals tr { display: grid; grid-template-columns: 1fr 1fr; column-gap: 26px; padding: 9px 12px; border-bottom: 1px solid var(--line) }
  table.portals th, table.portals td { border: 0; padding: 1px 0; text-align: left }
  table.portals th, table.portals td.chart { grid-column: 1 / -1 } table.portals td.chart { padding: 5px 0 }
  table.portals td.n { display: flex; justify-content: space-between } table.portals td.n::before { content: attr(data-name); color: var(--soft); font-size: 12.5px }
  svg.bar { width: 100% }
  .heat tbody th { min-width: 7em; font-size: 12.5px } .heat td { min-width: 36px }
}
@media print {
  @page { margin: 14mm }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  body { background: #fff; font-size: 10.5pt } .wide { overflow: visible; border: 0 } table { font-size: 8.5pt }
  main, header, footer { max-width: none; padding: 0 } h2 { break-after: avoid } li, tr, .card { break-inside: avoid }
  .heat td { min-width: 0; font-size: 7pt; padding: 2px 1px } .heat th.n { font-size: 7pt; padding: 2px 1px } .heat tbody th { position: static; min-width: 0; font-size: 8pt }
  .tiles { grid-template-columns: repeat(9, minmax(0, 1fr)); gap: 4px } .tiles li { padding: 4px 6px; font-size: 7.5pt } .tiles b { font-size: 11pt }
  svg.bar { width: 150px } table.heat { break-inside: avoid } a { color: inherit; text-decoration: none }
}
"""

_SHEET = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_SHEET}'; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy: this style, and nothing else from anywhere."""
