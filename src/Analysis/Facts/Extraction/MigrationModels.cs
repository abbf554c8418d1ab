using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>
/// What Entity Framework writes beside each migration: the whole model once more, in <c>BuildTargetModel</c> and <c>BuildModel</c>. It is data, it does nothing, and in a service of some years it is most of all calls
/// that there are: nobody's findings come from it, so that nobody reads it.
/// </summary>
internal sealed class MigrationModels(MetadataReader metadata, Members members)
{
    private const string Builder = "Microsoft.EntityFrameworkCore.ModelBuilder";
    private const string Snapshot = "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot";
    private const string Migration = "Microsoft.EntityFrameworkCore.Migrations.Migration";

    /// <summary>Whether a method does nothing but tell the model of a migration.</summary>
    public bool Builds(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var above = metadata.StringComparer.Equals(method.Name, "BuildTargetModel") ? Migration : metadata.StringComparer.Equals(method.Name, "BuildModel") ? Snapshot : null;
        return above is not null
            && members.Method(MetadataTokens.GetToken(handle)).Shape.Parameters is { Count: 1 } given
            && given[0].Name == Builder
            && metadata.GetTypeDefinition(method.GetDeclaringType()).BaseType is { IsNil: false } type
            && members.Signatures.Type(type).Name == above;
    }
}
