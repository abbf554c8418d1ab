namespace IntentContracts.Analysis.Findings.Sources;

/// <summary>Where the statement that a stretch of source holds says a name, in the order in which it is run; what a lambda in it says is another body.</summary>
internal sealed class Mentions(IReadOnlyList<Word> words)
{
    public IReadOnlyList<Word> Of(WrittenName name)
    {
        var found = new List<(int Run, Word Word)>();
        var isSwitch = new Stack<bool>();
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i].Text)
            {
                case "{":
                    isSwitch.Push(Is(i - 1, "switch"));
                    break;
                case "}" when isSwitch.Count > 0:
                    isSwitch.Pop();
                    break;
                case "=>" when isSwitch.Count == 0 || !isSwitch.Peek():
                    i = EndOfLambda(i + 1) - 1;
                    break;
                case "delegate":
                    i = Is(i + 1, "(") ? Closing(i + 1) : i;
                    i = Is(i + 1, "{") ? Closing(i + 1) : i;
                    break;
                case var text when text == name.Text && RunAt(i, name.Form) is { } run:
                    found.Add((run, words[i]));
                    break;
            }
        }

        return [.. found.OrderBy(f => f.Run).Select(f => f.Word)];
    }

    /// <summary>A call is run when all that stands in its brackets has been; null when the word there has another form.</summary>
    private int? RunAt(int word, NameForm form)
    {
        var next = AfterTypes(word + 1);
        switch (form)
        {
            case NameForm.Call:
                return Is(next, "(") && !IsNew(word) ? Closing(next) : null;
            case NameForm.New:
                return !IsNew(word) ? null : Is(next, "(") ? Closing(next) : word;
            default:
                return Is(next, "(") || Is(next, ":") ? null : word;
        }
    }

    private bool IsNew(int word)
    {
        while (Is(word - 1, ".") && word >= 2)
        {
            word -= 2;
        }

        return Is(word - 1, "new");
    }

    /// <summary>Behind <c>&lt;A, B&lt;C>></c>, where that follows.</summary>
    private int AfterTypes(int at)
    {
        if (!Is(at, "<"))
        {
            return at;
        }

        var depth = 0;
        for (var i = at; i < words.Count; i++)
        {
            var text = words[i].Text;
            depth += text == "<" ? 1 : text == ">" ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }

            if (text is not ("<" or ">" or "," or "." or "?" or "[" or "]" or "(" or ")") && !char.IsLetter(text[0]) && text[0] != '_')
            {
                break;
            }
        }

        return at;
    }

    /// <summary>The word that closes the bracket; the last one where none does.</summary>
    private int Closing(int open)
    {
        var depth = 0;
        for (var i = open; i < words.Count; i++)
        {
            depth += Depth(words[i].Text);
            if (depth == 0)
            {
                return i;
            }
        }

        return words.Count - 1;
    }

    private int EndOfLambda(int body)
    {
        if (Is(body, "{"))
        {
            return Closing(body) + 1;
        }

        var depth = 0;
        for (var i = body; i < words.Count; i++)
        {
            if (depth == 0 && words[i].Text is "," or ";" or ")" or "]" or "}")
            {
                return i;
            }

            depth += Depth(words[i].Text);
        }

        return words.Count;
    }

    private static int Depth(string word) => word is "(" or "[" or "{" ? 1 : word is ")" or "]" or "}" ? -1 : 0;

    private bool Is(int word, string text) => word >= 0 && word < words.Count && words[word].Text == text;
}
