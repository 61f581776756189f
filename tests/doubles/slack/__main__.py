"""Start the double: `python -m tests.doubles.slack --port 0`; one JSON line says where it is and who the bot is."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from aiohttp import web

from tests.doubles.slack.manifest import read_manifest
from tests.doubles.slack.service import make_application
from tests.doubles.slack.world import World


def main() -> None:
    parser = argparse.ArgumentParser(description="A local double of Slack.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--manifest", type=Path, help="which app it is; without one every command is known")
    parser.add_argument("--scopes", help="the app's scopes, with commas; else those of the manifest")
    chosen = parser.parse_args()
    scopes = None if chosen.scopes is None else [one for one in chosen.scopes.split(",") if one]
    asyncio.run(serve(World(manifest=read_manifest(chosen.manifest, scopes=scopes)), chosen.port))


async def serve(world: World, port: int) -> None:
    """Serve until standard input ends, which it does when the test process is gone."""
    runner = web.AppRunner(make_application(world), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    host, bound = runner.addresses[0][:2]
    world.address = f"http://{host}:{bound}"
    team = world.add_team("Harbour")
    first = {
        "address": world.address,
        "api": f"{world.address}/api/",
        "team": team.id,
        "bot_user": team.bot_user,
        "bot_token": team.bot_token,
        "app_token": world.app_token,
        "signing_secret": world.signing_secret,
        "client_id": world.client_id,
        "client_secret": world.client_secret,
    }
    print(json.dumps(first), flush=True)  # noqa: T201 - the one line that the driver reads
    await asyncio.to_thread(sys.stdin.buffer.read)
    await runner.cleanup()


if __name__ == "__main__":
    main()
