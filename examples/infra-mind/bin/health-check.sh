#!/bin/sh
# The release's health check, as the guide calls it.
exec python3 scripts/health-check.py
