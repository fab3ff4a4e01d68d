"""`gongkai config`: what holds, and where it comes from."""

from __future__ import annotations

import json

from crawler import config
from crawler.verbs import exits
from crawler.verbs.console import console, sheet


def show_settings(as_json: bool) -> int:
    settings = config.load().settings
    if as_json:
        print(json.dumps([vars(setting) for setting in settings], ensure_ascii=False, indent=1))
        return exits.OK
    table = sheet("key", "value", "from", "meaning")
    for setting in settings:
        table.add_row(setting.key, str(setting.value), setting.origin, setting.meaning)
    console().print(table)
    return exits.OK
