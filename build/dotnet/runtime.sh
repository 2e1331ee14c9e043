#!/usr/bin/env bash
# runtime.sh RID FOLDER: puts .NET's runtime for another platform there, in the version of the machine's own, as NuGet has it for
# programs that bring their .NET along. Prints the place of hostfxr; the program dotnet is in no package.
set -euo pipefail
scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
rid=$1
place=$2

# A copy, whose obj folder is not in the repository.
made=$(mktemp -d)
trap 'rm -r "$made"' EXIT
cp "$scripts/runtime.csproj" "$made/"
packages=$(dotnet msbuild "$made/runtime.csproj" -restore -p:RuntimeIdentifier="$rid" -target:ResolveFrameworkReferences \
    -getItem:ResolvedRuntimePack | sed -nE 's/.*"PackageDirectory": "(.*)".*/\1/p')
for folder in $packages; do
    version=$(basename "$folder")
    name=$(sed -nE "s/.*<id>(.*)\.Runtime\.$rid<.*/\1/p" "$folder"/*.nuspec)
    mkdir -p "$place/shared/$name/$version"
    find "$folder/runtimes" -type f -exec cp -t "$place/shared/$name/$version" {} +
done
mkdir -p "$place/host/fxr/$version"
mv "$place/shared/Microsoft.NETCore.App/$version"/*hostfxr.* "$place/host/fxr/$version/"
echo "$place/host/fxr/$version"/*hostfxr.*
