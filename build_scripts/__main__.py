"""``python -m build_scripts COMMAND``: arguments, exit status, and what is said when something goes wrong.

Exit status: 0 clean, 1 findings of severity error, 2 could not run, 128 and the signal's number when interrupted (130 by Ctrl-C).
"""

from __future__ import annotations

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the command begins there is nothing to take back and nothing to say

import argparse
import contextlib
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType, ModuleType

from build_scripts import __version__, commands
from build_scripts.commands.arguments import Parser, root_behind
from build_scripts.commands.console import collecting_seldom, discard_output, leave
from build_scripts.diagnostics import BuildError, Diagnostic

DESCRIPTION = "Turn raw Chinese academic and policy texts into a site that can be read, searched and cited."
EPILOG = "exit status: 0 clean, 1 findings of severity error, 2 could not run, 130 interrupted"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    given = root_behind(sys.argv[1:] if argv is None else list(argv))
    with collecting_seldom():  # also while modules are loaded
        return _run(given)


def _run(given: list[str]) -> int:
    parser, modules = _parser(given)
    args = parser.parse_args(given)
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, _interrupt)
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, _interrupt)
    try:
        status = int(modules[args.command].run(args))
        sys.stdout.flush()
    except BuildError as error:
        print(error.diagnostic, file=sys.stderr)
        status = 2
    except KeyboardInterrupt as error:
        print(Diagnostic("INT002", "已中断；没有留下写了一半的文件。", "重新运行同一条命令即可。"), file=sys.stderr)
        status = 128 + next((number for number in error.args if isinstance(number, int)), signal.SIGINT)
    except BrokenPipeError:
        discard_output()  # the reader of our output has gone; that is no fault
        status = 0
    except Exception as error:
        if args.debug:
            import traceback

            traceback.print_exc()
        print(_unexpected(error), file=sys.stderr)
        status = 2
    return status


def _parser(given: Sequence[str]) -> tuple[argparse.ArgumentParser, dict[str, ModuleType]]:
    """The parser and the modules of the commands; of one command only, where the first word that is no option names it."""
    first = next((word for word in given if not word.startswith("-")), "")
    alone = first in commands.NAMES and not {"-h", "--help"} & set(given[: given.index(first)])
    names = (first,) if alone else commands.NAMES
    parser = Parser("python -m build_scripts", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"zhangju {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an unexpected error")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    modules = {}
    for name in names:
        modules[name] = import_module(f"build_scripts.commands.{name}")
        own = modules[name].add_arguments(subparsers)
        if "--debug" not in own.format_usage():
            own.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser, modules


def _interrupt(number: int, _frame: FrameType | None) -> None:
    """A polite kill is an interruption like Ctrl-C: what is under way is taken back."""
    raise KeyboardInterrupt(number)


def _unexpected(error: Exception) -> Diagnostic:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "build_scripts" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    reason = (str(error).splitlines() or [""])[0][:160]
    message = f"程序自身出错（{type(error).__name__}：{reason}，{place}）；没有留下写了一半的文件。"
    return Diagnostic("INT001", message, "请连同命令与原文报告这个错误；加 --debug 可看到详情。")


if __name__ == "__main__":
    leave(main())
