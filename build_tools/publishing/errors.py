"""Why a site is not published."""


class PublishError(Exception):
    """The publisher failed; the message is what it said."""


class SurroundingsError(PublishError):
    """The machine or the folder is not as publishing needs it; nothing need be wrong with what is published."""


class ConfigurationError(PublishError):
    """The publisher's configuration, ``mkdocs.yml``, cannot be used; the message says why."""
