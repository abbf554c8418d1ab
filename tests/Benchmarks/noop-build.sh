#!/usr/bin/env bash
# What a build in which nothing changed costs with the package, compared with the same 20 projects without it.
# Both solutions are built once, then `dotnet build` runs on each in turn, so that whatever else the machine does hits both alike.
# Usage: noop-build.sh [rounds, 11 by default]
set -euo pipefail
rounds=${1:-11}
projects=20
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

dotnet pack "$repository/src/Package" -c Release -o "$work/feed" -p:Version=0.0.1-bench -v:q -clp:NoSummary

# 19 libraries in a chain of references, each with an effect, and a program over them that decides about it.
generate() {
  local name=$1 reference=$2 folder="$work/$1" previous="" i
  mkdir -p "$folder"
  cat > "$folder/Directory.Build.props" <<XML
<Project>
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestoreSources>$work/feed</RestoreSources>
    <RestorePackagesPath>$work/packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>$reference</ItemGroup>
</Project>
XML
  {
    echo '<Solution>'
    for i in $(seq 1 $projects); do echo "  <Project Path=\"P$i/P$i.csproj\" />"; done
    echo '</Solution>'
  } > "$folder/$name.slnx"
  for i in $(seq 1 $projects); do
    mkdir -p "$folder/P$i"
    local kind="" above=""
    [ "$i" -eq $projects ] && kind='<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>'
    [ -n "$previous" ] && above="<ItemGroup><ProjectReference Include=\"../$previous/$previous.csproj\" /></ItemGroup>"
    echo "<Project Sdk=\"Microsoft.NET.Sdk\">$kind$above</Project>" > "$folder/P$i/P$i.csproj"
    if [ "$i" -eq $projects ]; then
      echo "Console.WriteLine(await P1.Service.ReadAsync(\"x\"));" > "$folder/P$i/Program.cs"
    else
      for c in Service Orders Prices; do
        echo "namespace P$i; public static class $c { public static async Task<string> ReadAsync(string path) => await File.ReadAllTextAsync(path); }" > "$folder/P$i/$c.cs"
      done
    fi
    previous="P$i"
  done
}

build() { dotnet build "$work/$1/$1.slnx" -v:q -clp:NoSummary; }

# Milliseconds of wall clock and of processor; the second hardly minds what else the machine does.
measure() {
  local TIMEFORMAT='%R %U %S'
  { time build "$1" > /dev/null; } 2>&1 | awk '{ printf "%.0f %.0f\n", $1 * 1000, ($2 + $3) * 1000 }'
}

generate with '<PackageReference Include="IntentContracts" Version="0.0.1-bench" />'
generate without ''
for solution in with without with without; do build $solution > /dev/null; done

for round in $(seq 1 "$rounds"); do
  # Who goes first alternates as well.
  if ((round % 2)); then with=$(measure with); without=$(measure without); else without=$(measure without); with=$(measure with); fi
  echo "$with $without" >> "$work/times"
  echo "round $round: with $with, without $without (wall and processor ms)"
done

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
column() { awk -v c="$1" '{ print $c }' "$work/times" | median; }
ratio() { awk -v a="$1" -v b="$2" '{ printf "%.4f\n", $a / $b }' "$work/times" | median; }
echo "no-op build of $projects projects, medians of $rounds rounds; the ratio is the median of the paired ratios"
echo "wall clock: with $(column 1) ms, without $(column 3) ms, ratio $(ratio 1 3)"
echo "processor:  with $(column 2) ms, without $(column 4) ms, ratio $(ratio 2 4)"
