"""Fetches a pair model from a model hub: its graph, tokenizer and config, and nothing that could run as code.

The hub is the one that huggingface-hub knows, or any other that speaks its language: `HF_ENDPOINT` names it, and
`HF_TOKEN` opens what is not public.
"""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge.errors import CounterpointError, InputError
from knowledge.judges.shelf import Fetch, Fetched, graph_among, needed

if TYPE_CHECKING:
    from huggingface_hub import HfApi

PATIENCE: Final = 20.0
"""Seconds to wait for what the hub says about a model."""


def from_hub(
    name: str, *, revision: str | None = None, graph: str | None = None, endpoint: str | None = None
) -> Fetch:
    """Download a model by its name on the hub, `owner/name`; what is fetched is one commit of it.

    `revision`: a branch, tag or commit; `endpoint`: the hub's address, where it is another than the usual.
    """

    def fetch(into: Path) -> Fetched:
        import huggingface_hub
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError

        hub = huggingface_hub.HfApi(endpoint=endpoint)
        try:
            return _download(hub, name, into, revision=revision, graph=graph)
        except CounterpointError:
            raise
        except HFValidationError as error:
            raise InputError(f'"{name[:100]}" is no name on a hub; one looks like owner/name.') from error
        except HfHubHTTPError as error:
            raise InputError(_refusal(name, error)) from error
        except Exception as error:
            # The library's network errors are those of whichever client it was built on.
            raise CounterpointError(
                f"The hub at {hub.endpoint} could not be used ({type(error).__name__}); check the network and "
                f"HF_ENDPOINT, and try again."
            ) from error

    return fetch


def _download(hub: "HfApi", name: str, into: Path, *, revision: str | None, graph: str | None) -> Fetched:
    about = hub.model_info(name, revision=revision, timeout=PATIENCE)
    there = [one.rfilename for one in about.siblings or ()]
    chosen = graph_among(there, graph)
    with tempfile.TemporaryDirectory(dir=into.parent) as folder:
        for file in needed(there, chosen):
            found = hub.hf_hub_download(name, file, revision=about.sha, local_dir=folder)
            shutil.move(found, into / Path(file).name)
    return Fetched(source=f"{name}@{(about.sha or '')[:12]}", graph=Path(chosen).name)


def _refusal(name: str, error: Exception) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status in (401, 403, 404):
        return (
            f'The hub has no model "{name[:100]}" that everybody may read; check the name and the revision, or '
            f"set HF_TOKEN."
        )
    return f"The hub could not give {name[:100]} (status {status}); try again later."
