using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>A user interface has one thread that must not be held: there, moving work to another one is what Task.Run is for.</summary>
internal static class UserInterfaces
{
    private static readonly string[] Namespaces = ["System.Windows.", "Microsoft.UI.Xaml.", "Windows.UI.Xaml.", "Microsoft.Maui.", "Avalonia.", "Xamarin.Forms.", "CommunityToolkit.Mvvm.", "Android.", "UIKit."];

    public static bool Owns(CodeGraph graph, MethodNode node)
    {
        for (var type = graph.Types.Find(node.Assembly.Name, node.Method.Type); type is not null; type = type.Base)
        {
            var above = type.Fact.Interfaces.Select(i => i.Name);
            above = type.Fact.Base is { } name ? above.Concat([name.Name]) : above;
            if (above.Any(n => n == "System.ComponentModel.INotifyPropertyChanged" || Namespaces.Any(space => n.StartsWith(space, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }
}
