"""The parser of the command line: what is misspelt is answered with what was probably meant."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

_GIVEN = re.compile(r"(?:invalid choice: '|unrecognized arguments: )([^\s'=]+)")


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` whose errors name the nearest option, command or choice, and end with exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Prints the usage and the message; where a word is close to one that is known, that one as well."""
        given = _GIVEN.search(message)
        near = get_close_matches(given[1], _words(self), 1, 0.6) if given else []
        super().error(message + (f"; did you mean {near[0]}?" if near else ""))


def _words(parser: argparse.ArgumentParser) -> list[str]:
    """Every option and choice of a parser and of the commands below it."""
    found: list[str] = []
    for action in parser._actions:
        found += action.option_strings
        found += [str(choice) for choice in action.choices or ()]
        if isinstance(action, argparse._SubParsersAction):
            found += [word for below in action.choices.values() for word in _words(below)]
    return found


def root_behind(given: Sequence[str]) -> list[str]:
    """``-C ROOT COMMAND …`` as ``COMMAND -C ROOT …``, the order that the commands read; anything else as it is."""
    if given[:1] == ["-C"] and len(given) > 2:
        return [given[2], "-C", given[1], *given[3:]]
    return list(given)


def at_least_one(word: str) -> int:
    """A count. Raises ``ArgumentTypeError`` for anything below 1."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"'{word}' is no count of 1 or more")
    return int(word)
