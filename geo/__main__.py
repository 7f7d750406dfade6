"""The data officer's command line: `python -m geo`."""

import typer

from geo import boundary_commands, edition_commands, pack_command

app = typer.Typer(help="Alat petugas data Peta Cakupan Kalbar.", no_args_is_help=True)
app.command("boundaries")(boundary_commands.build_boundaries)
app.command("publish")(edition_commands.publish)
app.command("editions")(edition_commands.list_editions)
app.command("pack")(pack_command.write_pack)


@app.callback()
def main() -> None:
    """Alat petugas data Peta Cakupan Kalbar."""


if __name__ == "__main__":
    app()
