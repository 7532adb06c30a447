#!/bin/sh
# Here an image is the compiled example: build it.
set -eu
cd "$(dirname "$0")/../../.."
node node_modules/typescript/bin/tsc -b examples
echo "built registry.example.com/infra-mind-api"
