#!/usr/bin/env bash
# Runs the corpus through other analyzers and through IntentContracts, and prints the table of docs/comparison.md. Needs the .NET SDK and a feed that serves the analyzers.
set -euo pipefail
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

dotnet build ../App/IntentContracts.Corpus.csproj -v quiet --no-incremental -p:CustomAfterMicrosoftCommonTargets="$PWD/Analyzers.targets" -p:CompareOutput="$out" \
  -p:BaseIntermediateOutputPath="$out/obj/" -p:OutputPath="$out/bin/" >"$out/log" 2>&1 || { tail -n 20 "$out/log" >&2; exit 1; }
dotnet run --project IntentContracts.Corpus.Compare.csproj -v quiet -- ../../.. "$out/IntentContracts.Corpus.sarif:$out/IntentContracts.Corpus.Library.sarif" "$out/bin/Corpus.dll" "$out/bin/Corpus.Library.dll"
