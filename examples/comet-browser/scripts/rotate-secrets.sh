#!/bin/bash
# Gives the secrets of an environment new values and restarts the application, which reads them when it starts.
# The values go from one program to the next and are never shown, nor put on a command line.
#
#   ./scripts/rotate-secrets.sh production
set -euo pipefail

if [ "${1:-}" != production ]; then
  echo "usage: rotate-secrets.sh production (there is no other environment here)" >&2
  exit 2
fi

for secret in database-password redis-access-key; do
  head -c 32 /dev/urandom | base64 |
    az keyvault secret set --vault-name kv-comet-browser-prod --name "$secret" --file /dev/stdin \
      --query "name" --output tsv
done
az webapp restart --resource-group rg-comet-browser-prod --name app-comet-browser-prod
echo "rotated, and the application restarted"
