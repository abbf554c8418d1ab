namespace IntentContracts.Generators.Model;

/// <summary>One partial declaration of the user's, for which the implementing part is written. All texts are C# source.</summary>
/// <param name="Head">The declaration as the implementing part repeats it, without its body.</param>
/// <param name="Documentation">Lines of the documentation comment, without slashes.</param>
/// <param name="Bodies">One for a method or constructor, with an empty head; one for each accessor of a property, indexer or event.</param>
internal sealed record GuardedMember(string Head, EquatableArray<string> Documentation, EquatableArray<GuardedBody> Bodies);

/// <param name="Head">The accessor's modifiers and keyword, such as <c>private set</c>; empty when the member has one body.</param>
internal sealed record GuardedBody(string Head, Operation Operation);
