"""Verifiable credentials about skill checks: issued, presented, verified. A plain library; no site, person or database.

SD-JWT VC (RFC 9901, `dc+sd-jwt`) with an IETF token status list, and Open Badges 3.0 as a JWT with a W3C bitstring
status list; ES256 alone. Whatever verifies here fails closed, with one `Reason`.
"""
