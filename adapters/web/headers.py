"""What every answer says about itself, so that browsers and search engines treat it with care."""

from typing import Final

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    # the grant stands in the path, and nobody whom a page links to may learn it
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # nobody needs to know which versions run here
    "Server": "Counterpoint",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
PRIVATE: Final = {
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Accept-Language",
}
FOR_ALL: Final = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language"}
FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
