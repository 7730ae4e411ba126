"""The content security policy. In: nothing. Out: the one policy that every page carries in a <meta>, right after its charset.

The theme has no inline script (a test holds it to that), so no script needs a hash and the policy is the same at every depth: scripts,
requests and fonts from this site alone. A page that brings a script of its own is stopped by the browser and refused by `offprint verify`.
"""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
