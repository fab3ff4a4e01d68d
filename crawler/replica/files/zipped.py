"""ZIP archives whose bytes never change: stored, not deflated, and dated 1980."""

import io
import zipfile
from collections.abc import Mapping


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """Give an archive of `members` in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, body in members.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, body)
    return out.getvalue()
