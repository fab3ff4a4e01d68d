"""A local copy of how real disclosure portals behave, with the truth about every page.

    with serving(seed=1) as replica:
        replica.port, replica.hosts, replica.gold(), replica.faults(), replica.requests

All hosts answer on one port of 127.0.0.1 by their Host header. Standard library only; nothing else of ours.
"""

from crawler.replica.gold import Attached, Fault, Gold, GoldAttachment, GoldMember, GoldTable, Listing
from crawler.replica.replica import Replica
from crawler.replica.server import Request, Serving, serving

__all__ = [
    "Attached",
    "Fault",
    "Gold",
    "GoldAttachment",
    "GoldMember",
    "GoldTable",
    "Listing",
    "Replica",
    "Request",
    "Serving",
    "serving",
]
