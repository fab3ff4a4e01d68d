"""A message out of the house: by mail, to a webhook, to both or to none. It never raises: a run is worth more."""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from crawler.config import Report

TIMEOUT = 30.0
"""Seconds for one connection, whichever way."""


@dataclass(frozen=True)
class Message:
    """What is sent. `facts` is JSON; `page` goes along with a mail."""

    subject: str
    text: str
    facts: str = "null"
    page: Path | None = None


def send(message: Message, settings: Report) -> list[str]:
    """Send by every way that is set; a sentence for each that failed."""
    faults = []
    for name, where, way in (("mail", settings.mail_to, _mail), ("webhook", settings.webhook, _post)):
        if where:
            try:
                way(message, settings)
            except (OSError, smtplib.SMTPException, ValueError) as fault:
                faults.append(f"the report could not be sent by {name}: {fault}")
    return faults


def _mail(message: Message, settings: Report) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = message.subject, settings.mail_from, settings.mail_to
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid()
    mail.set_content(message.text)
    if message.page is not None:
        page = message.page.read_text("utf-8")
        mail.add_attachment(page, subtype="html", filename=f"run-{message.page.name}")
    host, _, port = settings.smtp.rpartition(":")
    secure = ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, int(port), timeout=TIMEOUT, context=secure)
    else:
        server = smtplib.SMTP(host, int(port), timeout=TIMEOUT)
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=secure)
        if settings.smtp_user:
            server.login(settings.smtp_user, Path(settings.smtp_password_file).read_text("utf-8").strip())
        server.send_message(mail)


def _post(message: Message, settings: Report) -> None:
    """`text` is what chat services show; `report` is the whole for whoever reads it."""
    body = {"text": f"{message.subject}\n\n{message.text}", "report": json.loads(message.facts)}
    request = urllib.request.Request(
        settings.webhook,
        json.dumps(body, ensure_ascii=False).encode("utf-8"),
        {"Content-Type": "application/json; charset=utf-8", "User-Agent": "gongkai"},
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        answer.read(1 << 16)
