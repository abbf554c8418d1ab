using System.Reflection;
using Microsoft.CodeAnalysis;

namespace IntentContracts.CodeFixes.Tests;

/// <summary>Hands a workspace the generator that the tests are built with.</summary>
internal sealed class LoadedAssemblies : IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
        // Everything stands beside the tests.
    }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}
