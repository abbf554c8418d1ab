namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>What these documents cannot know, said once for all of them: a promise that is silent about its limits is none.</summary>
internal static class Unseen
{
    public static void Write(MarkdownPage page)
    {
        page.Heading(2, "What is not seen");
        page.Paragraph("The check reads compiled code, and follows it where it can. Outside of its sight lie:");
        page.Bullets(
        [
            "**Reflection and `dynamic`**: who calls a member, or sets a field, by its name.",
            "**Object-relational mappers and serialisers**: they set fields and private setters. An object that was loaded has not been checked until one of its guarded members ends. Bulk updates never load it.",
            "**`with` and object initialisers**: they run after the constructor has checked. What they write is checked when the next guarded member ends; a state that they write is a finding.",
            "**References**: a field that is handed on by `ref`, or by a pointer, may be written there. Of `Interlocked`, `Volatile` and `Try…(out …)` it is known.",
            "**Contents**: that a list, an array or another object changes, which a condition looks at, is no write of a field.",
            "**Run-time switches**: guards are named here as they were compiled. `IntentGuardOptions` can weaken them while the program runs.",
            "**Code of frameworks and packages**: catalogues say what it does.",
        ]);
    }
}
