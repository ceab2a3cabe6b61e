"""One file a subcommand: each reads, calls a wing, writes and prints; what it does with texts stands in the wings.

A command module has ``add_arguments(subparsers)``, which makes and returns its parser, and ``run(args)``, which returns the exit
status: 0 clean, 1 findings of severity error. What cannot run raises ``BuildError``. Nothing heavy is imported at the top.
"""

NAMES = ("new", "ingest", "publish", "serve", "check", "explain", "cite")
"""The subcommands, in the order in which ``--help`` lists them."""
