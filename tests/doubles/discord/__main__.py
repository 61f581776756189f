"""Run the double: `python -m tests.doubles.discord --port 0` prints its addresses as one line of JSON."""

import argparse
import asyncio
import json
import sys

from tests.doubles.discord.service import Service, start


async def run(options: argparse.Namespace) -> None:
    service = Service(token=options.token, shards=options.shards)
    runner, addresses = await start(service, host="127.0.0.1", port=options.port)
    sys.stdout.write(json.dumps(addresses) + "\n")
    sys.stdout.flush()
    try:
        # The double ends with the program that started it: when its standard input closes.
        await asyncio.to_thread(sys.stdin.read)
    finally:
        await runner.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description="A local double of the Discord service.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--token", default="MTAwMDAwMDAwMDAwMDAwMDAw.double.of-the-service")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
