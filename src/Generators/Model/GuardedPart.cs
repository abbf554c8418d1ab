namespace IntentContracts.Generators.Model;

/// <summary>
/// What one part of a partial type contributes to the generated code. A part, not a type: conditions bind with the usings of the file
/// that they stand in, so each part has a generated file of its own.
/// </summary>
/// <param name="HintName">The generated file's name before collisions are resolved.</param>
/// <param name="Identity">Unique among all parts of the compilation.</param>
/// <param name="Usings">The extern aliases and usings of the declaring file.</param>
/// <param name="Scopes">Namespaces and types around the members, outermost first.</param>
/// <param name="TypeReference">The type, fully qualified, with its own type parameters.</param>
/// <param name="IsStruct">An instance has no identity that reentrancy could be tracked by.</param>
/// <param name="Invariants">Those declared in this part.</param>
/// <param name="Checks">Set in the part that writes the checks for the whole type.</param>
internal sealed record GuardedPart(
    string HintName,
    string Identity,
    EquatableArray<string> Usings,
    EquatableArray<Scope> Scopes,
    string TypeReference,
    bool IsStruct,
    EquatableArray<InvariantModel> Invariants,
    InvariantChecks? Checks,
    EquatableArray<GuardedMember> Members);

/// <summary>A namespace or type declaration: its head as source text, and the usings inside it.</summary>
internal sealed record Scope(string Head, EquatableArray<string> Usings);
