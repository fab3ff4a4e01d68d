"""`gongkai replica serve`: the built-in portals, kept running for a look with a browser or another crawler."""

from __future__ import annotations

import threading

from crawler.replica import serving
from crawler.verbs import exits


def serve(port: int) -> int:
    """Serve until Ctrl-C. The portals are told apart by the Host header."""
    with serving(port=port) as replica:
        print(f"replica portals on 127.0.0.1:{replica.port}, by Host header; Ctrl-C ends them")
        for listing in replica.listings():
            print(
                f"  curl -H 'Host: {listing.host}' {listing.url.replace(listing.host, f'127.0.0.1:{replica.port}')}"
            )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("ended")
    return exits.OK
