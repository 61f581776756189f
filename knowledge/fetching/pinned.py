"""drawbridge's transport, which connects to the very address that was checked, for names in other letters, too."""

import httpx

# drawbridge 0.1 exports no transport, and its client takes none; nothing but the host's letters is changed here.
from drawbridge._transport import SyncSafeTransport


class AsSent(httpx.URL):
    """An address that tells its host as it is sent: httpx itself tells `xn--fhre-loa.example` as `fähre.example`."""

    @property
    def host(self) -> str:
        """The host in ASCII."""
        return self.raw_host.decode("ascii")


class PinnedTransport(SyncSafeTransport):
    """Resolves the host as it is sent, checks all of its addresses, and connects to the one that was checked.

    drawbridge 0.1 alone would look up and write into a header what httpx tells, where only ASCII may stand.
    """

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        request.url = AsSent(request.url)
        return super().handle_request(request)
