using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// A declaration's documentation comment, read as text: without <c>GenerateDocumentationFile</c> the compiler parses it as an ordinary comment,
/// and the reader of the documents wants it all the same.
/// </summary>
internal sealed class DocumentationComment
{
    private readonly XElement? _content;

    private DocumentationComment(XElement? content) => _content = content;

    public static DocumentationComment Of(SyntaxNode declaration)
    {
        var text = new StringBuilder();
        foreach (var trivia in declaration.GetLeadingTrivia())
        {
            var comment = trivia.ToFullString();
            if (comment.StartsWith("///", StringComparison.Ordinal) && !comment.StartsWith("////", StringComparison.Ordinal))
            {
                foreach (var line in comment.Split('\n'))
                {
                    text.Append(line.Trim().TrimStart('/').Trim()).Append('\n');
                }
            }
            else if (comment.StartsWith("/**", StringComparison.Ordinal) && comment.EndsWith("*/", StringComparison.Ordinal) && comment.Length > 4)
            {
                foreach (var line in comment.Substring(3, comment.Length - 5).Split('\n'))
                {
                    text.Append(line.Trim().TrimStart('*').Trim()).Append('\n');
                }
            }
        }

        if (text.Length == 0)
        {
            return new(null);
        }

        try
        {
            return new(XElement.Parse("<doc>" + text + "</doc>", LoadOptions.PreserveWhitespace));
        }
        catch (XmlException)
        {
            // The compiler says CS1570 at the comment itself; the declaration is guarded without its prose.
            return new(null);
        }
    }

    /// <summary>The summary's first sentence as plain text; empty when there is none.</summary>
    public string FirstSentence()
    {
        if (_content?.Element("summary") is not { } summary)
        {
            return "";
        }

        var plain = new StringBuilder();
        Flatten(summary, plain);
        var text = Collapse(plain.ToString());
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || text[i + 1] == ' '))
            {
                return text.Substring(0, i + 1);
            }
        }

        return text;
    }

    /// <summary>The comment's lines with the intents told at the end of the summary.</summary>
    public IEnumerable<string> WithIntents(string intents)
    {
        var content = _content is null ? new XElement("doc") : new XElement(_content);
        var told = new object[] { new XElement("b", "Intent"), ": " + intents + "." };
        if (content.Element("summary") is { } summary)
        {
            TrimEnd(summary);
            summary.Add(" ");
            summary.Add(told);
        }
        else
        {
            // Beside an inheritdoc, a summary would replace the inherited one.
            content.AddFirst(new XElement(content.Element("inheritdoc") is null ? "summary" : "remarks", told), "\n");
        }

        foreach (var line in string.Concat(content.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))).Split('\n'))
        {
            if (line.Trim() is { Length: > 0 } trimmed)
            {
                yield return trimmed;
            }
        }
    }

    private static void TrimEnd(XElement element)
    {
        if (element.LastNode is XText last)
        {
            last.Value = last.Value.TrimEnd();
        }
    }

    private static void Flatten(XElement element, StringBuilder plain)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
            {
                plain.Append(text.Value);
            }
            else if (node is XElement child)
            {
                var named = child.Attribute("cref") ?? child.Attribute("langword") ?? child.Attribute("name");
                if (child.IsEmpty && named is not null)
                {
                    var name = named.Value;
                    plain.Append(name.Length > 2 && name[1] == ':' ? name.Substring(2) : name);
                }
                else
                {
                    plain.Append(child.Name.LocalName is "para" or "br" or "item" ? " " : "");
                    Flatten(child, plain);
                }
            }
        }
    }

    private static string Collapse(string text) =>
        string.Join(" ", text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
