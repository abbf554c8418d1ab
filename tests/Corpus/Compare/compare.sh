#!/usr/bin/env bash
# Runs the corpus through other analyzers and through IntentContracts, and prints the table of docs/comparison.md. Needs the .NET SDK and a feed that serves the analyzers.
set -euo pipefail
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

dotnet build ../App/IntentContracts.Corpus.csproj -v quiet --artifacts-path "$out/artifacts" -p:CustomAfterMicrosoftCommonTargets="$PWD/Analyzers.targets" -p:CompareOutput="$out" >"$out/log" 2>&1 || { tail -n 20 "$out/log" >&2; exit 1; }
dotnet run --project IntentContracts.Corpus.Compare.csproj -v quiet -- ../../.. "$out/IntentContracts.Corpus.sarif:$out/IntentContracts.Corpus.Library.sarif" \
  "$out/artifacts/bin/IntentContracts.Corpus/debug/Corpus.dll" "$out/artifacts/bin/IntentContracts.Corpus/debug/Corpus.Library.dll"
