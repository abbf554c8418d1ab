using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Benchmarks;

/// <summary>Call edges with the identity of what they lead to, exception clauses, state machines: with our decoder.</summary>
internal static class OurExtraction
{
    public static Extraction Run(string[] files)
    {
        var edges = new List<CallEdge>();
        var clauses = new List<ExceptionClause>();
        int edgeCount = 0, clauseCount = 0, machineCount = 0;
        long check = 0;
        foreach (var file in files)
        {
            edges.Clear();
            clauses.Clear();
            using var image = AssemblyImage.Open(file);
            CallEdges.Read(image, edges, clauses);
            var members = new MemberTable(image);
            foreach (var edge in edges)
            {
                var identity = members.Of(edge.Target);
                check += identity.Member.Length;
            }

            edgeCount += edges.Count;
            clauseCount += clauses.Count;
            machineCount += StateMachines.Read(image.Metadata).Count;
        }

        return new(edgeCount, clauseCount, machineCount, check);
    }
}
