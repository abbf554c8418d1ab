#!/usr/bin/env bash
# What the check costs of a clean build: the synthetic solution is built from nothing with the check and with IntentMode=Off, in turn, so that whatever
# else the machine does hits both alike. The check's own share is the time that it says itself, summed over the projects.
# Then the solution is built again with nothing changed: projects with warnings left say them again without a check.
# Usage: scale-build.sh [projects, 25 by default] [rounds, 3 by default]
set -euo pipefail
projects=${1:-25}
rounds=${2:-3}
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

dotnet pack "$repository/src/Package" -c Release -o "$work/feed" -p:Version=0.0.1-bench -v:q -clp:NoSummary
dotnet run -c Release --project "$repository/tests/Benchmarks" -- synthetic "$work/solution" "$projects" 0.0.1-bench
export RestoreAdditionalProjectSources="$work/feed" RestorePackagesPath="$work/packages"
cd "$work/solution"
dotnet restore -v:q

# -v:n, since a library without findings says its time only there.
build() { dotnet build --no-restore -v:n -clp:NoSummary "$@" > "$work/log"; }
clean() { find . -mindepth 2 -maxdepth 2 -name bin -exec rm -rf {} +; find . -path '*/obj/Debug' -prune -exec rm -rf {} +; }
measure() {
  local TIMEFORMAT='%R %U %S'
  { time build "$@"; } 2>&1 | awk '{ printf "%.0f %.0f\n", $1 * 1000, ($2 + $3) * 1000 }'
}
said() { { grep -o 'IntentContracts: .*, [0-9]* ms.*' "$work/log" || true; } | sed 's/.*, \([0-9]*\) ms.*/\1/' | awk '{ n++; s += $1; if ($1 > m) m = $1 } END { printf "%d %d %d\n", n, s, m }'; }

clean; build -p:IntentMode=Observe
for round in $(seq 1 "$rounds"); do
  clean; with=$(measure -p:IntentMode=Observe); check=$(said)
  clean; without=$(measure -p:IntentMode=Off)
  echo "round $round: with $with, without $without (wall and processor ms); the check said (projects, sum, most ms) $check"
done

clean; build -p:IntentMode=Observe; build -p:IntentMode=Observe
echo "again with nothing changed: $(said) (projects that had something to say, sum, most ms)"
grep -o 'IntentContracts: .*' "$work/log" | head -5 || true
