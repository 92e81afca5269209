"""Named errors. Only a UserFacingError is shown to a user as it is written."""

from collections.abc import Sequence


class UserFacingError(Exception):
    """One sentence that says what is wrong and what to do; safe to show on screen.

    It may quote a damaged file, so what cannot be printed becomes a question mark.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__("".join(each if each.isprintable() else " " if each.isspace() else "?" for each in sentence))


class SettingsError(UserFacingError):
    """An environment variable or a configuration file can't be used."""


class StoreMissingError(UserFacingError):
    """There is no store yet at the place the settings name."""

    def __init__(self, place: str) -> None:
        super().__init__(f"There is no store of figures at {place} yet: run 'python -m data_access init' to build it.")


class StoreUnreadableError(UserFacingError):
    """The store is there but can't be read: corrupt, locked, or its database is away.

    The advice says what helps against the reason; without one it is to go back to the version before.
    """

    def __init__(self, place: str, *, reason: str, advice: str = "") -> None:
        advice = advice or (
            "run 'python -m data_access status' to see which versions are held, "
            "or 'python -m data_access rollback' to go back to the last one"
        )
        super().__init__(f"The store of figures at {place} cannot be read ({reason}): {advice}.")


class StoreUnwritableError(UserFacingError):
    """A new version can't be written: no room, no right, or a place that only reads."""

    def __init__(self, place: str, *, reason: str, advice: str) -> None:
        super().__init__(f"The store of figures at {place} cannot be written and is as it was ({reason}): {advice}.")


class OutputError(UserFacingError):
    """What was to be printed can't be, whole, where it goes."""


class StoreOutdatedError(UserFacingError):
    """The store was built by a release with another table layout."""

    def __init__(self, *, found: int, expected: int) -> None:
        if found > expected:
            super().__init__(
                f"The store has table layout {found} and this release reads layout {expected}: run the newer release "
                "that made it, or give another place with STORE_URL."
            )
            return
        super().__init__(
            f"The store has table layout {found} and this release reads layout {expected}: "
            "run 'python -m data_access upgrade' to carry over what it holds."
        )


class StoreHeldError(UserFacingError):
    """A store holds what a force loaded, so it is not built again over it."""

    def __init__(self, place: str, *, found: str, sources: Sequence[str], advice: str) -> None:
        super().__init__(f"The store of figures at {place} {found} and holds {', '.join(sources)} as loaded: {advice}.")


class StoreDamagedError(UserFacingError):
    """A store lacks a part, so nothing is loaded into it."""

    def __init__(self, place: str, *, damage: str) -> None:
        super().__init__(
            f"The store of figures at {place} is damaged ({damage}) and nothing was loaded: run 'python -m data_access "
            "rollback' to go back to the version before, or 'python -m data_access restore' to take a backup."
        )


class QueryTooSlowError(UserFacingError):
    """A question took longer than the statement time limit."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__(
            f"This question took longer than {seconds:g} seconds and was stopped: "
            "choose a smaller area or a shorter period."
        )


class UnknownQuestionError(UserFacingError):
    """No question has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no question called '{name}': 'python -m data_access figures --list' names them all."
        )


class BadFilterError(UserFacingError):
    """A filter's value isn't one the store knows."""

    def __init__(self, *, name: str, value: object, expected: str) -> None:
        super().__init__(f"'{value}' is not a value of {name}: expected {expected}.")


class BadFileError(UserFacingError):
    """A file can't be loaded at all; the store is unchanged."""

    def __init__(self, file: object, reason: str) -> None:
        super().__init__(f"{file}: {reason}; nothing was loaded.")


class TooManyRejectsError(UserFacingError):
    """More rows of a file are at fault than a load takes without being told to."""

    def __init__(self, *, file: str, fault_count: int, read_count: int, example: str) -> None:
        super().__init__(
            f"{file}: {fault_count:,} of {read_count:,} rows are at fault ({example}) and nothing was loaded: mend the "
            "file, or repeat the command with --accept-rejects to load the other rows."
        )


class LoadRunningError(UserFacingError):
    """Another load holds the store."""

    def __init__(self) -> None:
        super().__init__("Another load is running on this store: wait for it to end and try again.")


class NoEarlierVersionError(UserFacingError):
    """There is no version to roll back to."""

    def __init__(self) -> None:
        super().__init__("There is no earlier version of the store to go back to.")
