"""Serve the replica until interrupted: `python -m crawler.replica [--seed N] [--port N]`."""

import argparse
import threading

from crawler.replica.server import serving


def main() -> None:
    """Print where the hosts are and wait for Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m crawler.replica", description="Serve the replica of portals."
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    with serving(options.seed, options.port) as replica:
        print(f"127.0.0.1:{replica.port}, {len(replica.gold())} documents", flush=True)
        for listing in replica.listings():
            print(f"  {listing.family:8}{listing.url}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped", flush=True)


if __name__ == "__main__":
    main()
