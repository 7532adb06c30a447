#!/bin/sh
# deploy-k8s.sh production [VERSION]: hands an image to the cluster and waits until it has rolled out.
set -eu
if [ "${1:-}" != production ]; then
  echo "This system has one environment: deploy-k8s.sh production [VERSION]" >&2
  exit 1
fi
kubectl --namespace infra-mind-prod set image deployment/infra-mind-api "api=registry.example.com/infra-mind-api:${2:-2.2.0}"
kubectl --namespace infra-mind-prod rollout status deployment/infra-mind-api
