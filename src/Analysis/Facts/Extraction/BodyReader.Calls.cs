using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction;

internal sealed partial class BodyReader
{
    /// <summary>What calls, delegates and tokens become: sites, or nothing where the compiler speaks to itself.</summary>
    private sealed partial class Pass
    {
        private void Call(Instruction i)
        {
            var callee = _members.Method(i.Token);
            if (_folding.Thunk(callee.Definition) is { } thunk)
            {
                callee = thunk;
            }

            var arguments = new Value[callee.Shape.Parameters.Count];
            for (var a = arguments.Length - 1; a >= 0; a--)
            {
                arguments[a] = Pop();
            }

            if (i.Code == ILOpCode.Newobj)
            {
                Create(callee, arguments);
                return;
            }

            var receiver = callee.Shape.HasReceiver ? Receiver(Pop()) : Value.Unknown;
            if (_awaits.Contains(_at))
            {
                Await(callee, callee.Shape.HasReceiver ? receiver : Load(arguments.Length > 0 ? arguments[0] : Value.Unknown));
                return;
            }

            var result = Value.Unknown;
            if (!IsPlumbing(callee, receiver, arguments))
            {
                var direct = i.Code != ILOpCode.Callvirt || IsDefinite(callee.Definition);
                var site = Add(direct ? SiteKind.Call : SiteKind.VirtualCall, Target(callee), receiver);
                Describe(site, callee, receiver, arguments);
                result = Concatenation(callee, arguments) ?? new(ValueTag.Result, site);
            }

            if (callee.Shape.Returns.Name != "System.Void")
            {
                Push(result);
            }
        }

        private void Create(Callee callee, Value[] arguments)
        {
            if (arguments.Length == 2 && arguments[1].Tag == ValueTag.FunctionPointer)
            {
                var made = _reader._sites[arguments[1].Index];
                made.Receiver = arguments[0];
                Push(new(ValueTag.Delegate, arguments[1].Index, arguments[1].Text));
                return;
            }

            if (_folding.IsCompilers(callee.DeclaringDefinition))
            {
                Push(new(ValueTag.Closure));
                return;
            }

            var site = Add(SiteKind.New, Target(callee), Value.Unknown);
            Describe(site, callee, Value.Unknown, arguments);
            Push(new(ValueTag.New, site));
        }

        private void Describe(int site, Callee callee, Value receiver, Value[] arguments)
        {
            var kept = callee.Definition.IsNil ? arguments.Length : _folding.Parameters(callee.Definition, callee.Shape).Count;
            _reader._sites[site].SetArguments(kept < arguments.Length ? arguments.Take(kept).ToArray() : arguments);
            Consume(receiver, site, -1);
            for (var a = 0; a < arguments.Length; a++)
            {
                Consume(arguments[a], site, a);
            }
        }

        private void Consume(Value value, int site, int argument)
        {
            if (value.Tag is ValueTag.Delegate or ValueTag.FunctionPointer && _reader._sites[value.Index] is { Consumer: < 0 } made)
            {
                made.Consumer = site;
                made.ConsumerArgument = argument;
            }
        }

        private void Await(Callee callee, Value awaited)
        {
            if (callee.Reference.Name == "get_IsCompleted")
            {
                Push(Value.Unknown);
            }
            else if (callee.Shape.Returns.Name != "System.Void")
            {
                Push(awaited);
            }
        }

        /// <summary>A struct's methods get its address: right after a store that is what was stored.</summary>
        private Value Receiver(Value value)
        {
            if (value.Tag != ValueTag.LocalAddress)
            {
                return value;
            }

            var load = Previous(_at);
            while (load >= 0 && _code[load].Code == ILOpCode.Constrained)
            {
                load = Previous(load);
            }

            return load > 0 && _stored.TryGetValue(Previous(load), out var stored) && stored.Local == value.Index ? stored.Value : Load(value);
        }

