"""The whole replica: five portals and a mirror made from one seed, with the truth about them."""

from collections.abc import Callable, Mapping

from crawler.replica import gkmlpt, hanweb, legacy, mirror, trs, ucap
from crawler.replica.gold import Attached, Fault, Gold, GoldMember, Listing
from crawler.replica.portal import Portal

BUILDERS: tuple[Callable[[int], Portal], ...] = (
    trs.build,
    hanweb.build,
    ucap.build,
    gkmlpt.build,
    legacy.build,
    mirror.build,
)


class Replica:
    """All virtual hosts of one seed. Two replicas of a seed are equal to the byte."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        portals = (build(seed) for build in BUILDERS)
        self.portals: Mapping[str, Portal] = {portal.host: portal for portal in portals}

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of the virtual hosts."""
        return tuple(self.portals)

    def gold(self) -> tuple[Gold, ...]:
        """The truth about every document that a polite crawler can have."""
        return tuple(gold for portal in self.portals.values() for gold in portal.gold)

    def faults(self) -> tuple[Fault, ...]:
        """The planned faults and what must be recorded of each."""
        return tuple(fault for portal in self.portals.values() for fault in portal.faults)

    def listings(self) -> tuple[Listing, ...]:
        """What each portal's listing declares and shows."""
        return tuple(portal.listing for portal in self.portals.values())

    def attachments(self) -> Mapping[str, Attached]:
        """Every attachment by the address that serves its bytes, after any redirect."""
        return {file.url: file for portal in self.portals.values() for file in portal.attachments}

    def members(self) -> Mapping[str, GoldMember]:
        """The documents inside ZIP attachments by their addresses, which nobody serves."""
        files = self.attachments().values()
        return {member.url: member for file in files for member in file.members}
