"""The errors of the crawling side. Each is a sentence for the operator; the verbs turn it into an exit code."""

from __future__ import annotations


class GongkaiError(Exception):
    """Base of every error that ends a verb with a sentence instead of a traceback."""

    exit_code = 1


class ConfigError(GongkaiError):
    """Raised by `crawler.config` when gongkai.toml or an environment override is wrong. Mend the named key."""

    exit_code = 2


class SiteFileError(GongkaiError):
    """Raised by `crawler.site` when a site file cannot be used, and by the registry when a site is unknown."""

    exit_code = 2


class UsageError(GongkaiError):
    """Raised by a verb when what was asked makes no sense together, or a precondition is missing."""

    exit_code = 2
