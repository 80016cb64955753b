"""The command ``lgsco``, for people, cron and systemd.

Each command is imported when it is called, so that listing commands, or completing a word, is fast.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

import click
from click.core import augment_usage_errors

from jobs.terminal import usage

# Where each command is, and its first sentence; in the order in which they are listed.
COMMANDS = {
    "demo": ("jobs.demo.command", "Crawl the bundled copy of the site, three years one after the other."),
    "upgrade": ("jobs.commands.upgrade", "Make the archive, or bring it to this release."),
    "crawl": ("jobs.commands.crawl", "Do one run: fetch what is new, read it, judge it."),
    "schedule": ("jobs.commands.crawl", "Run the crawls that the ledger says are due."),
    "status": ("jobs.commands.status", "Show the last run, what is due, coverage, and what needs a person."),
    "publish": ("jobs.commands.decide", "Publish a held run as it is."),
    "discard": ("jobs.commands.decide", "Reject a held run."),
    "notify": ("jobs.commands.notify", "Send or print the notification about a run."),
    "runs": ("jobs.commands.status", "List the runs of the ledger."),
    "issues": ("jobs.commands.issues", "List what a person should know, errors first."),
    "aliases": ("jobs.commands.aliases", "List the slugs and names that identify an authority."),
    "changes": ("jobs.commands.status", "List what changed, with old and new values."),
    "search": ("jobs.commands.search", "Find decisions, reports and improvements by their words."),
    "diff": ("jobs.commands.diff", "Show two versions of a letter side by side."),
    "browse": ("jobs.browse.command", "Serve the archive to a browser."),
    "report": ("jobs.report.command", "Write the archive as web pages that need no server."),
    "export": ("jobs.commands.export", "Write the views, or the captures, as files."),
    "read": ("jobs.commands.read", "Read letters without an archive."),
    "reread": ("jobs.commands.reread", "Read every letter again with the current reader."),
    "verify": ("jobs.commands.verify", "Check that the archive is whole."),
}


class Later(click.Command):
    """A placeholder for a command in lists, until it is called."""

    def __init__(self, name: str, module: str, summary: str) -> None:
        super().__init__(name, short_help=summary)
        self._module = module

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of the command itself, with its part of the manual at the end of its help."""
        name = self.name or ""
        command: click.Command = getattr(import_module(self._module), name)
        command.epilog = import_module("jobs.terminal.help").MANUAL[name].epilog()
        # Some errors of click do not name their command.
        with augment_usage_errors(click.Context(command, parent, info_name)):
            return command.make_context(info_name, args, parent, **extra)


class Listed(click.Group):
    """A group that lists its commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of the commands."""
        del ctx
        return list(self.commands)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context; a wrong option is reported in one line."""
        with usage.in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out the command; if it is interrupted, say so and exit with the status of the signal."""
        from jobs.terminal import interrupts, outputs  # noqa: PLC0415 -- lists and completion need no signals

        try:
            with outputs.written(status=2), interrupts.handled(), usage.in_one_line():
                return super().invoke(ctx)
        except (KeyboardInterrupt, RuntimeError) as error:
            # Before Python 3.12 an interrupt while a class is created, by an import, is the cause of another error.
            interrupt = error if isinstance(error, KeyboardInterrupt) else error.__cause__
            if not isinstance(interrupt, KeyboardInterrupt):
                raise
            click.echo("lgsco: interrupted", err=True)
            ctx.exit(interrupts.exit_status(interrupt))


@click.group(
    cls=Listed,
    epilog="Begin with `lgsco demo`; `lgsco COMMAND --help` has examples.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="lgsco-archive")
def main() -> None:
    """Keep an archive of the annual review letters of the Local Government and Social Care Ombudsman.

    Settings come from the environment, or from .env; their names begin with LGSCO_. A command that cannot start,
    because of a wrong option or setting or a database that is missing or of another release, exits with 2.
    """
    from crawler.run import logs  # noqa: PLC0415 -- lists and completion need neither a log nor settings
    from lgsco_store.settings import unknown_setting_warnings  # noqa: PLC0415 -- the same

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logs.as_json_lines()
    logs.quieten()
    for warning in unknown_setting_warnings():
        click.echo(f"lgsco: {warning}", err=True)


for _name, (_module, _summary) in COMMANDS.items():
    main.add_command(Later(_name, _module, _summary))
