using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>ldtoken: typeof, and the methods that expression trees name. A field's token (the data of an array) says nothing.</summary>
internal sealed class Tokens(BodyContext context, SiteNotes sites)
{
    public void Load(Instruction i)
    {
        var handle = MetadataTokens.EntityHandle(i.Token);
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                sites.Add(SiteKind.TypeToken, context.Members.Signatures.Type(handle));
                break;
            case HandleKind.MethodDefinition or HandleKind.MethodSpecification:
            case HandleKind.MemberReference
                when context.Image.Metadata.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Method:
                sites.Add(SiteKind.MethodToken, context.Members.Method(i.Token), Value.Unknown);
                break;
        }
    }
}
