"""Questions to the user: small windows over a work area."""
