"""The text of systemd units and of cron lines that run a nightly crawl: pure, from a few facts of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path

from crawler.config import Night

CHINA, OFFSET = "Asia/Shanghai", timezone(timedelta(hours=8))
READER_MIB, BASE_MIB = 768, 1024
"""Memory a reading process may take, and the crawl beside it: several times what crawls took (docs/operations.md), for
scanned files. Beyond it the kernel ends the run, which the next one continues."""
WATCH_AT = time(9, 30)
"""When the dead man's check looks, in +08:00: after the window, in working hours."""


@dataclass(frozen=True)
class Machine:
    """What the units need to know of where they run."""

    command: str
    """The installed `gongkai`, absolute."""
    directory: Path
    """Where gongkai.toml lies; paths in it are relative to this."""
    archive: Path
    user: str
    night: Night
    readers: int
    config: str = ""
    """GONGKAI_CONFIG, where it is set."""

    @property
    def window(self) -> timedelta:
        """How long the night window is; a window from an hour to the same hour is a day less ten minutes."""
        start, end = (
            datetime.combine(datetime.min, time.fromisoformat(at))
            for at in (self.night.start, self.night.end)
        )
        return (end - start) % timedelta(days=1) or timedelta(days=1, minutes=-10)


def units(machine: Machine) -> dict[str, str]:
    """Unit files by name: the crawl with its timer, the dead man's check with its timer, and what tells a failure."""
    crawl = f"{machine.command} crawl --all --archive {machine.archive}"
    check = f"{machine.command} alarms --send --archive {machine.archive}"
    return {
        "gongkai.service": _unit(
            "Nightly crawl of government portals (gongkai)",
            "OnFailure=gongkai-failed.service\nAfter=network-online.target\nWants=network-online.target",
            _service(machine, crawl, _CRAWL.format(
                timeout=int(machine.window.total_seconds()),
                memory=BASE_MIB + READER_MIB * machine.readers,
            )),
        ),
        "gongkai.timer": _timer("Every night at the beginning of the window", time.fromisoformat(machine.night.start)),
        "gongkai-failed.service": _unit(
            "Tells that the nightly crawl failed (gongkai)",
            "",
            _service(machine, f'{check} --because "the nightly crawl failed: ${{MONITOR_SERVICE_RESULT}}, '
                              'exit status ${MONITOR_EXIT_STATUS}; see journalctl -u gongkai"', _BRIEF),
        ),
        "gongkai-watch.service": _unit(
            "Tells when no crawl has ended for too long (gongkai)", "", _service(machine, check, _BRIEF)
        ),
        "gongkai-watch.timer": _timer("Every morning after the window", WATCH_AT),
    }  # fmt: skip


def cron_lines(machine: Machine, now: datetime) -> str:
    """The same as lines of a crontab. Cron knows only the machine's own zone, so the hours are those of `now` there."""
    start, watch = (_local(at, now) for at in (time.fromisoformat(machine.night.start), WATCH_AT))
    seconds = int(machine.window.total_seconds())
    config = f"GONGKAI_CONFIG={machine.config} " if machine.config else ""
    crawl = (
        f"cd {machine.directory} && {config}nice -n 10 ionice -c 3 timeout --signal=TERM --kill-after=600 {seconds} "
        f"{machine.command} crawl --all --archive {machine.archive} 2>&1 | logger -t gongkai"
    )
    check = f"cd {machine.directory} && {config}{machine.command} alarms --send --archive {machine.archive} 2>&1 | logger -t gongkai"
    zone = f"{now:%z}"[:3]
    return (
        f"# gongkai: {machine.night.start} and {WATCH_AT:%H:%M} in +08:00, in this machine's zone (UTC{zone}).\n"
        f"# Cron does not convert: write the lines anew when the machine's zone or its summer time changes.\n"
        f"{start.minute} {start.hour} * * * {crawl}\n"
        f"{watch.minute} {watch.hour} * * * {check}\n"
    )


def _local(at: time, now: datetime) -> time:
    there = datetime.combine(now.astimezone(OFFSET).date(), at, OFFSET)
    return there.astimezone(now.tzinfo).time()


def _unit(description: str, more: str, service: str) -> str:
    head = f"[Unit]\nDescription={description}\n{more}"
    return f"{head.rstrip()}\n\n{service}"


def _service(machine: Machine, command: str, more: str) -> str:
    config = f"Environment=GONGKAI_CONFIG={machine.config}\n" if machine.config else ""
    return (
        f"[Service]\nType=oneshot\nUser={machine.user}\nWorkingDirectory={machine.directory}\n{config}"
        f"ExecStart={command}\n{more}{_HARDENED.format(archive=machine.archive)}"
    )


def _timer(description: str, at: time) -> str:
    return (
        f"[Unit]\nDescription={description} (gongkai)\n\n"
        f"[Timer]\nOnCalendar=*-*-* {at:%H:%M}:00 {CHINA}\nPersistent=true\nAccuracySec=1min\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


_CRAWL = """# 1: alarms stand, 3: some pages failed, 130: stopped and to be continued. The report has told of them.
SuccessExitStatus=1 3 130
# The end of the window: the run is asked to stop, keeps what it has, and is continued the next night.
TimeoutStartSec={timeout}
TimeoutStopSec=10min
# Only the crawl itself is asked to stop: its readers finish the pages they are at.
KillMode=mixed
MemoryMax={memory}M
MemorySwapMax=0
CPUWeight=20
IOWeight=20
Nice=10
IOSchedulingClass=idle
TasksMax=256
"""
_BRIEF = """SuccessExitStatus=1
TimeoutStartSec=5min
MemoryMax=512M
"""
_HARDENED = """UMask=0027
ReadWritePaths={archive}
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=true
PrivateDevices=true
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectKernelLogs=true
ProtectControlGroups=true
ProtectClock=true
ProtectHostname=true
NoNewPrivileges=true
CapabilityBoundingSet=
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
LockPersonality=true
SystemCallArchitectures=native
"""
