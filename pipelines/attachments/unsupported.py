"""Why a file stays archived without being read, as exceptions with a sentence, and the packages reading needs."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

INSTALL = "pip install 'gongkai[docs]'"
INSTALL_OCR = "pip install 'gongkai[docs,ocr]'"
_PACKAGES = {"python_calamine": "python-calamine", "cv2": "opencv-python-headless"}
_OCR = ("rapidocr", "onnxruntime", "cv2", "numpy")


class UnsupportedFormat(ValueError):
    """Raised by `page_of_file` for a file that is archived and not read; its message is a sentence.

    It becomes a row of `problems`. A better reader may read the archived bytes later.
    """


class NotAFile(ValueError):
    """Raised by `page_of_file` for bytes that are a page or a text under a file's name: `read` reads those itself."""

    def __init__(self, kind: Literal["html", "text"]) -> None:
        super().__init__(f"The bytes are {'a page' if kind == 'html' else 'plain text'} and no office file.")
        self.kind: Literal["html", "text"] = kind


def damaged(what: str, error: BaseException) -> UnsupportedFormat:
    """The exception for a file that names its kind and does not hold to it."""
    words = " ".join(str(error).split())[:120]
    return UnsupportedFormat(f"The {what} is damaged and cannot be opened ({type(error).__name__}: {words}).")


def extra(module: str) -> Any:
    """A module of the extras `docs` and `ocr`, imported when first needed.

    Raises UnsupportedFormat saying how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        name = module.split(".")[0]
        install = INSTALL_OCR if name in _OCR else INSTALL
        raise UnsupportedFormat(
            f"The file needs the package {_PACKAGES.get(name, name)} to be read: {install}."
        ) from error
