"""The data officer's command line: `python -m geo`."""

import typer

from geo import (
    boundary_commands,
    edition_commands,
    intake_commands,
    pack_command,
    register_command,
    site_command,
)
from geo.deployment import here

app = typer.Typer(help=f"Alat petugas data {here().product}.", no_args_is_help=True)
app.command("boundaries")(boundary_commands.build_boundaries)
app.command("publish")(edition_commands.publish)
app.command("editions")(edition_commands.list_editions)
app.command("undo")(edition_commands.undo)
app.command("verify")(edition_commands.verify)
app.command("template")(intake_commands.write_template)
app.command("check")(intake_commands.check_file)
app.command("pack")(pack_command.write_pack)
app.command("register")(register_command.count)
app.command("register-key")(register_command.make_key)
app.command("register-hash")(register_command.hash_persons)
app.add_typer(site_command.site, name="site")


@app.callback()
def main() -> None:
    """Alat petugas data."""


if __name__ == "__main__":
    app()