        private bool IsPlumbing(Callee callee, Value receiver, Value[] arguments)
        {
            if (receiver.Tag == ValueTag.Machinery)
            {
                return true;
            }

            if (!callee.Definition.IsNil && _folding.IsCompilers(callee.DeclaringDefinition) && !_folding.IsFolded(callee.Definition))
            {
                if (CompilerNames.IsIteratorFinally(callee.Reference.Name))
                {
                    _reader.Splice(callee.Definition, Site);
                }

                return true;
            }

            return (_reader._isMachine && IsRethrow(callee)) || (_reader._isAsyncMain && callee.Reference.Name is "GetAwaiter" or "GetResult");
        }

        /// <summary>After a catch or finally with an await in it the compiler throws the kept exception again, where nobody wrote anything.</summary>
        private bool IsRethrow(Callee callee) =>
            callee.Reference is { Type: "System.Runtime.ExceptionServices.ExceptionDispatchInfo", Name: "Capture" or "Throw" }
            && (!_reader._context.Symbols.Exist || _spans.IsHidden(_code[_at].Offset));

        private bool IsDefinite(MethodDefinitionHandle method) =>
            !method.IsNil && (_reader._context.Image.Metadata.GetMethodDefinition(method).Attributes & MethodAttributes.Virtual) == 0;

        private static Value? Concatenation(Callee callee, Value[] arguments)
        {
            if (callee.Reference is not { Type: "System.String", Name: "Concat" } || arguments.Length < 2)
            {
                return null;
            }

            var text = "";
            foreach (var argument in arguments)
            {
                if (argument.Tag != ValueTag.Text)
                {
                    return null;
                }

                text += argument.Text;
            }

            return new(ValueTag.Text, -1, text);
        }

        private void CallPointer(Instruction i)
        {
            var signature = _reader._context.Image.Metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(i.Token & 0xFFFFFF));
            var shape = _members.Signatures.Method(signature.Signature);
            Pop(shape.Parameters.Count + 1 + (shape.HasReceiver ? 1 : 0));
            if (shape.Returns.Name != "System.Void")
            {
                Push(Value.Unknown);
            }
        }

        private void TakeFunction(Instruction i)
        {
            var receiver = i.Code == ILOpCode.Ldvirtftn ? Pop() : Value.Unknown;
            var callee = _members.Method(i.Token);
            callee = _folding.Thunk(callee.Definition) ?? callee;
            var target = Target(callee);
            Push(new(ValueTag.FunctionPointer, Add(SiteKind.Delegate, target, receiver), target.Id));
        }

        private void LoadToken(Instruction i)
        {
            var handle = MetadataTokens.EntityHandle(i.Token);
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                    var type = _members.Signatures.Type(handle);
                    Add(SiteKind.TypeToken, new(type.Assembly, type.Name, "", DocIds.Type(type.Name), type.Arguments, [], 0, false), Value.Unknown);
                    break;
                case HandleKind.MethodDefinition or HandleKind.MethodSpecification:
                    Add(SiteKind.MethodToken, Target(_members.Method(i.Token)), Value.Unknown);
                    break;
                case HandleKind.MemberReference
                    when _reader._context.Image.Metadata.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Method:
                    Add(SiteKind.MethodToken, Target(_members.Method(i.Token)), Value.Unknown);
                    break;
            }

            Push(Value.Unknown);
        }

        private MethodRef Target(Callee callee)
        {
            var reference = callee.Reference;
            if (callee.Definition.IsNil || !_folding.IsFolded(callee.Definition))
            {
                return reference;
            }

            var type = _members.Types.Name(_folding.UsersType(callee.DeclaringDefinition));
            return reference with
            {
                Type = type,
                Name = _folding.DisplayName(callee.Definition),
                Id = _folding.Id(callee.Definition),
                ParameterCount = _folding.Parameters(callee.Definition, callee.Shape).Count,
            };
        }

        private static MethodRef FieldTarget(FieldRef field) => new(field.Assembly, field.Type, field.Name, field.Id, [], [], 0, false);

        private int Add(SiteKind kind, MethodRef target, Value receiver)
        {
            _reader._sites.Add(new(kind, target, _spans.At(_code[_at].Offset), Site) { Receiver = receiver });
            return _reader._sites.Count - 1;
        }
    }
}
