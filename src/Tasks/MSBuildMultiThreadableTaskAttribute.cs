#pragma warning disable IDE0130 // MSBuild matches it by its full name

namespace Microsoft.Build.Framework;

/// <summary>
/// Our own copy: the reference that every supported MSBuild can load does not have it yet, and MSBuild asks only for the name. It promises
/// that the task uses no current directory, no environment and no mutable static, and so may run beside others in one process.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
