using System.Globalization;
using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Maps generated lines to the user's file, so that the compiler, the debugger and stack traces point into the attribute.</summary>
/// <param name="folder">Where the generated files are; empty when unknown.</param>
internal sealed class LineDirectives(string folder)
{
    // Limits of the #line span directive (C# specification, "Line span directives").
    private const int LastColumn = 65536;
    private const int LastLine = 16707565;

    /// <summary>Writes <paramref name="before"/> + expression + <paramref name="after"/> with the expression's columns mapped to the attribute's string.</summary>
    public void Embed(SourceWriter writer, string before, EmbeddedExpression expression, string after)
    {
        // What the user wrote is warned about as the user's code; what surrounds it is not.
        writer.Directive("#pragma warning restore").Directive("#nullable enable");
        var place = expression.Place;
        var path = place.Column < LastColumn && place.EndColumn <= LastColumn && place.EndLine < LastLine ? Path(place) : null;
        if (path is not null)
        {
            // The directive's end is the last column, included.
            // A position before the offset is mapped to the whole span: that underlines an argument whose columns do not correspond.
            var offset = expression.IsExact ? writer.Column + before.Length : LastColumn;
            writer.Directive($"#line ({Number(place.Line)},{Number(place.Column)})-({Number(place.EndLine)},{Number(place.EndColumn - 1)}) {Number(offset)} \"{path}\"");
        }

        writer.Line(before + expression.Text + after);
        if (path is not null)
        {
            writer.Directive("#line default");
        }

        writer.Directive("#nullable enable annotations").Directive("#pragma warning disable");
    }

    /// <summary>Writes a statement that stack traces show at a line of the user's file.</summary>
    public void At(SourceWriter writer, SourcePlace place, string statement)
    {
        if (Path(place) is not { } path || place.Line >= LastLine)
        {
            writer.Line(statement);
            return;
        }

        writer.Directive($"#line {Number(place.Line)} \"{path}\"").Line(statement).Directive("#line default");
    }

    // Relative to the generated file: an absolute path would make two checkouts of one commit compile to different assemblies.
    private string? Path(SourcePlace place)
    {
        if (place.Path.Length == 0)
        {
            return null;
        }

        var path = RelativePath.Between(folder, place.Path);
        return path.IndexOfAny(['"', '\n', '\r', '\u0085', '\u2028', '\u2029']) < 0 ? path : null;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
