using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Metadata;

/// <summary>
/// One number for what a method's signature says, equal across assemblies: tokens are replaced by the names they stand for, custom modifiers are passed
/// over. Each blob is walked once, in place, without building types.
/// </summary>
internal sealed unsafe class SignatureHashes(AssemblyImage image, TypeTable types)
{
    private const int MaximumDepth = 128;
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private readonly MetadataReader _metadata = image.Metadata;
    private readonly Dictionary<BlobHandle, ulong> _known = [];
    private readonly ulong[] _definitions = new ulong[image.Metadata.GetTableRowCount(TableIndex.TypeDef) + 1];
    private readonly ulong[] _references = new ulong[image.Metadata.GetTableRowCount(TableIndex.TypeRef) + 1];

    /// <summary>FNV-1a over the signature's parts; never 0.</summary>
    /// <exception cref="BadImageFormatException">The blob is damaged.</exception>
    public ulong Of(BlobHandle signature)
    {
        if (!_known.TryGetValue(signature, out var hash))
        {
            var blob = _metadata.GetBlobReader(signature);
            var walker = new Walker(this, blob.StartPointer, blob.Length);
            hash = walker.Method(Seed, 0);
            _known.Add(signature, hash |= 1UL << 63);
        }

        return hash;
    }

    private ulong TypeHash(int coded)
    {
        var row = coded >> 2;
        switch (coded & 3)
        {
            case 0 when row > 0 && row < _definitions.Length:
                ref var definition = ref _definitions[row];
                return definition != 0 ? definition : definition = TextHash(types.Name(MetadataTokens.TypeDefinitionHandle(row)));
            case 1 when row > 0 && row < _references.Length:
                ref var reference = ref _references[row];
                return reference != 0 ? reference : reference = TextHash(types.Name(MetadataTokens.TypeReferenceHandle(row)));
            default:
                // A specification may stand here by the grammar, though no compiler writes one; the row tells such apart within the assembly.
                return Mix(Seed, (uint)coded);
        }
    }

    private static ulong TextHash(string text)
    {
        var hash = Seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash | 1;
    }

    private static ulong Mix(ulong hash, ulong part) => ((hash ^ part) * Prime) ^ (part >> 32);

    private ref struct Walker(SignatureHashes owner, byte* start, int length)
    {
        private readonly byte* _end = start + length;
        private byte* _at = start;

        public ulong Method(ulong hash, int depth)
        {
            int convention = Byte();

            // Calling convention and receiver count; the vararg bit belongs to a call, not to what is called.
            hash = Mix(hash, (uint)(convention & 0x30));
            if ((convention & 0x10) != 0)
            {
                hash = Mix(hash, (uint)Number());
            }

            var count = Number();
            hash = Mix(hash, (uint)count);
            for (var i = 0; i <= count; i++)
            {
                hash = Type(hash, depth + 1);
            }

            return hash;
        }

        private ulong Type(ulong hash, int depth)
        {
            if (depth > MaximumDepth)
            {
                throw new BadImageFormatException("a signature is nested too deeply");
            }

            while (true)
            {
                int code = Byte();
                switch (code)
                {
                    case 0x1F or 0x20:
                        Number();
                        continue;
                    case 0x41 or 0x45:
                        continue;
                    case 0x0F or 0x10 or 0x1D:
                        hash = Mix(hash, (uint)code);
                        depth++;
                        if (depth > MaximumDepth)
                        {
                            throw new BadImageFormatException("a signature is nested too deeply");
                        }

                        continue;
                    case 0x11 or 0x12:
                        return Mix(hash, owner.TypeHash(Number()));
                    case 0x13 or 0x1E:
                        return Mix(Mix(hash, (uint)code), (uint)Number());
                    case 0x14:
                        return Array(Type(Mix(hash, (uint)code), depth + 1));
                    case 0x15:
                        Byte();
                        hash = Mix(Mix(hash, (uint)code), owner.TypeHash(Number()));
                        var count = Number();
                        hash = Mix(hash, (uint)count);
                        for (var i = 0; i < count; i++)
                        {
                            hash = Type(hash, depth + 1);
                        }

                        return hash;
                    case 0x1B:
                        return Method(Mix(hash, (uint)code), depth + 1);
                    default:
                        return code is >= 0x01 and <= 0x0E or 0x16 or 0x18 or 0x19 or 0x1C
                            ? Mix(hash, (uint)code)
                            : throw new BadImageFormatException("a signature holds a type that does not exist");
                }
            }
        }

        private ulong Array(ulong hash)
        {
            hash = Mix(hash, (uint)Number());
            for (var list = 0; list < 2; list++)
            {
                for (var n = Number(); n > 0; n--)
                {
                    Number();
                }
            }

            return hash;
        }

        private int Byte() => _at < _end ? *_at++ : throw Cut();

        private int Number()
        {
            var first = Byte();
            return (first & 0x80) == 0 ? first
                : (first & 0x40) == 0 ? ((first & 0x3F) << 8) | Byte()
                : ((first & 0x1F) << 24) | (Byte() << 16) | (Byte() << 8) | Byte();
        }

        private static BadImageFormatException Cut() => new("a signature is cut off");
    }
}
